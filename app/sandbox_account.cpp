#include "sandbox_account.h"

#include "async/pool.h"

namespace tracedeck {

SandboxAccount::SandboxAccount(sandbox::SandboxOptions options, QObject* parent) : QObject(parent), m_options(std::move(options))
{
    m_pool.setMaxThreadCount(1);
}

SandboxAccount::~SandboxAccount()
{
    stop();
}

void SandboxAccount::start()
{
    if (m_running.sandbox)
        return emit started(Result<void> {});
    if (std::exchange(m_isStarting, true))
        return;
    auto work = [options = m_options](const std::stop_token& stop) -> Result<Running> {
        auto sandbox = sandbox::Sandbox::start(options);
        if (!sandbox)
            return fail(sandbox.error());
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        auto address = std::make_shared<const sandbox::SandboxAddress>((*sandbox)->address());
        return Running {std::make_shared<std::unique_ptr<sandbox::Sandbox>>(std::move(*sandbox)), std::move(address)};
    };
    m_starting = Pending<Running> {[&](std::stop_token stop) { return runIn(m_pool, std::move(stop), std::move(work)); },
                                   [this](const Result<Running>& running) {
                                       m_isStarting = false;
                                       if (running)
                                           m_running = *running;
                                       emit started(running ? Result<void> {} : Result<void> {fail(running.error())});
                                   }};
}

void SandboxAccount::stop()
{
    m_isStarting = false;
    m_starting.cancel();
    m_running.address.reset();
    if (m_running.sandbox)
        m_pool.start([sandbox = std::exchange(m_running.sandbox, {})] { sandbox->reset(); });
}

SharedSecret SandboxAccount::token() const
{
    return std::make_shared<const Secret>(address()->token.duplicate());
}

s3::BucketAddress SandboxAccount::bucket() const
{
    return {address()->endpoint, address()->bucket, address()->region};
}

s3::Keys SandboxAccount::keys() const
{
    return {address()->accessKeyId, std::make_shared<const Secret>(address()->secretAccessKey.duplicate()), {}};
}

} // namespace tracedeck
