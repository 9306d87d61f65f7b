#pragma once

#include "events/event.h"
#include "sandbox/pipeline_hooks.h"

#include <QByteArray>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::sandbox {

/// What really ran, counted before anything is filtered, sampled or lost: by minute, Worker and status. Keeps a good month.
class InvocationCounts {
public:
    /// Counts in the record's own minute, or in that of `nowMs` where it tells none that can be.
    void add(const events::Event& record, qint64 nowMs);
    void add(const InvocationCounts& others);
    /// Whole minutes that begin in [fromMs, toMs), oldest first.
    [[nodiscard]] std::vector<InvocationCount> rows(qint64 fromMs, qint64 toMs) const;
    /// Lets go of what is too old at that time.
    void prune(qint64 nowMs);

    [[nodiscard]] QByteArray bytes() const;
    /// Nothing of it where it is damaged: BadValue.
    [[nodiscard]] static Result<InvocationCounts> fromBytes(const QByteArray& bytes);

private:
    struct Key {
        qint64 minuteMs;
        std::string script, status;
        auto operator<=>(const Key&) const = default; // NOLINT(modernize-use-nullptr): takes the 0 of the comparison for a pointer
    };
    struct Sums {
        std::uint64_t requests = 0, errors = 0, subrequests = 0;
    };
    std::map<Key, Sums> m_sums;
};

/// What Cloudflare's analytics call an end like that: "success", "scriptThrewException", "exceededResources", "clientDisconnected", …
[[nodiscard]] std::string_view invocationStatus(const events::Event& record);

} // namespace tracedeck::sandbox
