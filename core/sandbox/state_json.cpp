#include "sandbox/state.h"

#include <QJsonDocument>

namespace tracedeck::sandbox {

namespace {

constexpr int kVersion = 1;

// Each struct's members are listed once, in `visit`; writing and reading walk the same list.

/// Writes what it is shown into an object.
class Writer {
public:
    QJsonObject object;

    void operator()(const char* name, const QString& value) { object.insert(key(name), value); }
    void operator()(const char* name, const QByteArray& value) { object.insert(key(name), QString::fromLatin1(value.toBase64())); }
    void operator()(const char* name, bool value) { object.insert(key(name), value); }
    void operator()(const char* name, qint64 value) { object.insert(key(name), value); }
    void operator()(const char* name, int value) { object.insert(key(name), value); }
    void operator()(const char* name, std::uint16_t value) { object.insert(key(name), static_cast<int>(value)); }
    void operator()(const char* name, double value) { object.insert(key(name), value); }
    void operator()(const char* name, const QJsonObject& value) { object.insert(key(name), value); }
    void operator()(const char* name, const QJsonArray& value) { object.insert(key(name), value); }
    void operator()(const char* name, const QStringList& value) { object.insert(key(name), QJsonArray::fromStringList(value)); }
    void operator()(const char* name, const Permissions& value) { object.insert(key(name), static_cast<qint64>(value.bits())); }
    void operator()(const char* name, const Token::Owner& value)
    {
        object.insert(key(name), value == Token::Owner::User ? QStringLiteral("user") : QStringLiteral("account"));
    }
    template<typename T>
    void operator()(const char* name, const T& value)
    {
        object.insert(key(name), written(value));
    }
    template<typename T>
    void operator()(const char* name, const std::vector<T>& values)
    {
        QJsonArray array;
        for (const T& value : values)
            array.append(written(value));
        object.insert(key(name), array);
    }

private:
    static QString key(const char* name) { return QString::fromLatin1(name); }
    template<typename T>
    static QJsonObject written(const T& value)
    {
        Writer writer;
        visit(value, writer);
        return writer.object;
    }
};

/// Fills what it is shown from an object; remembers the first member that is not what it must be.
class Reader {
public:
    explicit Reader(QJsonObject object) : m_object(std::move(object)) {}
    QString wrong;

    void operator()(const char* name, QString& value) { value = need(name, QJsonValue::String).toString(); }
    void operator()(const char* name, QByteArray& value)
    {
        value = QByteArray::fromBase64(need(name, QJsonValue::String).toString().toLatin1());
    }
    void operator()(const char* name, bool& value) { value = need(name, QJsonValue::Bool).toBool(); }
    void operator()(const char* name, qint64& value) { value = need(name, QJsonValue::Double).toInteger(); }
    void operator()(const char* name, int& value) { value = need(name, QJsonValue::Double).toInt(); }
    void operator()(const char* name, std::uint16_t& value) { value = static_cast<std::uint16_t>(need(name, QJsonValue::Double).toInt()); }
    void operator()(const char* name, double& value) { value = need(name, QJsonValue::Double).toDouble(); }
    void operator()(const char* name, QJsonObject& value) { value = need(name, QJsonValue::Object).toObject(); }
    void operator()(const char* name, QJsonArray& value) { value = need(name, QJsonValue::Array).toArray(); }
    void operator()(const char* name, QStringList& value)
    {
        for (const auto& each : need(name, QJsonValue::Array).toArray())
            value << each.toString();
    }
    void operator()(const char* name, Permissions& value)
    {
        value = Permissions::fromBits(static_cast<std::uint32_t>(need(name, QJsonValue::Double).toInteger()));
    }
    void operator()(const char* name, Token::Owner& value)
    {
        value = need(name, QJsonValue::String) == QStringLiteral("user") ? Token::Owner::User : Token::Owner::Account;
    }
    template<typename T>
    void operator()(const char* name, T& value)
    {
        read(name, need(name, QJsonValue::Object), value);
    }
    template<typename T>
    void operator()(const char* name, std::vector<T>& values)
    {
        for (const auto& each : need(name, QJsonValue::Array).toArray())
            read(name, each, values.emplace_back());
    }

private:
    QJsonValue need(const char* name, QJsonValue::Type type)
    {
        QJsonValue value = m_object[QString::fromLatin1(name)];
        if (value.type() != type && wrong.isEmpty())
            wrong = QString::fromLatin1(name);
        return value;
    }
    template<typename T>
    void read(const char* name, const QJsonValue& json, T& value)
    {
        Reader reader(json.toObject());
        visit(value, reader);
        if (wrong.isEmpty() && !reader.wrong.isEmpty())
            wrong = QString::fromLatin1(name) % u'.' % reader.wrong;
    }

