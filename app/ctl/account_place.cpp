#include "account_place.h"

#include "environment.h"
#include "output.h"
#include "settings/settings.h"

#include <QFile>

#include <algorithm>
#include <iostream>

namespace tracedeck::ctl {

namespace {

constexpr qint64 kTokenAtMost = 4096;

SharedSecret secretOf(QByteArray& bytes)
{
    const QByteArrayView trimmed = QByteArrayView(bytes).trimmed();
    auto secret = trimmed.isEmpty() ? nullptr : std::make_shared<const Secret>(trimmed);
    bytes.fill('\0');
    return secret;
}

/// "-" is standard input.
Result<SharedSecret> secretFrom(const std::string& name)
{
    QFile file;
    const bool isOpen = name == "-" ? file.open(stdin, QIODevice::ReadOnly | QIODevice::Unbuffered) : [&] {
        file.setFileName(QFile::decodeName(name.c_str()));
        return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }();
    if (!isOpen)
        return fail(ErrorCode::NotFound, file.errorString(), QString::fromStdString(name));
    QByteArray bytes;
    while (bytes.size() <= kTokenAtMost) {
        const QByteArray chunk = file.read(kTokenAtMost + 1 - bytes.size());
        if (chunk.isEmpty())
            break;
        bytes += chunk;
    }
    if (bytes.size() > kTokenAtMost)
        return fail(ErrorCode::BadValue, QStringLiteral("longer than any token"), QStringLiteral("--token-file"));
    return secretOf(bytes);
}

Result<AccountPlace> placeOf(const AccountOptions& options)
{
    AccountPlace place;
    place.baseUrl = QUrl(QString::fromStdString(options.baseUrl), QUrl::StrictMode);
    if (!place.baseUrl.isValid() || place.baseUrl.host().isEmpty())
        return fail(ErrorCode::BadValue, QStringLiteral("no address"), QStringLiteral("--base-url"));
    place.accountId = QString::fromStdString(options.account);
    place.credential.email = QString::fromStdString(options.email);
    const bool isKey = !options.email.empty();
    place.credential.kind = isKey ? cloudflare::Credential::Kind::GlobalKey : cloudflare::Credential::Kind::ApiToken;
    if (options.tokenFile.empty()) {
        place.credential.secret = secretFromEnvironment(isKey ? "CLOUDFLARE_API_KEY" : "CLOUDFLARE_API_TOKEN");
    } else {
        auto secret = secretFrom(options.tokenFile);
        if (!secret)
            return fail(secret.error());
        place.credential.secret = std::move(*secret);
    }
    if (!place.credential.secret)
        return fail(ErrorCode::BadValue, QStringLiteral("give one with --token-file, CLOUDFLARE_API_TOKEN or --profile"),
                    QStringLiteral("no token"));
    return place;
}

const settings::Profile* profileNamed(const settings::ProfileBook& book, const QString& name)
{
    const auto& profiles = book.profiles();
    const auto its = std::ranges::find_if(profiles, [&](const settings::Profile& each) { return each.name == name || each.id == name; });
    return its == profiles.end() ? nullptr : &*its;
}

const settings::BucketPlace* firstBucket(const settings::Profile& profile)
{
    for (const settings::LogSource& source : profile.sources) {
        if (const auto* bucket = std::get_if<settings::BucketPlace>(&source.place))
            return bucket;
    }
    return nullptr;
}

} // namespace

void addAccountOptions(CLI::App& command, AccountOptions& options)
{
    auto* profile = command.add_option("--profile", options.profile, "Name of a profile; its secrets come from the keychain");
    command.add_option("--base-url", options.baseUrl, "Address of the API")->capture_default_str()->excludes(profile);
    command.add_option("--account", options.account, "Id of the account; not needed where the token reaches one only");
    command.add_option("--email", options.email, "E-mail that belongs to a global key (legacy)")->excludes(profile);
    command.add_option("--token-file", options.tokenFile, "File with the token, or - for standard input")->excludes(profile);
    command.add_option("--ca-file", options.caFile, "Certificates (PEM) to trust beside the system's");
    command.footer("Without --token-file the token is read from CLOUDFLARE_API_TOKEN, a global key from CLOUDFLARE_API_KEY.");
}

AccountDoor::AccountDoor(std::shared_ptr<secrets::SecretStore> keychain) : m_keychain(std::move(keychain)) {}

void AccountDoor::open(const AccountOptions& options, Done done)
{
    m_done = std::move(done);
    if (options.profile.empty())
        return m_done(placeOf(options));
    openProfile(options);
}

void AccountDoor::openProfile(const AccountOptions& options)
{
    const QString name = QString::fromStdString(options.profile);
    settings::ProfileFile file(settings::standardFile(QStringLiteral("profiles.json")));
    const auto book = file.read();
    if (!book)
        return m_done(fail(book.error()));
    const settings::Profile* profile = profileNamed(*book, name);
    if (profile == nullptr)
        return m_done(fail(ErrorCode::NotFound, QStringLiteral("there is no such profile"), name));
    m_place = {
        profile->baseUrl, {}, options.account.empty() ? profile->accountId : QString::fromStdString(options.account), {}, {}, {}, false};
    m_place.isReadOnly = profile->isReadOnly;
    m_place.credential.email = profile->email;
    m_place.credential.kind = profile->credential == settings::CredentialKind::GlobalKey ? cloudflare::Credential::Kind::GlobalKey
                                                                                         : cloudflare::Credential::Kind::ApiToken;
    m_wanted.clear();
    if (const auto* bucket = firstBucket(*profile)) {
        m_place.bucket = *bucket;
        m_wanted.push_back({bucket->sessionTokenKey, &m_place.bucketSession, false});
        m_wanted.push_back({bucket->secretKey, &m_place.bucketSecret, false});
    }
    m_wanted.push_back({profile->secretKey, &m_place.credential.secret, true});
    readNext();
}

void AccountDoor::readNext()
{
    while (!m_wanted.empty() && m_wanted.back().key.isEmpty() && !m_wanted.back().isNeeded)
        m_wanted.pop_back();
    if (m_wanted.empty())
        return m_done(std::move(m_place));
    const Wanted wanted = m_wanted.back();
    m_wanted.pop_back();
    m_pending = Pending<SharedSecret>([&](const std::stop_token& stop) { return m_keychain->read(wanted.key, stop); },
                                      [this, wanted](Result<SharedSecret> secret) {
                                          if (!secret && wanted.isNeeded)
                                              return m_done(fail(secret.error()));
                                          if (secret)
                                              *wanted.into = std::move(*secret);
                                          readNext();
                                      });
}

} // namespace tracedeck::ctl
