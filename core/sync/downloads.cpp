#include "sync/downloads.h"

#include "async/then.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace tracedeck::sync {

using namespace std::chrono_literals;

namespace {

constexpr auto kMoment = 100ms;
constexpr std::size_t kAhead = 4; // times as many may have arrived as are under way

struct Waiting {
    objects::ListedObject object;
    int round = 1;
};

} // namespace

/// What the downloads' callbacks and their owner share.
struct Downloads::Shared : std::enable_shared_from_this<Downloads::Shared> {
    Shared(objects::ObjectSource& from, Limits limit, std::atomic<std::uint64_t>& counter) : source(from), limits(limit), received(counter)
    {}

    objects::ObjectSource& source;
    const Limits limits;
    std::atomic<std::uint64_t>& received;
    std::stop_source stop;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::deque<Waiting> waiting;
    std::vector<Waiting> nextRound; // failed in passing
    std::deque<Fetched> arrived;
    std::size_t underWay = 0, taken = 0;
    std::uint64_t bytes = 0;
    bool isClosed = false, isPumping = false;

    void pump();
    void start(const Waiting& next);
    void landed(Fetched fetched);
    void beginNextRound();
    [[nodiscard]] bool isIdle() const { return isClosed && waiting.empty() && arrived.empty() && underWay == 0 && taken == 0; }
    [[nodiscard]] bool mayStart() const;
};

bool Downloads::Shared::mayStart() const
{
    return !stop.stop_requested() && !waiting.empty() && underWay < limits.atOnce && arrived.size() < std::size_t {limits.atOnce} * kAhead
        && (bytes == 0 || bytes + waiting.front().object.size <= limits.bytes);
}

void Downloads::Shared::beginNextRound()
{
    if (isIdle()) {
        for (auto& one : std::exchange(nextRound, {}))
            waiting.push_back(std::move(one));
    }
}

/// Starts as many as may run. An answer may be there at once and call back into this.
void Downloads::Shared::pump()
{
    std::unique_lock lock(mutex);
    beginNextRound();
    if (std::exchange(isPumping, true))
        return;
    while (mayStart()) {
        auto next = std::move(waiting.front());
        waiting.pop_front();
        ++underWay;
        bytes += next.object.size;
        lock.unlock();
        start(next);
        lock.lock();
    }
    isPumping = false;
    changed.notify_all();
}

void Downloads::Shared::start(const Waiting& next)
{
    objects::GetRequest request;
    request.key = next.object.key;
    request.onReceived = [self = shared_from_this(), most = std::uint64_t {0}](std::uint64_t soFar) mutable {
        self->received += soFar > most ? soFar - most : 0; // a repeated request begins at nothing again
        most = std::max(most, soFar);
    };
    then(source.get(std::move(request), stop.get_token()),
         [self = shared_from_this(), next](const QFuture<Result<objects::GotObject>>& done) {
             const Result<objects::GotObject> lost = fail(ErrorCode::Cancelled);
             self->landed({next.object, done.resultCount() > 0 ? done.result() : lost, next.round});
         });
}

void Downloads::Shared::landed(Fetched fetched)
{
    {
        const std::lock_guard lock(mutex);
        --underWay;
        arrived.push_back(std::move(fetched));
    }
    changed.notify_all();
    pump();
}

void Downloads::RequestStop::operator()() const
{
    if (const auto self = shared.lock()) {
        self->stop.request_stop();
        self->changed.notify_all();
    }
}

Downloads::Downloads(objects::ObjectSource& source, Limits limits, std::atomic<std::uint64_t>& received, std::stop_token stop)
    : m_shared(std::make_shared<Shared>(source, limits, received))
    , m_onStop(std::move(stop), RequestStop {m_shared})
{}

Downloads::~Downloads()
{
    m_shared->stop.request_stop();
    std::unique_lock lock(m_shared->mutex);
    m_shared->changed.wait(lock, [this] { return m_shared->underWay == 0 && !m_shared->isPumping; });
}

bool Downloads::add(objects::ListedObject object)
{
    {
        std::unique_lock lock(m_shared->mutex);
        while (m_shared->waiting.size() >= m_shared->limits.waiting && !m_shared->stop.stop_requested())
            m_shared->changed.wait_for(lock, kMoment);
        if (m_shared->stop.stop_requested())
            return false;
        m_shared->waiting.push_back({std::move(object), 1});
    }
    m_shared->pump();
    return true;
}

void Downloads::close()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->isClosed = true;
    }
    m_shared->pump();
}

std::optional<Downloads::Fetched> Downloads::take()
{
    std::unique_lock lock(m_shared->mutex);
    const auto isThere = [this] { return !m_shared->arrived.empty() || m_shared->isIdle() || m_shared->stop.stop_requested(); };
    m_shared->changed.wait_for(lock, kMoment, isThere);
    if (m_shared->arrived.empty() || m_shared->stop.stop_requested())
        return std::nullopt;
    auto first = std::move(m_shared->arrived.front());
    m_shared->arrived.pop_front();
    ++m_shared->taken;
    lock.unlock();
    m_shared->pump();
    return first;
}

bool Downloads::isOver() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->stop.stop_requested() || (m_shared->isIdle() && m_shared->nextRound.empty());
}

bool Downloads::giveBack(const Fetched& fetched, bool again)
{
    const bool isAgain = again && fetched.round < m_shared->limits.rounds;
    {
        const std::lock_guard lock(m_shared->mutex);
        --m_shared->taken;
        m_shared->bytes -= fetched.object.size;
        if (isAgain)
            m_shared->nextRound.push_back({fetched.object, fetched.round + 1});
    }
    m_shared->pump();
    return isAgain || !again;
}

} // namespace tracedeck::sync
