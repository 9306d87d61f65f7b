#pragma once

#include "account_place.h"
#include "cloudflare/api_client.h"
#include "commands.h"
#include "jobs/job_flow.h"
#include "network.h"

#include <functional>
#include <optional>

namespace tracedeck::ctl {

/// An account that is open for one command about its jobs: opens it, does what is wanted, and ends the event loop. One run each.
class JobRun {
public:
    JobRun(const AccountOptions& options, Context& context);

    /// `work` is called once the account is open, and must lead to `done` or `failed`.
    void run(std::function<void(JobRun&)> work);
    void done();
    void failed(const Error& error);

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
                                                     [this, use = std::move(use)](const Result<Answer>& answer) {
                                                         if (!answer)
                                                             return failed(answer.error());
                                                         use(answer->value);
                                                     });
    }
    /// Runs one change of a job; a failure ends the run.
    void change(jobs::JobRequest request, std::function<void(const jobs::JobOutcome&)> use);

private:
    const AccountOptions& m_options;
    Context& m_context;
    Network m_network;
    AccountDoor m_door;
    std::optional<AccountPlace> m_place;
    std::optional<jobs::JobFlow> m_flow;
    std::shared_ptr<void> m_asking;
};

} // namespace tracedeck::ctl
