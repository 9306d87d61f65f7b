#include "delivery/scene.h"
#include "sandbox/made_up.h"
#include "sandbox/roles.h"
#include "sandbox/state.h"

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

using enum Permission;

constexpr qint64 kDay = 86'400'000;
constexpr QStringView kBucket = u"tracedeck-logs";

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

struct Person {
    std::string_view login, first, last;
};
// One for each role, in its order.
constexpr auto kPeople = std::to_array<Person>({{"ada", "Ada", "Okafor"},
                                                {"ben", "Ben", "Lindqvist"},
                                                {"chen", "Chen", "Wei"},
                                                {"dana", "Dana", "Moreau"},
                                                {"emil", "Emil", "Novak"},
                                                {"farah", "Farah", "Haddad"},
                                                {"gus", "Gus", "Almeida"},
                                                {"hana", "Hana", "Sato"},
                                                {"ivo", "Ivo", "Petrov"},
                                                {"june", "June", "Carter"},
                                                {"kofi", "Kofi", "Mensah"}});

struct TokenSpec {
    std::string_view name;
    Token::Owner owner;
    Permissions permissions;
    bool onlyLogsBucket = false;
    qint64 expiresAfterMs = 0; ///< before now where negative; 0 = never
};
// The first is the one that the Sandbox's address hands out.
constexpr auto kTokens = std::to_array<TokenSpec>({
    {"tracedeck",
     Token::Owner::User,
     {LogsWrite, ScriptsWrite, TailRead, SettingsRead, BillingRead, R2Write, AnalyticsRead, RoutesWrite, MembershipsRead, UserDetailsRead}},
    {"logpush-writer", Token::Owner::Account, {R2ItemWrite}, true},
    {"viewer", Token::Owner::Account, {R2ItemRead}, true},
    {"ci-deploy", Token::Owner::Account, {ScriptsWrite, LogsWrite, SettingsRead}},
    {"logs-read-only", Token::Owner::User, {LogsRead, UserDetailsRead}},
    {"zone-logs", Token::Owner::User, {ZoneLogsWrite}},
    {"last-year", Token::Owner::User, {LogsWrite, ScriptsWrite}, false, -30 * kDay},
});

void addPeople(SandboxState& state, const MadeUp& made)
{
    const auto all = roles();
    for (std::size_t i = 0; i < std::min(all.size(), kPeople.size()); ++i) {
        const QString login = text(kPeople[i].login);
        Member member;
        member.id = made.hexId(u"member " % login);
        member.userId = made.hexId(u"user " % login);
        member.email = login % u"@example.com";
        member.firstName = text(kPeople[i].first);
        member.lastName = text(kPeople[i].last);
        member.roles = {text(all[i].id)};
        member.globalKey = made.globalKey(u"key " % login);
        state.members.push_back(std::move(member));
    }
}

void addTokens(SandboxState& state, const MadeUp& made, qint64 nowMs)
{
    for (const TokenSpec& spec : kTokens) {
        Token token;
        token.name = text(spec.name);
        token.id = made.hexId(u"token id " % token.name);
        token.value = made.token(u"token " % token.name);
        token.owner = spec.owner;
        if (spec.owner == Token::Owner::User)
            token.userId = state.members.front().userId;
        token.permissions = spec.permissions;
        if (spec.onlyLogsBucket)
            token.buckets = {u"default_" % kBucket};
        token.issuedMs = nowMs - 400 * kDay;
        token.expiresMs = spec.expiresAfterMs == 0 ? 0 : nowMs + spec.expiresAfterMs;
        state.tokens.push_back(std::move(token));
    }
}

ScriptVersion firstVersion(const Script& script, const MadeUp& made, qint64 atMs)
{
    ScriptVersion version;
    version.id = made.uuid(u"version " % script.name);
    version.createdMs = atMs;
    version.metadata = {{QStringLiteral("main_module"), QStringLiteral("index.js")},
                        {QStringLiteral("compatibility_date"), QStringLiteral("2026-06-01")},
                        {QStringLiteral("bindings"), QJsonArray {}}};
    version.modules = {{QStringLiteral("index.js"), QStringLiteral("application/javascript+module"), 48'213,
                        QString::fromLatin1(made.bytes(u"module " % script.name).toHex())}};
    return version;
}

