#include "async/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace tracedeck {

unsigned workerCount()
{
    return std::max(1U, std::thread::hardware_concurrency());
}

void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body, unsigned threads)
{
    std::atomic<std::size_t> next {0};
    const auto drain = [&] {
        for (auto i = next.fetch_add(1); i < count; i = next.fetch_add(1))
            body(i);
    };
    std::vector<std::jthread> helpers;
    const auto wanted = std::min<std::size_t>(threads, count);
    for (std::size_t i = 1; i < wanted; ++i)
        helpers.emplace_back(drain);
    drain();
}

} // namespace tracedeck
