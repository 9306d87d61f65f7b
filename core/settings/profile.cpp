#include "settings/profile.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>
#include <array>
#include <optional>

namespace tracedeck::settings {

namespace {

struct Word {
    CredentialKind kind;
    QStringView word;
};
constexpr auto kCredentials = std::to_array<Word>(
    {{CredentialKind::None, u"none"}, {CredentialKind::ApiToken, u"api-token"}, {CredentialKind::GlobalKey, u"global-key"}});

const QString kKind = QStringLiteral("kind");

/// Takes values out of an object: what is left at the end is what nobody knows.
class Reader {
public:
    explicit Reader(QJsonObject object) : m_left(std::move(object)) {}

    QString text(const QString& key, const QString& fallback = {})
    {
        const QJsonValue value = m_left.take(key);
        if (!value.isUndefined() && !value.isString())
            spoil(key);
        return value.toString(fallback);
    }
    bool flag(const QString& key)
    {
        const QJsonValue value = m_left.take(key);
        if (!value.isUndefined() && !value.isBool())
            spoil(key);
        return value.toBool();
    }
    QJsonArray list(const QString& key)
    {
        const QJsonValue value = m_left.take(key);
        if (!value.isUndefined() && !value.isArray())
            spoil(key);
        return value.toArray();
    }
    QUrl url(const QString& key)
    {
        const QString address = text(key);
        QUrl url(address, QUrl::StrictMode);
        if (!address.isEmpty() && (!url.isValid() || !url.userInfo().isEmpty()))
            spoil(key);
        return url;
    }

    void spoil(const QString& key)
    {
        if (m_bad.isEmpty())
            m_bad = key;
    }
    [[nodiscard]] const QString& bad() const { return m_bad; }
    [[nodiscard]] const QJsonObject& left() const { return m_left; }

private:
    QJsonObject m_left;
    QString m_bad;
};

// What is as always does not stand in the file.
void put(QJsonObject& object, const QString& key, const QString& value, const QString& usual = {})
{
    if (value != usual)
        object.insert(key, value);
}

QString encoded(const QUrl& url)
{
    return url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
}

struct PlacePrinter {
    QJsonObject& object;

