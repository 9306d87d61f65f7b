#pragma once

#include "objects/object_source.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace tracedeck::sync {

/// Downloads a stream of listed objects, several at once and about in their order, into bounded memory. What fails in passing is tried
/// again when all others are done. One thread adds, any may take.
class Downloads {
public:
    struct Limits {
        unsigned atOnce = 8;
        std::uint64_t bytes = 256ULL << 20; ///< of objects under way or taken; a larger one goes alone
        std::size_t waiting = 20'000;       ///< listed ahead
        int rounds = 3;                     ///< for objects that fail in passing
    };
    struct Fetched {
        objects::ListedObject object;
        Result<objects::GotObject> got;
        int round = 1;
    };

    /// `received` counts bytes as they arrive.
    Downloads(objects::ObjectSource& source, Limits limits, std::atomic<std::uint64_t>& received, std::stop_token stop);
    /// Stops what runs and waits until nothing calls back any more.
    ~Downloads();

    /// Blocks while enough wait; false once stopped.
    bool add(objects::ListedObject object);
    void close(); ///< nothing more will be added

    /// The next one that has arrived; waits for it, but for a moment only. nullopt while not `isOver()`: nothing yet.
    [[nodiscard]] std::optional<Fetched> take();
    [[nodiscard]] bool isOver() const;
    /// What was taken is done with. False where it asks for another round and had all of them.
    bool giveBack(const Fetched& fetched, bool again = false);

private:
    struct Shared;
    struct RequestStop {
        std::weak_ptr<Shared> shared;
        void operator()() const;
    };

    std::shared_ptr<Shared> m_shared;
    std::stop_callback<RequestStop> m_onStop;
};

} // namespace tracedeck::sync
