#pragma once

#include "net/transport.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace tracedeck::net {

struct RateLimit {
    int requests = 0;
    std::chrono::milliseconds per {0};
    bool operator==(const RateLimit&) const = default;
};

/// What may still be sent: so many requests in each window, fewer where the other side says so, none while it has closed the door (429).
/// Times are Unix milliseconds. Any thread.
class RateBudget {
public:
    explicit RateBudget(std::vector<RateLimit> limits) : m_limits(std::move(limits)) {}

    /// The next free place at or after `nowMs`; booked when it is not after `latestMs`.
    [[nodiscard]] std::int64_t book(std::int64_t nowMs, std::int64_t latestMs);
    /// Reads `Ratelimit`, `Ratelimit-Policy`, `x-ratelimit-*`, and after a 429 how long it is to be silent.
    void learn(const Response& response, std::int64_t nowMs);

    [[nodiscard]] std::int64_t closedUntil() const; ///< after a 429; 0 = never was
    [[nodiscard]] std::vector<RateLimit> limits() const;

private:
    void learnPolicy(const Response& response);
    [[nodiscard]] std::int64_t nextFree(std::int64_t nowMs) const;

    mutable std::mutex m_mutex;
    std::vector<RateLimit> m_limits;
    std::deque<std::int64_t> m_booked; // ascending
    std::int64_t m_closedUntil = 0;
    int m_left = 0;               // what the other side said is left …
    std::int64_t m_leftUntil = 0; // … until then
};

/// The budgets of one owner of credentials: all tokens and keys of a user share them. `address` is shared by everybody on this machine.
struct OwnerBudget {
    std::shared_ptr<RateBudget> rest, graphql, address;
};
[[nodiscard]] OwnerBudget cloudflareBudget(std::shared_ptr<RateBudget> address);
[[nodiscard]] std::shared_ptr<RateBudget> cloudflareAddressBudget();

/// One budget for each owner that this program acts as, so that two profiles of one user do not spend it twice. Any thread.
class BudgetBook {
public:
    /// `owner`: the user's id where it is known, else what comes closest (an e-mail, an account's id).
    [[nodiscard]] OwnerBudget of(const QString& owner);

private:
    std::mutex m_mutex;
    std::shared_ptr<RateBudget> m_address = cloudflareAddressBudget();
    std::map<QString, OwnerBudget> m_owners;
};

} // namespace tracedeck::net