    QJsonObject m_object;
};

template<typename T, typename Bare>
concept Is = std::is_same_v<std::remove_const_t<T>, Bare>;

void visit(Is<Account> auto& a, auto& v)
{
    v("id", a.id), v("name", a.name), v("created", a.createdMs), v("workers_paid", a.workersPaid), v("r2", a.r2);
    v("workers_subdomain", a.workersSubdomain);
}
void visit(Is<Zone> auto& z, auto& v)
{
    v("id", z.id), v("name", z.name);
}
void visit(Is<Member> auto& m, auto& v)
{
    v("id", m.id), v("user_id", m.userId), v("email", m.email), v("first_name", m.firstName), v("last_name", m.lastName);
    v("status", m.status), v("roles", m.roles), v("global_key", m.globalKey);
}
void visit(Is<Token> auto& t, auto& v)
{
    v("id", t.id), v("name", t.name), v("value", t.value), v("owner", t.owner), v("user_id", t.userId);
    v("permissions", t.permissions), v("buckets", t.buckets), v("status", t.status), v("policies", t.policies);
    v("issued", t.issuedMs), v("not_before", t.notBeforeMs), v("expires", t.expiresMs);
}
void visit(Is<Module> auto& m, auto& v)
{
    v("name", m.name), v("type", m.type), v("size", m.size), v("etag", m.etag);
}
void visit(Is<ScriptVersion> auto& s, auto& v)
{
    v("id", s.id), v("number", s.number), v("message", s.message), v("tag", s.tag), v("source", s.source), v("created", s.createdMs);
    v("metadata", s.metadata), v("modules", s.modules);
}
void visit(Is<Deployment::Share> auto& s, auto& v)
{
    v("version_id", s.versionId), v("percentage", s.percentage);
}
void visit(Is<Deployment> auto& d, auto& v)
{
    v("id", d.id), v("message", d.message), v("source", d.source), v("created", d.createdMs), v("shares", d.shares);
}
void visit(Is<Script> auto& s, auto& v)
{
    v("name", s.name), v("namespace", s.dispatchNamespace), v("script_tag", s.tag), v("logpush", s.logpush);
    v("tail_consumers", s.tailConsumers), v("observability", s.observability), v("tags", s.tags), v("handlers", s.handlers);
    v("secrets", s.secretNames), v("on_subdomain", s.onSubdomain), v("previews_on_subdomain", s.previewsOnSubdomain);
    v("versions", s.versions), v("deployments", s.deployments), v("schedules", s.schedules);
    v("created", s.createdMs), v("modified", s.modifiedMs);
}
void visit(Is<Route> auto& r, auto& v)
{
    v("id", r.id), v("zone_id", r.zoneId), v("pattern", r.pattern), v("script", r.script);
}
void visit(Is<DispatchNamespace> auto& n, auto& v)
{
    v("id", n.id), v("name", n.name), v("created", n.createdMs), v("modified", n.modifiedMs);
}
void visit(Is<Job> auto& j, auto& v)
{
    v("id", j.id), v("zone_id", j.zoneId), v("fields", j.fields), v("last_complete", j.lastCompleteMs), v("last_error", j.lastErrorMs);
    v("error_message", j.errorMessage), v("created", j.createdMs), v("modified", j.modifiedMs), v("failing_since", j.failingSinceMs);
}
void visit(Is<BucketInfo> auto& b, auto& v)
{
    v("name", b.name), v("jurisdiction", b.jurisdiction), v("location", b.location), v("storage_class", b.storageClass);
    v("created", b.createdMs);
}
void visit(Is<SandboxState> auto& s, auto& v)
{
    v("account", s.account), v("zones", s.zones), v("members", s.members), v("tokens", s.tokens), v("scripts", s.scripts);
    v("routes", s.routes), v("namespaces", s.namespaces), v("jobs", s.jobs), v("buckets", s.buckets), v("next_job_id", s.nextJobId);
    v("challenge_key", s.challengeKey), v("api_port", s.apiPort), v("bucket_port", s.bucketPort), v("intake_port", s.intakePort);
    v("pipeline", s.pipeline);
}

} // namespace

QJsonObject stateJson(const SandboxState& state)
{
    Writer writer;
    visit(state, writer);
    writer.object.insert(QStringLiteral("version"), kVersion);
    writer.object.insert(QStringLiteral("open_facts"), openFactsJson(state.facts));
    writer.object.insert(QStringLiteral("setup"), state.setup);
    return writer.object;
}

Result<SandboxState> stateFrom(const QJsonObject& json)
{
    if (json[QStringLiteral("version")].toInt() != kVersion)
        return fail(ErrorCode::StoreVersion, QStringLiteral("a Sandbox of another version"));
    Reader reader(json);
    SandboxState state;
    visit(state, reader);
    if (!reader.wrong.isEmpty())
        return fail(ErrorCode::BadValue, reader.wrong % u" is missing or wrong");
    auto facts = openFactsFrom(json[QStringLiteral("open_facts")].toObject());
    if (!facts)
        return fail(std::move(facts.error()));
    state.facts = *std::move(facts);
    state.setup = json[QStringLiteral("setup")].toString(); // accounts of before there were any go on without
    return state;
}

} // namespace tracedeck::sandbox