    void operator()(const BucketPlace& place) const
    {
        object.insert(kKind, QStringLiteral("bucket"));
        put(object, QStringLiteral("endpoint"), encoded(place.endpoint));
        put(object, QStringLiteral("bucket"), place.bucket);
        put(object, QStringLiteral("prefix"), place.prefix);
        put(object, QStringLiteral("region"), place.region, BucketPlace().region);
        put(object, QStringLiteral("access_key_id"), place.accessKeyId);
        put(object, QStringLiteral("secret_key"), place.secretKey);
        put(object, QStringLiteral("session_token_key"), place.sessionTokenKey);
    }
    void operator()(const FolderPlace& place) const
    {
        object.insert(kKind, QStringLiteral("folder"));
        put(object, QStringLiteral("path"), place.path);
    }
    void operator()(const SandboxPlace&) const { object.insert(kKind, QStringLiteral("sandbox")); }
    void operator()(const UnknownPlace&) const {} // `unknown` has it all
};

QJsonObject printSource(const LogSource& source)
{
    QJsonObject object = source.unknown;
    object.insert(QStringLiteral("id"), source.id);
    put(object, QStringLiteral("name"), source.name);
    std::visit(PlacePrinter {object}, source.place);
    return object;
}

BucketPlace readBucket(Reader& reader)
{
    BucketPlace place;
    place.endpoint = reader.url(QStringLiteral("endpoint"));
    place.bucket = reader.text(QStringLiteral("bucket"));
    place.prefix = reader.text(QStringLiteral("prefix"));
    place.region = reader.text(QStringLiteral("region"), place.region);
    place.accessKeyId = reader.text(QStringLiteral("access_key_id"));
    place.secretKey = reader.text(QStringLiteral("secret_key"));
    place.sessionTokenKey = reader.text(QStringLiteral("session_token_key"));
    return place;
}

Result<LogSource> readSource(const QJsonValue& value)
{
    Reader reader(value.toObject());
    LogSource source;
    source.id = reader.text(QStringLiteral("id"));
    source.name = reader.text(QStringLiteral("name"));
    const QString kind = reader.left().value(kKind).toString();
    if (kind == u"bucket")
        source.place = readBucket(reader);
    else if (kind == u"folder")
        source.place = FolderPlace {reader.text(QStringLiteral("path"))};
    else if (kind == u"sandbox")
        source.place = SandboxPlace {};
    else
        source.place = UnknownPlace {};
    if (!std::holds_alternative<UnknownPlace>(source.place))
        reader.text(kKind);
    if (source.id.isEmpty())
        reader.spoil(QStringLiteral("id"));
    source.unknown = reader.left();
    if (!reader.bad().isEmpty())
        return fail(ErrorCode::BadValue, QStringLiteral("a log source with a wrong value"), QStringLiteral("sources/") + reader.bad());
    return source;
}

std::optional<CredentialKind> credentialOf(const QString& word)
{
    const auto* found = std::find_if(kCredentials.begin(), kCredentials.end(), [&word](const Word& w) { return word == w.word; });
    return found == kCredentials.end() ? std::nullopt : std::optional(found->kind);
}

} // namespace

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString secretKeyFor(const QString& profileId, const QString& what)
{
    return u"profile/" % profileId % u'/' % what;
}

QStringList secretKeysOf(const Profile& profile)
{
    QStringList keys {profile.secretKey};
    for (const LogSource& source : profile.sources) {
        if (const auto* bucket = std::get_if<BucketPlace>(&source.place))
            keys << bucket->secretKey << bucket->sessionTokenKey;
    }
    keys.removeAll(QString());
    keys.removeDuplicates();
    return keys;
}

QJsonObject printProfile(const Profile& profile)
{
    QJsonObject object = profile.unknown;
    object.insert(QStringLiteral("id"), profile.id);
    object.insert(QStringLiteral("name"), profile.name);
    put(object, QStringLiteral("account_id"), profile.accountId);
    put(object, QStringLiteral("account_name"), profile.accountName);
    put(object, QStringLiteral("base_url"), encoded(profile.baseUrl));
    object.insert(QStringLiteral("credential"), kCredentials.at(static_cast<std::size_t>(profile.credential)).word.toString());
    put(object, QStringLiteral("email"), profile.email);
    put(object, QStringLiteral("secret_key"), profile.secretKey);
    object.insert(QStringLiteral("read_only"), profile.isReadOnly);
    put(object, QStringLiteral("tint"), profile.tint);
    QJsonArray sources;
    for (const LogSource& source : profile.sources)
        sources.append(printSource(source));
    object.insert(QStringLiteral("sources"), sources);
    return object;
}

Result<Profile> readProfile(const QJsonObject& object)
{
    Reader reader(object);
    Profile profile;
    profile.id = reader.text(QStringLiteral("id"));
    profile.name = reader.text(QStringLiteral("name"));
    profile.accountId = reader.text(QStringLiteral("account_id"));
    profile.accountName = reader.text(QStringLiteral("account_name"));
    profile.baseUrl = reader.url(QStringLiteral("base_url"));
    const auto credential = credentialOf(reader.text(QStringLiteral("credential"), QStringLiteral("none")));
    profile.email = reader.text(QStringLiteral("email"));
    profile.secretKey = reader.text(QStringLiteral("secret_key"));
    profile.isReadOnly = reader.flag(QStringLiteral("read_only"));
    profile.tint = reader.text(QStringLiteral("tint"));
    if (!credential)
        reader.spoil(QStringLiteral("credential"));
    profile.credential = credential.value_or(CredentialKind::None);
    if (profile.id.isEmpty())
        reader.spoil(QStringLiteral("id"));
    if (profile.name.isEmpty())
        reader.spoil(QStringLiteral("name"));
    const QJsonArray sources = reader.list(QStringLiteral("sources"));
    for (const QJsonValue value : sources) {
        auto source = readSource(value);
        if (!source)
            return fail(source.error());
        profile.sources.push_back(std::move(*source));
    }
    profile.unknown = reader.left();
    if (!reader.bad().isEmpty())
        return fail(ErrorCode::BadValue, QStringLiteral("a profile with a wrong value"), reader.bad());
    return profile;
}

} // namespace tracedeck::settings
