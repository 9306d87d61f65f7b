#include "settings/profile_book.h"

#include "async/pool.h"
#include "settings/private_file.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tracedeck::settings {

namespace {

constexpr int kVersion = 1;
constexpr qsizetype kNameAtMost = 200;

} // namespace

Result<ProfileBook> ProfileBook::parse(const QByteArray& bytes)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::BadJson, QStringLiteral("%1 at byte %2").arg(error.errorString()).arg(error.offset));
    if (!document.isObject() || !document.object().value(u"profiles").isArray())
        return fail(ErrorCode::BadValue, QStringLiteral("not a file of profiles"), QStringLiteral("profiles"));
    QJsonObject object = document.object();
    if (object.value(u"version").toInt(0) > kVersion)
        return fail(ErrorCode::StoreVersion, QStringLiteral("version %1").arg(object.value(u"version").toInt()));
    ProfileBook book;
    const QJsonArray profiles = object.take(QStringLiteral("profiles")).toArray();
    for (const QJsonValue value : profiles) {
        auto profile = readProfile(value.toObject());
        if (!profile)
            return fail(profile.error());
        if (auto added = book.add(std::move(*profile)); !added)
            return fail(added.error());
    }
    object.remove(QStringLiteral("version"));
    book.m_unknown = object;
    return book;
}

QByteArray ProfileBook::print() const
{
    QJsonArray profiles;
    for (const Profile& profile : m_profiles)
        profiles.append(printProfile(profile));
    QJsonObject object = m_unknown;
    object.insert(QStringLiteral("version"), kVersion);
    object.insert(QStringLiteral("profiles"), profiles);
    return QJsonDocument(object).toJson();
}

const Profile* ProfileBook::find(QStringView id) const
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(), [id](const Profile& p) { return p.id == id; });
    return found == m_profiles.end() ? nullptr : &*found;
}

// Beside all others of the book.
Result<void> ProfileBook::check(const Profile& profile) const
{
    const QString& name = profile.name;
    if (name.trimmed().isEmpty() || name != name.trimmed() || name.size() > kNameAtMost)
        return fail(ErrorCode::BadValue, QStringLiteral("a name is 1 to %1 characters without blanks around").arg(kNameAtMost),
                    QStringLiteral("name"));
    const auto clashes = [&profile](const Profile& other) {
        return other.id != profile.id && other.name.compare(profile.name, Qt::CaseInsensitive) == 0;
    };
    if (std::any_of(m_profiles.begin(), m_profiles.end(), clashes))
        return fail(ErrorCode::BadValue, QStringLiteral("another profile has this name"), QStringLiteral("name"));
    return {};
}

Result<QString> ProfileBook::add(Profile profile)
{
    if (profile.id.isEmpty())
        profile.id = newId();
    if (find(profile.id) != nullptr)
        return fail(ErrorCode::BadValue, QStringLiteral("another profile has this id"), QStringLiteral("id"));
    if (auto good = check(profile); !good)
        return fail(good.error());
    m_profiles.push_back(std::move(profile));
    return m_profiles.back().id;
}

Result<void> ProfileBook::change(const Profile& profile)
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(), [&profile](const Profile& p) { return p.id == profile.id; });
    if (found == m_profiles.end())
        return fail(ErrorCode::NotFound, {}, profile.name);
    if (auto good = check(profile); !good)
        return good;
    *found = profile;
    return {};
}

Result<void> ProfileBook::rename(QStringView id, const QString& name)
{
    const Profile* const found = find(id);
    if (found == nullptr)
        return fail(ErrorCode::NotFound, {}, id.toString());
    Profile renamed = *found;
    renamed.name = name;
    return change(renamed);
}

Result<Profile> ProfileBook::remove(QStringView id)
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(), [id](const Profile& p) { return p.id == id; });
    if (found == m_profiles.end())
        return fail(ErrorCode::NotFound, {}, id.toString());
    Profile removed = std::move(*found);
    m_profiles.erase(found);
    return removed;
}

ProfileFile::ProfileFile(QString file) : m_file(std::move(file))
{
    m_saver.setMaxThreadCount(1);
}

Result<ProfileBook> ProfileFile::read()
{
    const auto bytes = readPrivate(m_file);
    if (!bytes && bytes.error().code != ErrorCode::NotFound)
        return fail(bytes.error());
    auto book = bytes ? ProfileBook::parse(*bytes) : ProfileBook();
    m_isGood = book.has_value();
    if (book)
        return book;
    Error error = book.error();
    error.detail = error.subject.isEmpty() ? error.detail : QString(error.detail % u" (" % error.subject % u')');
    error.subject = m_file;
    return fail(std::move(error));
}

QFuture<Result<void>> ProfileFile::save(const ProfileBook& book, std::stop_token stop)
{
    if (!m_isGood)
        return QtFuture::makeReadyFuture(
            Result<void>(fail(ErrorCode::BadValue, QStringLiteral("the file was not read, so it is not overwritten"), m_file)));
    return runIn(m_saver, std::move(stop),
                 [file = m_file, bytes = book.print()](const std::stop_token&) { return writePrivate(file, bytes); });
}

} // namespace tracedeck::settings
