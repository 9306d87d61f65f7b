#include "logpush/destination.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace tracedeck::logpush {

namespace {

using Issues = std::vector<DestinationIssue>;

bool isHex(QStringView text, qsizetype length)
{
    return text.size() == length && std::ranges::all_of(text, [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
           });
}

QString param(const Destination& destination, QStringView name)
{
    return destination.param(name).value_or(QString());
}

void checkRequired(const Destination& destination, Issues& issues)
{
    for (const ParamSpec& spec : specOf(destination.kind).params) {
        const QString name = QString::fromUtf8(spec.name.data(), static_cast<qsizetype>(spec.name.size()));
        if (spec.isRequired && param(destination, name).isEmpty())
            issues.push_back({name, name % u" is missing"});
    }
}

/// Keys of R2 have a known shape; what people put there instead is known too.
void checkR2Keys(const Destination& destination, Issues& issues)
{
    const QString id = param(destination, u"access-key-id");
    const QString secret = param(destination, u"secret-access-key");
    if (id.isEmpty() || secret.isEmpty())
        return;
    if (isHex(id, 64) && isHex(secret, 32))
        issues.push_back({QStringLiteral("access-key-id"), QStringLiteral("id and secret are swapped"), true});
    else if (!isHex(id, 32))
        issues.push_back({QStringLiteral("access-key-id"), QStringLiteral("an R2 access key id has 32 hex digits"), true});
    else if (secret.size() == 40)
        issues.push_back({QStringLiteral("secret-access-key"),
                          QStringLiteral("looks like an API token: the secret is its SHA-256, 64 hex digits"), true});
    else if (!isHex(secret, 64))
        issues.push_back({QStringLiteral("secret-access-key"), QStringLiteral("an R2 secret access key has 64 hex digits"), true});
}

void checkR2(const Destination& destination, Issues& issues)
{
    if (const QString account = param(destination, u"account-id"); !account.isEmpty() && !isHex(account, 32))
        issues.push_back({QStringLiteral("account-id"), QStringLiteral("account-id must have 32 hex digits")});
    checkR2Keys(destination, issues);
}

void checkS3(const Destination& destination, Issues& issues)
{
    const bool id = !param(destination, u"access-key-id").isEmpty();
    const bool secret = !param(destination, u"secret-access-key").isEmpty();
    if (id != secret) {
        const QString missing = id ? QStringLiteral("secret-access-key") : QStringLiteral("access-key-id");
        issues.push_back({missing, missing % u" is missing"});
    }
    const QString endpoint = param(destination, u"endpoint");
    if (endpoint.contains(u"://") || endpoint.contains(u'/'))
        issues.push_back({QStringLiteral("endpoint"), QStringLiteral("endpoint must be a host without scheme, bucket and path")});
    if (endpoint.endsWith(u".r2.cloudflarestorage.com"))
        checkR2Keys(destination, issues);
}

void checkAzure(const Destination& destination, Issues& issues)
{
    const auto types = destination.param(u"srt");
    if (types && *types != u"o")
        issues.push_back({QStringLiteral("srt"), QStringLiteral("signedResourceTypes must be Object only (srt=o)")});
}

void checkSplunk(const Destination& destination, Issues& issues)
{
    const QString verify = param(destination, u"insecure-skip-verify");
    if (!verify.isEmpty() && verify != u"true" && verify != u"false")
        issues.push_back({QStringLiteral("insecure-skip-verify"), QStringLiteral("insecure-skip-verify must be true or false")});
    const QString header = param(destination, u"header_Authorization");
    if (!header.isEmpty() && !header.startsWith(u"Splunk "))
        issues.push_back({QStringLiteral("header_Authorization"), QStringLiteral("should begin with \"Splunk \""), true});
}

void checkHost(const Destination& destination, Issues& issues)
{
    const QUrl url(u"https://" % destination.place, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        issues.push_back({QString(), QStringLiteral("not a host name")});
}

void checkBigQuery(const Destination& destination, Issues& issues)
{
    const auto parts = QStringView {destination.path}.split(u'/');
    const bool complete = destination.place == u"projects" && parts.size() == 6 && parts[2] == u"datasets" && parts[4] == u"tables"
        && !parts[1].isEmpty() && !parts[3].isEmpty() && !parts[5].isEmpty();
    if (!complete)
        issues.push_back({QString(), QStringLiteral("must be bq://projects/PROJECT/datasets/DATASET/tables/TABLE")});
    const QString credentials = param(destination, u"credentials");
    if (!credentials.isEmpty() && !credentials.startsWith(u"base64:") && !credentials.startsWith(u"url:"))
        issues.push_back({QStringLiteral("credentials"), QStringLiteral("credentials must begin with base64: or url:")});
}

void checkKinesis(const Destination& destination, Issues& issues)
{
    const bool keys = !param(destination, u"access-key-id").isEmpty() && !param(destination, u"secret-access-key").isEmpty();
    if (!keys && param(destination, u"sts-assume-role-arn").isEmpty())
        issues.push_back({QStringLiteral("sts-assume-role-arn"), QStringLiteral("needs sts-assume-role-arn or access keys")});
}

void checkOther(const Destination& destination, Issues& issues)
{
    issues.push_back({QString(), u"unknown scheme \"" % destination.scheme % u"\""});
}

// In the order of the kinds.
constexpr auto kChecks = std::to_array<void (*)(const Destination&, Issues&)>({checkR2, checkS3, checkS3, nullptr, checkAzure, checkHost,
                                                                               checkSplunk, checkHost, checkHost, checkHost, checkHost,
                                                                               checkHost, checkBigQuery, checkKinesis, checkOther});

void checkBraces(const Destination& destination, Issues& issues)
{
    QString path = destination.path;
    const bool hasDate = path.contains(u"{DATE}");
    path.remove(QStringLiteral("{DATE}"));
    if (path.contains(u'{') || path.contains(u'}'))
        issues.push_back({QString(), QStringLiteral("{DATE} is the only placeholder of a path"), true});
    if (hasDate && !specOf(destination.kind).dateInPath)
        issues.push_back({QString(), QStringLiteral("{DATE} is not documented for this destination"), true});
}

} // namespace

std::vector<DestinationIssue> checkDestination(const Destination& destination)
{
    Issues issues;
    checkRequired(destination, issues);
    if (const auto check = kChecks.at(static_cast<std::size_t>(destination.kind)))
        check(destination, issues);
    checkBraces(destination, issues);
    return issues;
}

} // namespace tracedeck::logpush