/// Workers as generated traffic has them; the observers, which get the others' events, are not logged themselves.
void addScripts(SandboxState& state, const MadeUp& made, qint64 nowMs)
{
    for (const auto& worker : delivery::workers()) {
        Script script;
        script.name = text(worker.name);
        script.tag = made.hexId(u"script " % script.name);
        script.logpush = worker.trade != delivery::Trade::Observer;
        script.tags = text(worker.tags).split(u',', Qt::SkipEmptyParts);
        script.handlers = {QStringLiteral("fetch")};
        if (worker.trade == delivery::Trade::Tenant)
            script.dispatchNamespace = QStringLiteral("shops-production");
        script.createdMs = nowMs - 200 * kDay;
        script.modifiedMs = nowMs - 2 * kDay;
        script.versions.push_back(firstVersion(script, made, script.modifiedMs));
        script.deployments.push_back({made.uuid(u"deployment " % script.name),
                                      {},
                                      QStringLiteral("wrangler"),
                                      script.modifiedMs,
                                      {{script.versions.back().id, 100}}});
        state.scripts.push_back(std::move(script));
    }
    state.namespaces.push_back(
        {made.uuid(QStringLiteral("namespace")), QStringLiteral("shops-production"), nowMs - 200 * kDay, nowMs - 200 * kDay});
}

QJsonArray allFields()
{
    QJsonArray names;
    for (const char* name : {"CPUTimeMs", "DispatchNamespace", "Entrypoint", "Event", "EventTimestampMs", "EventType", "Exceptions", "Logs",
                             "Outcome", "ScriptName", "ScriptTags", "ScriptVersion", "WallTimeMs"})
        names.append(QString::fromLatin1(name));
    return names;
}

/// The one job of a new account: all that happens, to its own bucket.
void addJob(SandboxState& state, qint64 nowMs)
{
    const Token& writer = state.tokens[1];
    const QString destination = u"r2://" % kBucket % u"/workers/{DATE}?account-id=" % state.account.id % u"&access-key-id=" % writer.id
        % u"&secret-access-key=" % QString::fromLatin1(s3Secret(writer));
    Job job;
    job.id = state.nextJobId++;
    job.fields = emptyJobFields();
    job.fields[QStringLiteral("dataset")] = QStringLiteral("workers_trace_events");
    job.fields[QStringLiteral("name")] = QStringLiteral("workers-logpush");
    job.fields[QStringLiteral("destination_conf")] = destination;
    job.fields[QStringLiteral("enabled")] = true;
    job.fields[QStringLiteral("output_options")] =
        QJsonObject {{QStringLiteral("field_names"), allFields()}, {QStringLiteral("timestamp_format"), QStringLiteral("rfc3339")}};
    job.createdMs = job.modifiedMs = nowMs - 100 * kDay;
    state.jobs.push_back(std::move(job));
}

} // namespace

QJsonObject emptyJobFields()
{
    QJsonObject fields;
    for (const char* name :
         {"name", "filter", "output_options", "logpull_options", "max_upload_bytes", "max_upload_records", "max_upload_interval_seconds"})
        fields.insert(QString::fromLatin1(name), QJsonValue::Null);
    fields.insert(QStringLiteral("dataset"), QStringLiteral("http_requests"));
    fields.insert(QStringLiteral("destination_conf"), QString());
    fields.insert(QStringLiteral("enabled"), false);
    fields.insert(QStringLiteral("kind"), QString());
    fields.insert(QStringLiteral("frequency"), QStringLiteral("high"));
    return fields;
}

SandboxState makeState(std::uint64_t seed, qint64 nowMs)
{
    const MadeUp made(seed);
    SandboxState state;
    state.account = {made.hexId(QStringLiteral("account")), QStringLiteral("Tracedeck Sandbox"), nowMs - 500 * kDay, true, true,
                     QStringLiteral("tracedeck-sandbox")};
    for (const char* name : {"example.org", "example.com"})
        state.zones.push_back({made.hexId(u"zone " % QString::fromLatin1(name)), QString::fromLatin1(name)});
    state.challengeKey = made.bytes(QStringLiteral("challenge"));
    state.buckets.push_back(
        {kBucket.toString(), QStringLiteral("default"), QStringLiteral("WEUR"), QStringLiteral("Standard"), nowMs - 300 * kDay});
    state.nextJobId = 123'456;
    addPeople(state, made);
    addTokens(state, made, nowMs);
    addScripts(state, made, nowMs);
    addJob(state, nowMs);
    return state;
}

} // namespace tracedeck::sandbox
