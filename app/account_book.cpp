#include "account_book.h"

#include <algorithm>

namespace tracedeck {

namespace {

const QUrl& cloudflareUrl()
{
    static const QUrl url(QStringLiteral("https://api.cloudflare.com/client/v4"));
    return url;
}

} // namespace

SharedSecret OpenedProfile::secretOf(const QString& key) const
{
    const auto found = std::ranges::find(sourceSecrets, key, &KeyRing::Entry::key);
    return key.isEmpty() || found == sourceSecrets.end() ? nullptr : found->value;
}

AccountBook::AccountBook(QString file, KeyRing& keys, QObject* parent) : QObject(parent), m_file(std::move(file)), m_keys(keys)
{
    auto book = m_file.read();
    if (book)
        m_book = std::move(*book);
    else
        m_trouble = book.error();
}

settings::Profile AccountBook::profileFor(const QString& id) const
{
    if (const settings::Profile* known = m_book.find(id))
        return *known;
    settings::Profile profile;
    profile.id = settings::newId();
    profile.baseUrl = cloudflareUrl();
    return profile;
}

/// `wish`, or with a number behind it where there is a profile of that name.
QString AccountBook::freeName(const QString& wish) const
{
    const auto isTaken = [this](const QString& name) {
        return std::ranges::any_of(m_book.profiles(),
                                   [&](const settings::Profile& each) { return each.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    const QString plain = wish.trimmed().left(180).trimmed();
    QString name = plain;
    for (int n = 2; isTaken(name); ++n)
        name = QStringLiteral("%1 %2").arg(plain).arg(n);
    return name;
}

Result<void> AccountBook::put(const settings::Profile& profile)
{
    if (m_trouble)
        return fail(*m_trouble);
    if (m_book.find(profile.id)) {
        if (auto changed = m_book.change(profile); !changed)
            return changed;
    } else if (auto added = m_book.add(profile); !added) {
        return fail(added.error());
    }
    save();
    return {};
}

void AccountBook::save()
{
    m_saving = Pending<void> {[&](std::stop_token) { return m_file.save(m_book, {}); }, // the last one of several in a row counts
                              [this](const Result<void>& saved) {
                                  if (!saved)
                                      emit notSaved(saved.error());
                              }};
    emit changed();
}

void AccountBook::keepAccount(const QString& id, const ui::AccountEntry& entry, Added added)
{
    if (m_trouble) // nor does its secret stay alone in the keychain
        return added(fail(*m_trouble));
    settings::Profile profile = profileFor(id);
    if (profile.name.isEmpty())
        profile.name = freeName(entry.name.trimmed().isEmpty() ? tr("Account") : entry.name);
    const QString key = settings::secretKeyFor(profile.id, QStringLiteral("credential"));
    const auto change = [key, credential = entry.credential, email = entry.email, isReadOnly = entry.isReadOnly,
                         accountId = entry.accountId, baseUrl = entry.baseUrl](settings::Profile& its) {
        its.credential = credential;
        its.email = email;
        its.isReadOnly = its.isReadOnly || isReadOnly; // a new token opens nothing that was closed
        its.secretKey = key;
        its.accountId = accountId; // emptied: the check finds it
        if (!baseUrl.isEmpty())
            its.baseUrl = baseUrl;
    };
    keep(std::move(profile), {{key, entry.secret}}, change, std::move(added));
}

/// Secrets first, then `change`, to the profile as it is by then: the keychain may have asked for a password.
void AccountBook::keep(settings::Profile profile, std::vector<KeyRing::Entry> secrets, Change change, Added added)
{
    QStringList keys;
    for (const KeyRing::Entry& secret : secrets)
        keys << secret.key;
    const bool isNew = m_book.find(profile.id) == nullptr;
    m_keys.write(std::move(secrets),
                 [this, profile = std::move(profile), isNew, keys, change = std::move(change),
                  added = std::move(added)](const Result<std::vector<KeyRing::Entry>>& written) mutable {
                     if (!written)
                         return added(fail(written.error()));
                     if (isNew)
                         change(profile);
                     const auto kept = isNew ? put(profile) : edit(profile.id, change);
                     if (!kept)
                         m_keys.erase(keys, [](const auto&) {}); // nothing names them
                     added(kept ? Result<QString> {profile.id} : Result<QString> {fail(kept.error())});
                 });
}

void AccountBook::keepBucket(const QString& id, const ui::BucketEntry& entry, Added added)
{
    if (m_trouble)
        return added(fail(*m_trouble));
    settings::Profile profile = profileFor(id);
    settings::BucketPlace place = entry.place;
    settings::LogSource source;
    source.id = settings::newId();
    source.name = entry.name.trimmed().isEmpty() ? place.bucket : entry.name.trimmed();
    if (profile.name.isEmpty())
        profile.name = freeName(source.name);
    place.secretKey = settings::secretKeyFor(profile.id, source.id % QStringLiteral("/secret"));
    std::vector<KeyRing::Entry> secrets {{place.secretKey, entry.secretAccessKey}};
    if (entry.sessionToken) {
        place.sessionTokenKey = settings::secretKeyFor(profile.id, source.id % QStringLiteral("/session"));
        secrets.push_back({place.sessionTokenKey, entry.sessionToken});
    }
    source.place = place;
    const auto change = [source](settings::Profile& its) {
        its.sources.insert(its.sources.begin(), source); // the newest is the one that is opened
    };
    keep(std::move(profile), std::move(secrets), change, std::move(added));
}

void AccountBook::open(const QString& id, std::function<void(Result<OpenedProfile>)> opened)
{
    const settings::Profile* known = m_book.find(id);
    if (!known)
        return opened(fail(ErrorCode::NotFound, {}, id));
    m_keys.read(settings::secretKeysOf(*known), [profile = *known, opened = std::move(opened)](Result<std::vector<KeyRing::Entry>> read) {
        if (!read)
            return opened(fail(read.error()));
        OpenedProfile open {profile, nullptr, std::move(*read)};
        open.secret = open.secretOf(profile.secretKey);
        opened(std::move(open));
    });
}

void AccountBook::learn(const QString& id, const QString& accountId, const QString& accountName)
{
    const settings::Profile* known = m_book.find(id);
    if (!known || (known->accountId == accountId && known->accountName == accountName) || accountId.isEmpty())
        return;
    settings::Profile profile = *known;
    const bool isNamedByUs = profile.accountName.isEmpty() && profile.name.startsWith(tr("Account"));
    if (isNamedByUs && !accountName.trimmed().isEmpty())
        profile.name = freeName(accountName);
    profile.accountId = accountId;
    profile.accountName = accountName;
    if (auto kept = put(profile); !kept)
        emit notSaved(kept.error());
}

Result<void> AccountBook::rename(const QString& id, const QString& name)
{
    return edit(id, [&](settings::Profile& profile) { profile.name = name; });
}

Result<void> AccountBook::edit(const QString& id, const Change& change)
{
    const settings::Profile* known = m_book.find(id);
    if (!known)
        return fail(ErrorCode::NotFound, {}, id);
    settings::Profile profile = *known;
    change(profile);
    return put(profile);
}

void AccountBook::removeSource(const QString& id, const QString& source, Ended ended)
{
    const settings::Profile* known = m_book.find(id);
    const auto isIt = [source](const settings::LogSource& each) { return each.id == source; };
    const auto found = known ? std::ranges::find_if(known->sources, isIt) : std::vector<settings::LogSource>::const_iterator();
    if (!known || found == known->sources.end())
        return ended(fail(ErrorCode::NotFound, {}, source));
    QStringList secrets;
    if (const auto* bucket = std::get_if<settings::BucketPlace>(&found->place))
        secrets << bucket->secretKey << bucket->sessionTokenKey;
    secrets.removeAll(QString());
    m_keys.erase(secrets, [this, id, isIt, ended = std::move(ended)](const auto& erased) {
        ended(erased ? edit(id, [&](settings::Profile& profile) { std::erase_if(profile.sources, isIt); })
                     : Result<void> {fail(erased.error())});
    });
}

void AccountBook::signOut(const QString& id, Ended ended)
{
    const settings::Profile* known = m_book.find(id);
    if (!known)
        return ended(fail(ErrorCode::NotFound, {}, id));
    m_keys.erase({known->secretKey}, [this, id, ended = std::move(ended)](const auto& erased) {
        if (!erased)
            return ended(fail(erased.error()));
        ended(edit(id, [](settings::Profile& profile) {
            profile.credential = settings::CredentialKind::None;
            profile.secretKey.clear();
            profile.email.clear();
        }));
    });
}

void AccountBook::forget(const QString& id, Ended ended)
{
    const settings::Profile* known = m_book.find(id);
    if (!known)
        return ended(fail(ErrorCode::NotFound, {}, id));
    m_keys.erase(settings::secretKeysOf(*known), [this, id, ended = std::move(ended)](const auto& erased) {
        if (!erased)
            return ended(fail(erased.error()));
        if (auto removed = m_book.remove(id); !removed)
            return ended(fail(removed.error()));
        save();
        ended({});
    });
}

} // namespace tracedeck
