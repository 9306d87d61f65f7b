#pragma once

#include "deliveries/deliveries_answers.h"
#include "objects/listings.h"

#include <algorithm>
#include <cmath>

namespace tracedeck::test {

using namespace Qt::Literals::StringLiterals;
using namespace tracedeck::ui;

inline constexpr std::int64_t kNow = kMonday + 14 * kHour + 32 * kMinute;
inline constexpr std::int64_t kGapFrom = kMonday + 11 * kHour + 7 * kMinute, kGapTo = kGapFrom + 8 * kMinute;
inline constexpr std::int64_t kLateFrom = kMonday + 3 * kHour + 18 * kMinute, kLateTo = kLateFrom + 11 * kMinute;

/// A week of a file a minute; eight missing at 11:07, eleven late at 03:18 that came together. The day has its ups and downs.
inline MadeListing history()
{
    MadeListing made;
    for (std::int64_t at = kMonday - 7 * kDay; at + kMinute <= kNow - 2 * kMinute; at += kMinute) {
        if (at >= kGapFrom && at < kGapTo)
            continue;
        const bool late = at >= kLateFrom && at < kLateTo;
        const std::int64_t lag = late ? kLateTo + 3 * kMinute - at : 45 * kSecond + at / kMinute % 7 * kSecond;
        const std::int64_t hour = (at - kMonday + 7 * kDay) % kDay / kHour;
        const auto size = static_cast<std::uint64_t>(120'000 - 9'000 * std::abs(hour - 6));
        made.add({at, at + kMinute}, lag, std::max<std::uint64_t>(size % 120'001, 20'000));
    }
    return made;
}

inline SharedListing shared(MadeListing made)
{
    made.listing().asked = {};
    return std::make_shared<const objects::Listing>(std::move(made.listing()));
}

inline const SharedListing& known()
{
    static const SharedListing listing = [] {
        MadeListing made = history();
        made.addKey(u"logs/<img src=x>\u202Eevil.txt"_s, kNow - 30 * kMinute, 5000);
        made.listing().rows.insert(made.listing().objects[made.listing().objects.size() - 3].key, 880);
        return shared(std::move(made));
    }();
    return listing;
}

inline DeliveriesAnswer answerOf(DeliveriesSpan span = DeliveriesSpan::Day)
{
    return *answerDeliveries(known(), span, kNow);
}

} // namespace tracedeck::test
