#pragma once

#include "account_place.h"
#include "cloudflare/endpoint.h"
#include "commands.h"
#include "jobs/job_flow.h"
#include "network.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace tracedeck::ctl {

/// An account that is open for one command about its jobs: opens it, does what is wanted, and ends the event loop. One run each. An
/// account that is not named is the only one that the token reaches.
class JobRun {
public:
    JobRun(const AccountOptions& options, Context& context);

    /// `work` is called once the account is open, and must lead to `done` or `failed`.
    void run(std::function<void(JobRun&)> work);
    void done();
    void failed(const Error& error);
    /// What is secret in it is masked in whatever the other side answers.
    void hideSecretsOf(const QJsonObject& job);
    [[nodiscard]] QString withoutSecrets(QString text) const;

    [[nodiscard]] cloudflare::ApiClient client();
    [[nodiscard]] cloudflare::LogpushScope scope() const;
    [[nodiscard]] const AccountPlace& place() const { return *m_place; }
    [[nodiscard]] Context& context() { return m_context; }

    /// Asks one endpoint; a failure ends the run.
    template<typename T, typename Use>
    void ask(const cloudflare::Endpoint<T>& endpoint, Use use)
    {
        using Answer = cloudflare::Answered<T>;
        m_asking = std::make_shared<Pending<Answer>>([&](const std::stop_token& stop) { return cloudflare::ask(client(), endpoint, stop); },
                                                     [this, use = std::move(use)](const Result<Answer>& answer) mutable {
                                                         if (!answer)
                                                             return failed(answer.error());
                                                         use(answer->value);
                                                     });
    }
    /// Runs one change of a job; a failure ends the run.
    void change(jobs::JobRequest request, std::function<void(const jobs::JobOutcome&)> use);

private:
    void opened(AccountPlace place);

    const AccountOptions& m_options;
    Context& m_context;
    Network m_network;
    AccountDoor m_door;
    std::function<void(JobRun&)> m_work;
    QStringList m_hidden;
    std::optional<AccountPlace> m_place;
    std::optional<jobs::JobFlow> m_flow;
    std::shared_ptr<void> m_asking;
};

} // namespace tracedeck::ctl
