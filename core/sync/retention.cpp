#include "sync/retention.h"

#include "objects/object_name.h"
#include "store/writer.h"

#include <algorithm>
#include <map>

namespace tracedeck::sync {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

struct Placed {
    std::uint64_t id = 0, source = 0, events = 0, bytes = 0;
    std::int64_t ms = 0;
};

/// Objects of stores of before knew their place by their name alone.
std::int64_t placeOf(const store::ObjectRecord& object)
{
    if (object.placedMs != 0)
        return object.placedMs;
    const auto name = objects::parseObjectName(object.path.toStdString());
    return name ? name->window.to : 0;
}

/// The objects that have a place in time, oldest first.
std::vector<Placed> placedObjects(const std::vector<store::ObjectRecord>& objects, double bytesPerEvent)
{
    std::vector<Placed> placed;
    for (const auto& object : objects) {
        const auto ms = placeOf(object);
        if (object.aliasOf != 0 || ms == 0)
            continue;
        const auto copy = object.cachePack == 0 ? 0 : object.size;
        placed.push_back({object.id, object.source, object.rows,
                          copy + static_cast<std::uint64_t>(static_cast<double>(object.rows) * bytesPerEvent), ms});
    }
    std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.ms < b.ms; });
    return placed;
}

std::uint64_t bytesOfCopies(const std::vector<store::ObjectRecord>& objects)
{
    std::uint64_t bytes = 0;
    for (const auto& object : objects)
        bytes += object.cachePack == 0 ? 0 : object.size;
    return bytes;
}

} // namespace

Result<RetentionPlan> planRetention(const store::LogStore& store, const RetentionRule& rule, std::int64_t nowMs)
{
    const auto objects = store.objects();
    if (!objects)
        return fail(objects.error());
    const auto snapshot = store.snapshot();
    const double bytesPerEvent =
        snapshot.events() == 0 ? 0 : static_cast<double>(snapshot.bytesOnDisk()) / static_cast<double>(snapshot.events());
    RetentionPlan plan;
    plan.bytesLeft = snapshot.bytesOnDisk() + bytesOfCopies(*objects);
    std::map<std::uint64_t, std::int64_t> floors;
    std::int64_t lastMs = 0;
    for (const auto& object : placedObjects(*objects, bytesPerEvent)) {
        const bool isOld = rule.days && object.ms < nowMs - *rule.days * kDayMs;
        const bool isTooMuch = rule.bytes && plan.bytesLeft > *rule.bytes;
        if (!isOld && !isTooMuch && object.ms != lastMs) // of one moment all go: the floor knows no more than that
            break;
        lastMs = object.ms;
        plan.objects.push_back(object.id);
        plan.events += object.events;
        plan.bytes += object.bytes;
        plan.bytesLeft -= std::min(plan.bytesLeft, object.bytes);
        if (object.source != store::kFilesSource)
            floors[object.source] = object.ms;
    }
    for (const auto& [source, floor] : floors)
        plan.floors.push_back({source, {}, floor});
    return plan;
}

Result<void> applyRetention(store::LogStore& store, const RetentionPlan& plan)
{
    return plan.objects.empty() ? Result<void> {} : store.writer().dropObjects(plan.objects, plan.floors);
}

} // namespace tracedeck::sync
