#include "text/destination_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using logpush::DestinationKind;

namespace {

QString tr(const char* text)
{
    return text && *text ? QCoreApplication::translate("Destination", text) : QString();
}

#define T(text) QT_TRANSLATE_NOOP("Destination", text)

struct Words {
    const char *name, *help, *example;
};
constexpr Words kBucket {T("Bucket"), "", "tracedeck-logs"}, kHost {T("Host"), T("With its port, if it has one."), ""};
constexpr Words kFolder {T("Folder"), T("No slash at its beginning or end. May be empty."), "workers"};
constexpr Words kPath {T("Path"), "", "/logs"};

struct KindRow {
    const char *name, *note, *icon;
    Words place, path;
};
// In the order of the enum.
constexpr auto kKinds = std::to_array<KindRow>({
    {"R2", T("Same account"), "bucket", kBucket, kFolder},
    {"Amazon S3", T("Ownership check"), "bucket", kBucket, kFolder},
    {T("S3-compatible"), T("Own endpoint"), "bucket", kBucket, kFolder},
    {"Google Cloud",
     T("Ownership check"),
     "cloud",
     {T("Bucket"), T("Give logpush@cloudflare-data.iam.gserviceaccount.com the role Storage Object Admin on it."), ""},
     kFolder},
    {"Azure Blob",
     T("SAS URL"),
     "stack",
     {T("Container"), T("As in the SAS URL: account.blob.core.windows.net/container"), "account.blob.core.windows.net/container"},
     kFolder},
    {"Sumo Logic",
     T("Collector URL"),
     "chart",
     {T("Host"), T("Of the HTTP source's address."), "endpoint1.collection.sumologic.com"},
     {T("Path"), T("Its last part is the receiver's code."), "/receiver/v1/http/CODE"}},
    {"Splunk",
     T("HEC token"),
     "chart",
     {T("Host"), T("With its port: 443 or 8088."), "http-inputs-example.splunkcloud.com:8088"},
     {T("Path"), "", "/services/collector/raw"}},
    {"Datadog", T("API key"), "chart", {T("Host"), "", "http-intake.logs.datadoghq.com"}, {T("Path"), "", "/api/v2/logs"}},
    {"New Relic",
     T("Licence key"),
     "chart",
     {T("Host"), T("log-api.newrelic.com, or log-api.eu.newrelic.com in the EU."), "log-api.newrelic.com"},
     {T("Path"), "", "/log/v1"}},
    {"Elastic", T("HTTP endpoint"), "chart", kHost, kPath},
    {"HTTPS",
     T("Any POST target"),
     "globe",
     {T("Host"), T("It must have a certificate that everybody trusts."), "logs.example.com"},
     kPath},
    {"IBM Cloud Logs",
     T("API key"),
     "chart",
     {T("Host"), "", "INSTANCE.ingress.REGION.logs.cloud.ibm.com"},
     {T("Path"), "", "/logs/v1/singles"}},
    {"BigQuery",
     T("Credentials"),
     "chart",
     {T("Resource"), T("\"projects\" for BigQuery."), "projects"},
     {T("Path"), "", "/PROJECT/datasets/DATASET/tables/TABLE"}},
    {"Kinesis", T("Stream"), "stack", {T("Stream"), "", "my-stream"}, kPath},
    {T("Other"), T("As text"), "more", {T("Destination"), T("The whole text, as the API takes it."), "scheme://…"}, kPath},
});

struct ParamRow {
    const char16_t* name;
    Words words;
};
constexpr auto kParams = std::to_array<ParamRow>({
    {u"account-id", {T("Account ID"), T("32 characters, 0–9 and a–f."), ""}},
    {u"access-key-id", {T("Access Key ID"), "", ""}},
    {u"secret-access-key", {T("Secret Access Key"), "", ""}},
    {u"region", {T("Region"), T("R2 takes \"auto\"."), "us-east-1"}},
    {u"endpoint", {T("Endpoint"), T("A host, without scheme, bucket and path."), "ACCOUNT_ID.eu.r2.cloudflarestorage.com"}},
    {u"sse", {T("Server-side encryption"), T("AES256, or empty."), ""}},
    {u"channel", {T("Channel"), T("A GUID of your own."), ""}},
    {u"insecure-skip-verify", {T("Skip certificate check"), T("true or false. Cloudflare advises false."), "false"}},
    {u"sourcetype", {T("Source type"), "", "cloudflare:json"}},
    {u"header_Authorization", {T("Authorization header"), T("\"Splunk \" and the token."), ""}},
    {u"header_DD-API-KEY", {T("API key"), "", ""}},
    {u"ddsource", {T("Source"), "", "cloudflare"}},
    {u"service", {T("Service"), "", ""}},
    {u"host", {T("Host tag"), "", ""}},
    {u"ddtags", {T("Tags"), "", "env:prod"}},
    {u"Api-Key", {T("Licence key"), "", ""}},
    {u"format", {T("Format"), "", "cloudflare"}},
    {u"ibm_api_key", {T("API key"), "", ""}},
    {u"credentials", {T("Credentials"), T("base64:… of the service account's key, or url:…"), ""}},
    {u"sts-assume-role-arn", {T("Role to assume"), T("An ARN; or access keys instead."), ""}},
    {u"sts-external-id", {T("External ID"), T("If the role asks for one."), ""}},
    {u"sig", {T("Signature (sig)"), T("Of the SAS."), ""}},
    {u"sv", {T("Version (sv)"), "", ""}},
    {u"ss", {T("Services (ss)"), T("b"), "b"}},
    {u"srt", {T("Resource types (srt)"), T("o: objects only."), "o"}},
    {u"sr", {T("Resource (sr)"), "", ""}},
    {u"sp", {T("Permissions (sp)"), T("Write is enough."), "w"}},
    {u"st", {T("Starts (st)"), "", ""}},
    {u"se", {T("Expires (se)"), T("Cloudflare asks for five years or more."), ""}},
    {u"spr", {T("Protocol (spr)"), "", "https"}},
    {u"sip", {T("Addresses (sip)"), "", ""}},
});

#undef T

const KindRow& rowOf(DestinationKind kind)
{
    return kKinds.at(static_cast<std::size_t>(kind));
}

FieldWords wordsOf(const Words& words)
{
    return {tr(words.name), tr(words.help), QString::fromUtf8(words.example)};
}

} // namespace

QString kindText(DestinationKind kind)
{
    return tr(rowOf(kind).name);
}

QString kindNote(DestinationKind kind)
{
    return tr(rowOf(kind).note);
}

QString kindIcon(DestinationKind kind)
{
    return QString::fromLatin1(rowOf(kind).icon);
}

FieldWords placeWords(DestinationKind kind)
{
    return wordsOf(rowOf(kind).place);
}

FieldWords pathWords(DestinationKind kind)
{
    return wordsOf(rowOf(kind).path);
}

FieldWords paramWords(const QString& name)
{
    const auto found = std::ranges::find_if(kParams, [&](const ParamRow& row) { return name == QStringView(row.name); });
    if (found != kParams.end())
        return wordsOf(found->words);
    return {name, {}, {}};
}

} // namespace tracedeck::ui
