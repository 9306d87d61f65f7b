#pragma once

#include "settings/profile.h"

#include <QByteArray>
#include <QFuture>
#include <QThreadPool>

#include <stop_token>

namespace tracedeck::settings {

/// The profiles of this machine. A value; what is not allowed is BadValue and changes nothing. Names and ids are each there once.
class ProfileBook {
public:
    /// BadJson or BadValue with the place; StoreVersion for a file of a later version that asks not to be touched.
    [[nodiscard]] static Result<ProfileBook> parse(const QByteArray& bytes);
    [[nodiscard]] QByteArray print() const;

    [[nodiscard]] const std::vector<Profile>& profiles() const { return m_profiles; }
    [[nodiscard]] const Profile* find(QStringView id) const;

    /// Gives its id; makes one where it has none.
    [[nodiscard]] Result<QString> add(Profile profile);
    [[nodiscard]] Result<void> change(const Profile& profile);
    [[nodiscard]] Result<void> rename(QStringView id, const QString& name);
    /// The profile that was taken out: to forget it, erase `secretKeysOf` it and its files.
    [[nodiscard]] Result<Profile> remove(QStringView id);

    bool operator==(const ProfileBook&) const = default;

private:
    [[nodiscard]] Result<void> check(const Profile& profile) const;

    std::vector<Profile> m_profiles;
    QJsonObject m_unknown;
};

/// The file of the book: read at start, written whole and 0600, off the calling thread, in the order asked.
class ProfileFile {
public:
    explicit ProfileFile(QString file);
    /// No file is an empty book. A file that cannot be read is never overwritten by this program.
    [[nodiscard]] Result<ProfileBook> read();
    [[nodiscard]] QFuture<Result<void>> save(const ProfileBook& book, std::stop_token stop);

private:
    const QString m_file;
    bool m_isGood = false; ///< was read: may be written
    QThreadPool m_saver;
};

} // namespace tracedeck::settings
