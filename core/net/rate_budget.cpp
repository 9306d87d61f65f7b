#include "net/rate_budget.h"

#include "net/http_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace tracedeck::net {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

constexpr milliseconds kClosedUnlessSaid = 5min; // "all calls for the next 5 minutes"
constexpr milliseconds kClosedAtMost = 1h;
constexpr std::size_t kPoliciesAtMost = 8;

/// One member of a `Ratelimit` list: `"default";r=50;t=30`.
std::optional<int> parameter(const QByteArray& member, char name)
{
    for (const QByteArray& part : member.split(';')) {
        const QByteArray text = part.trimmed();
        int value = 0;
        if (!text.startsWith(name) || text.size() < 3 || text.at(1) != '=')
            continue;
        const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size() && value >= 0)
            return value;
    }
    return std::nullopt;
}

struct Left {
    int requests = 0;
    std::int64_t untilMs = 0;
};

std::optional<Left> leftAsTold(const Response& response, std::int64_t nowMs)
{
    std::optional<Left> least;
    for (const QByteArray& member : response.header("Ratelimit").split(',')) {
        const auto left = parameter(member, 'r'), seconds = parameter(member, 't');
        if (left && seconds && (!least || *left < least->requests))
            least = Left {*left, nowMs + std::int64_t {*seconds} * 1000};
    }
    if (least)
        return least;
    bool isNumber = false;
    const int left = response.header("x-ratelimit-remaining").trimmed().toInt(&isNumber);
    const auto reset = parseHttpDate(response.header("x-ratelimit-reset"));
    if (isNumber && left >= 0 && reset)
        return Left {left, *reset};
    return std::nullopt;
}

} // namespace

std::int64_t RateBudget::nextFree(std::int64_t nowMs) const
{
    std::int64_t at = std::max(nowMs, m_closedUntil);
    if (m_left <= 0 && at < m_leftUntil)
        at = m_leftUntil;
    for (const RateLimit& limit : m_limits) {
        const auto most = static_cast<std::size_t>(limit.requests);
        if (m_booked.size() >= most)
            at = std::max(at, m_booked[m_booked.size() - most] + limit.per.count());
    }
    return m_booked.empty() ? at : std::max(at, m_booked.back()); // first come, first served
}

std::int64_t RateBudget::book(std::int64_t nowMs, std::int64_t latestMs)
{
    const std::lock_guard lock(m_mutex);
    milliseconds longest {0};
    for (const RateLimit& limit : m_limits)
        longest = std::max(longest, limit.per);
    while (!m_booked.empty() && m_booked.front() + longest.count() <= nowMs)
        m_booked.pop_front();
    const std::int64_t at = nextFree(nowMs);
    if (at <= latestMs) {
        m_booked.push_back(at);
        --m_left;
    }
    return at;
}

void RateBudget::learnPolicy(const Response& response)
{
    for (const QByteArray& member : response.header("Ratelimit-Policy").split(',')) {
        const auto requests = parameter(member, 'q'), seconds = parameter(member, 'w');
        if (!requests || !seconds || *requests == 0 || *seconds == 0 || *seconds > 3600)
            continue;
        const RateLimit told {*requests, std::chrono::seconds(*seconds)};
        const auto same = std::find_if(m_limits.begin(), m_limits.end(), [&told](const RateLimit& l) { return l.per == told.per; });
        if (same != m_limits.end())
            *same = told;
        else if (m_limits.size() < kPoliciesAtMost)
            m_limits.push_back(told);
    }
}

void RateBudget::learn(const Response& response, std::int64_t nowMs)
{
    const std::lock_guard lock(m_mutex);
    learnPolicy(response);
    const auto left = leftAsTold(response, nowMs);
    const bool isSaneTime = left && left->untilMs > nowMs && left->untilMs <= nowMs + kClosedAtMost.count();
    if (isSaneTime) {
        // Answers come in any order: within one window the least is the latest.
        const bool isSameWindow = nowMs < m_leftUntil && left->untilMs < m_leftUntil + 1000;
        m_left = isSameWindow ? std::min(m_left, left->requests) : left->requests;
        m_leftUntil = left->untilMs;
    }
    if (response.status != 429)
        return;
    auto silent = retryAfter(response, nowMs).value_or(isSaneTime ? milliseconds(left->untilMs - nowMs) : kClosedUnlessSaid);
    m_closedUntil = std::max(m_closedUntil, nowMs + std::min(silent, kClosedAtMost).count());
}

std::int64_t RateBudget::closedUntil() const
{
    const std::lock_guard lock(m_mutex);
    return m_closedUntil;
}

std::vector<RateLimit> RateBudget::limits() const
{
    const std::lock_guard lock(m_mutex);
    return m_limits;
}

OwnerBudget cloudflareBudget(std::shared_ptr<RateBudget> address)
{
    return {std::make_shared<RateBudget>(std::vector<RateLimit> {{1200, 5min}}),
            std::make_shared<RateBudget>(std::vector<RateLimit> {{320, 5min}}), std::move(address)};
}

std::shared_ptr<RateBudget> cloudflareAddressBudget()
{
    return std::make_shared<RateBudget>(std::vector<RateLimit> {{200, 1s}});
}

OwnerBudget BudgetBook::of(const QString& owner)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_owners.find(owner);
    return known != m_owners.end() ? known->second : m_owners.emplace(owner, cloudflareBudget(m_address)).first->second;
}

} // namespace tracedeck::net
