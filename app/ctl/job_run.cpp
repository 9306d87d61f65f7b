#include "job_run.h"

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
    const auto opened = [this, work = std::move(work)](Result<AccountPlace> place) {
        if (!place)
            return failed(place.error());
        m_place = std::move(*place);
        if (m_place->accountId.isEmpty())
            return failed({ErrorCode::BadValue, QStringLiteral("no account: give --account"), QStringLiteral("account")});
        work(*this);
    };
    QTimer::singleShot(0, qApp, [this, opened] { m_door.open(m_options, opened); });
    QCoreApplication::exec();
}

void JobRun::done()
{
    QCoreApplication::quit();
}

void JobRun::failed(const Error& error)
{
    reportError(m_context, error);
    done();
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
    m_flow.emplace(client(), scope(), false);
    m_flow->run(std::move(request), [this, use = std::move(use)](const Result<jobs::JobOutcome>& outcome) {
        if (!outcome)
            return failed(outcome.error());
        use(*outcome);
    });
}

} // namespace tracedeck::ctl
