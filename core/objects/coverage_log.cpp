#include "objects/coverage_log.h"

#include "objects/object_name.h"

#include <algorithm>

namespace tracedeck::objects {

namespace {

constexpr std::size_t kLookAtStopEvery = 1024;
constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond;

std::int64_t wholeSecond(std::int64_t ms)
{
    const std::int64_t rest = ms % kSecond;
    return ms - (rest < 0 ? rest + kSecond : rest);
}

Delivery named(TimeRange window, std::int64_t changedMs)
{
    Delivery delivery;
    delivery.isInstant = window.lengthMs() == 0;
    delivery.window = {window.from, delivery.isInstant ? window.to + kSecond : window.to};
    delivery.lagMs = changedMs - window.to;
    delivery.isLate = delivery.lagMs > kLateMs;
    return delivery;
}

Delivery unnamed(std::int64_t changedMs)
{
    Delivery delivery;
    delivery.isNamed = false;
    delivery.isInstant = true;
    delivery.window = {wholeSecond(changedMs), wholeSecond(changedMs) + kSecond};
    delivery.lagMs = changedMs - delivery.window.from;
    return delivery;
}

void add(DeliveryLog& log, const ListedObject& object, std::uint32_t place, const Listing& listing)
{
    const std::string key = object.key.toStdString();
    const auto name = parseObjectName(key);
    if (!name) {
        const ObjectRole role = roleOf(key);
        if (role == ObjectRole::Test || role == ObjectRole::Ownership) {
            ++log.probes;
            return;
        }
    }
    Delivery delivery = name ? named(name->window, object.changedMs) : unnamed(object.changedMs);
    const auto rows = listing.rows.constFind(object.key);
    delivery.rows = rows == listing.rows.constEnd() ? Delivery::kNotRead : static_cast<std::int64_t>(*rows);
    delivery.size = object.size;
    delivery.listed = place;
    (name ? log.named : log.unnamed).push_back(delivery);
}

/// Late objects that were written close together are one backlog.
void markCatchUps(std::vector<Delivery>& deliveries)
{
    std::vector<Delivery*> late;
    for (Delivery& delivery : deliveries)
        if (delivery.isLate)
            late.push_back(&delivery);
    std::ranges::sort(late, {}, &Delivery::changedMs);
    for (std::size_t i = 1; i < late.size(); ++i) {
        const bool together = late[i]->changedMs() - late[i - 1]->changedMs() <= kMinute && late[i]->window != late[i - 1]->window;
        late[i]->isCatchUp |= together;
        late[i - 1]->isCatchUp |= together;
    }
}

std::int64_t medianWindow(const std::vector<Delivery>& deliveries)
{
    if (deliveries.empty())
        return kMinute;
    std::vector<std::int64_t> lengths;
    lengths.reserve(deliveries.size());
    for (const Delivery& delivery : deliveries)
        lengths.push_back(delivery.window.lengthMs());
    const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
    std::ranges::nth_element(lengths, middle);
    return *middle;
}

} // namespace

std::vector<TimeRange> unionOf(const std::vector<Delivery>& ascending)
{
    std::vector<TimeRange> spans;
    for (const Delivery& delivery : ascending) {
        if (spans.empty() || delivery.window.from > spans.back().to)
            spans.push_back(delivery.window);
        else
            spans.back().to = std::max(spans.back().to, delivery.window.to);
    }
    spans.shrink_to_fit();
    return spans;
}

Result<DeliveryLog> deliveryLogOf(const Listing& listing, const std::stop_token& stop)
{
    DeliveryLog log;
    log.named.reserve(listing.objects.size());
    for (std::size_t i = 0; i < listing.objects.size(); ++i) {
        if (i % kLookAtStopEvery == 0 && stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        add(log, listing.objects[i], static_cast<std::uint32_t>(i), listing);
    }
    const auto start = [](const Delivery& delivery) { return delivery.window.from; };
    std::ranges::stable_sort(log.named, {}, start);
    std::ranges::stable_sort(log.unnamed, {}, start);
    markCatchUps(log.named);
    log.covered = unionOf(log.named);
    log.usualWindowMs = medianWindow(log.named);
    return log;
}

} // namespace tracedeck::objects
