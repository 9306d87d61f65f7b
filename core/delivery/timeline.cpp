#include "delivery/timeline.h"

#include "delivery/phrase.h"
#include "delivery/scene.h"

#include <algorithm>

namespace tracedeck::delivery {

namespace {

/// Traffic by hour of the day (UTC), 1000 = the busiest hour.
constexpr std::array<std::uint32_t, 24> kRhythm {470, 400, 360, 340, 350, 410, 520,  660, 790, 870, 910, 930,
                                                 950, 940, 930, 920, 930, 960, 1000, 990, 920, 810, 680, 560};
constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 1440;

std::uint64_t weightAt(std::int64_t ms, std::uint64_t seed)
{
    const auto minute = static_cast<std::uint64_t>(((ms / kMinute) % kDay + kDay) % kDay);
    const std::uint64_t hour = minute / 60;
    const std::uint64_t level = (kRhythm[hour] * (60 - minute % 60) + kRhythm[(hour + 1) % 24] * (minute % 60)) / 60;
    const std::uint64_t noise = 960 + Random::mixed(seed ^ static_cast<std::uint64_t>(ms / kMinute)) % 81;
    return level * noise / 1000;
}

constexpr auto kChanges = std::to_array<std::string_view>(
    {"", "", "Quote per region (#%n)", "Fix cache key", "Bump dependencies", "", "Retry on 503 (#%n)", "Größere Bilder 🖼"});

/// A build with an id that starts with `known` where one is given.
Deployment deployment(std::uint64_t salt, std::int64_t from, std::uint32_t number, std::string_view known = {})
{
    Random random(salt + number);
    Deployment made;
    made.fromMs = from;
    made.number = number;
    const auto high = random.next();
    appendUuid(made.version.id, high, random.next());
    made.version.id.replace(0, known.size(), known);
    appendHex(made.hash, random.next(), 8);
    const PhraseSource source {random, from, {}};
    appendPhrase(made.version.message, kChanges[random.below(kChanges.size())], source);
    if (random.oneIn(2))
        appendPhrase(made.version.tag, "v1.%n.%d", source);
    return made;
}

struct NamedDeploy {
    std::string_view worker, before, after;
    std::uint32_t permille; ///< of the span
};
constexpr auto kNamed = std::to_array<NamedDeploy>({
    {"edge-router", "19c3d7a0", "5c02be61", 205},
    {"image-resizer", "b7740f15", "e81d93c4", 527},
});

} // namespace

Timeline::Timeline(std::uint64_t seed, std::uint64_t events, TimeRange span) : m_span(span)
{
    // 116 to 83 minutes before the end, or in proportion where the span is short
    const std::int64_t length = span.lengthMs();
    m_bad = length >= 360 * kMinute ? TimeRange {span.to - 116 * kMinute, span.to - 83 * kMinute}
                                    : TimeRange {span.from + length * 6 / 10, span.from + length * 7 / 10};
    layMinutes(seed, events);
    layDeployments(seed);
}

void Timeline::layMinutes(std::uint64_t seed, std::uint64_t events)
{
    const auto count = static_cast<std::size_t>(m_span.lengthMs() / kMinute);
    std::vector<std::uint64_t> sum(count + 1, 0);
    for (std::size_t i = 0; i < count; ++i)
        sum[i + 1] = sum[i] + weightAt(startOf(i), seed);
    m_before.reserve(count + 1);
    for (const auto before : sum)
        m_before.push_back(before * events / sum.back());
}

void Timeline::layDeployments(std::uint64_t seed)
{
    const auto at = [this](std::uint64_t permille) { return m_span.from + m_span.lengthMs() / 1000 * static_cast<std::int64_t>(permille); };
    const std::int64_t before = m_span.from - kDay * kMinute;
    for (std::size_t worker = 0; worker < workers().size(); ++worker) {
        const std::string_view name = workers()[worker].name;
        const std::uint64_t salt = Random::mixed(seed * 64 + worker);
        std::vector<Deployment> made;
        const auto named = std::find_if(kNamed.begin(), kNamed.end(), [name](const auto& row) { return row.worker == name; });
        if (name == kBadWorker) {
            made = {deployment(salt, before, 0, "3be19d40"), deployment(salt, at(90), 1, "77d0b6e1"),
                    deployment(salt, m_bad.from, 2, "a41f9c2e"), deployment(salt, m_bad.to, 1, "77d0b6e1")};
            made[2].bad = true;
        } else if (named != kNamed.end()) {
            made = {deployment(salt, before, 0, named->before), deployment(salt, at(named->permille), 1, named->after)};
        } else {
            made = {deployment(salt, before, 0)};
            if (salt % 4 == 0)
                made.push_back(deployment(salt, at(150 + salt / 4 % 700), 1));
        }
        m_deployments.push_back(std::move(made));
    }
}

const Deployment& Timeline::deploymentOf(std::size_t worker, std::int64_t ms) const
{
    const auto& list = m_deployments[worker];
    std::size_t i = list.size() - 1;
    while (i > 0 && list[i].fromMs > ms)
        --i;
    return list[i];
}

} // namespace tracedeck::delivery
