#include "job_run.h"

#include "cloudflare/identity_api.h"
#include "jobs_input.h"
#include "logpush/destination.h"
#include "output.h"
#include "secrets/keychain_store.h"

#include <QCoreApplication>
#include <QTimer>

namespace tracedeck::ctl {

JobRun::JobRun(const AccountOptions& options, Context& context)
    : m_options(options)
    , m_context(context)
    , m_network({.caFile = QString::fromStdString(options.caFile), .userAgent = {}})
    , m_door(std::make_shared<secrets::KeychainStore>(QStringLiteral("Tracedeck")))
{}

void JobRun::run(std::function<void(JobRun&)> work)
{
    m_work = std::move(work);
    const auto told = [this](Result<AccountPlace> place) { place ? opened(std::move(*place)) : failed(place.error()); };
    QTimer::singleShot(0, qApp, [this, told] { m_door.open(m_options, told); });
    QCoreApplication::exec();
}

void JobRun::opened(AccountPlace place)
{
    m_place = std::move(place);
    if (!m_place->accountId.isEmpty())
        return m_work(*this);
    ask(cloudflare::accounts(), [this](const std::vector<cloudflare::Account>& accounts) {
        if (accounts.size() != 1) {
            const QString why = QStringLiteral("the token reaches %1: say which with --account").arg(accounts.size());
            return failed({ErrorCode::BadValue, why, QStringLiteral("accounts")});
        }
        m_place->accountId = accounts.front().id;
        m_work(*this);
    });
}

void JobRun::done()
{
    QCoreApplication::quit();
}

void JobRun::failed(const Error& error)
{
    Error shown = error;
    shown.detail = withoutSecrets(error.detail);
    reportError(m_context, shown);
    if (error.code == ErrorCode::PermissionDenied) // of an account that is read-only here
        m_context.exit = Exit::Refused;
    done();
}

void JobRun::hideSecretsOf(const QJsonObject& job)
{
    m_hidden << secretsIn(job);
}

QString JobRun::withoutSecrets(QString text) const
{
    for (const QString& secret : m_hidden)
        text.replace(secret, logpush::kSecretMask);
    return text;
}

cloudflare::ApiClient JobRun::client()
{
    return {m_network.api, m_place->baseUrl, m_place->credential};
}

cloudflare::LogpushScope JobRun::scope() const
{
    return {cloudflare::LogpushScope::Kind::Account, m_place->accountId};
}

void JobRun::change(jobs::JobRequest request, std::function<void(const jobs::JobOutcome&)> use)
{
    m_flow.emplace(client(), scope(), m_place->isReadOnly);
    m_flow->run(std::move(request), [this, use = std::move(use)](const Result<jobs::JobOutcome>& outcome) {
        if (!outcome)
            return failed(outcome.error());
        use(*outcome);
    });
}

} // namespace tracedeck::ctl
