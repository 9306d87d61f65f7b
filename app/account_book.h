#pragma once

#include "key_ring.h"
#include "onboarding/entries.h"
#include "settings/profile_book.h"

namespace tracedeck {

/// A profile with the secrets that it needs to be open.
struct OpenedProfile {
    settings::Profile profile;
    SharedSecret secret; ///< of the credential; null = none, or lost with the session it was kept for
    std::vector<KeyRing::Entry> sourceSecrets;

    [[nodiscard]] SharedSecret secretOf(const QString& key) const;
};

/// The accounts of this machine: what the profile file says of them, and their secrets on the key ring. GUI thread.
class AccountBook : public QObject {
    Q_OBJECT
public:
    AccountBook(QString file, KeyRing& keys, QObject* parent = nullptr);

    [[nodiscard]] const settings::ProfileBook& book() const { return m_book; }
    /// Why the file could not be read; it is not written then.
    [[nodiscard]] const std::optional<Error>& trouble() const { return m_trouble; }

    using Change = std::function<void(settings::Profile&)>;
    using Added = std::function<void(Result<QString>)>; ///< the profile's id
    using Ended = std::function<void(Result<void>)>;
    /// Keeps an account that was entered: its secret first, then its profile. To `profile` it is a new credential; "" = a new profile.
    void keepAccount(const QString& profile, const ui::AccountEntry& entry, Added added);
    /// Keeps a bucket as another source of `profile`, its first; "" = of a new one that has no account.
    void keepBucket(const QString& profile, const ui::BucketEntry& entry, Added added);
    void open(const QString& profile, std::function<void(Result<OpenedProfile>)> opened);
    /// What the check found out of an account whose id was not entered.
    void learn(const QString& profile, const QString& accountId, const QString& accountName);
    [[nodiscard]] Result<void> rename(const QString& profile, const QString& name);
    /// What holds no secret: tint, read only, a folder to read.
    [[nodiscard]] Result<void> edit(const QString& profile, const Change& change);
    /// With its secrets.
    void removeSource(const QString& profile, const QString& source, Ended ended);
    /// The credential leaves; sources stay.
    void signOut(const QString& profile, Ended ended);
    /// The profile and all its secrets leave. Its files are not ours.
    void forget(const QString& profile, Ended ended);

signals:
    void changed();
    void notSaved(const tracedeck::Error& error);

private:
    [[nodiscard]] settings::Profile profileFor(const QString& id) const;
    [[nodiscard]] QString freeName(const QString& wish) const;
    void keep(settings::Profile profile, std::vector<KeyRing::Entry> secrets, Change change, Added added);
    [[nodiscard]] Result<void> put(const settings::Profile& profile);
    void save();

    settings::ProfileFile m_file;
    KeyRing& m_keys;
    settings::ProfileBook m_book;
    std::optional<Error> m_trouble;
    Pending<void> m_saving;
};

} // namespace tracedeck
