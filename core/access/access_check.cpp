#include "access/access_check.h"

#include "access/next.h"

namespace tracedeck::access {

AccessCheck::AccessCheck(Means means, Told told, std::shared_ptr<const Clock> clock)
    : m_means(std::move(means))
    , m_told(std::move(told))
    , m_clock(clock ? std::move(clock) : std::make_shared<SystemClock>())
{}

void AccessCheck::run(Question question)
{
    m_pending.cancel();
    m_findings.emplace(std::move(question), m_clock->nowMs());
    m_took.start();
    goOn();
}

void AccessCheck::stop()
{
    m_pending.cancel();
    m_findings.reset();
}

void AccessCheck::goOn()
{
    const auto key = next(*m_findings);
    if (key)
        m_pending = Pending<Reply>([&](const std::stop_token& stop) { return ask(m_means, *m_findings, *key, stop); },
                                   [this](Result<Reply> reply) { take(std::move(reply)); });
    tell(key); // last: whoever is told may drop us
}

void AccessCheck::take(Result<Reply> reply)
{
    if (!reply)
        return; // stopped
    m_findings->add(std::move(*reply));
    goOn();
}

void AccessCheck::tell(const std::optional<CallKey>& running)
{
    Report report = reportOf(*m_findings, running);
    report.tookMs = m_took.elapsed();
    const Told told = m_told;
    told(report);
}

} // namespace tracedeck::access
