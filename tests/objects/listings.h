#pragma once

#include "objects/coverage.h"
#include "objects/object_name.h"

#include <random>

namespace tracedeck::test {

inline constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;
inline constexpr std::int64_t kMonday = 1'795'392'000'000; ///< 2026-11-23T00:00:00Z

/// Listings made by hand: histories whose answers are known.
class MadeListing {
public:
    void add(TimeRange window, std::int64_t lagMs = 45 * kSecond, std::uint64_t size = 1000)
    {
        const auto name =
            objects::objectNameFor(window, QStringLiteral("%1").arg(m_listing.objects.size(), 8, 16, QChar(u'0')).toStdString());
        addKey(QStringLiteral("logs/") + QString::fromStdString(objects::objectKey(name)), window.to + lagMs, size);
    }
    void addKey(const QString& key, std::int64_t changedMs, std::uint64_t size = 1000)
    {
        m_listing.objects.push_back({key, size, QStringLiteral("9b2cf535f27731c974343645a3985328"), changedMs});
    }
    /// One object a minute.
    void addMinutes(TimeRange range)
    {
        for (std::int64_t at = range.from; at < range.to; at += kMinute)
            add({at, at + kMinute});
    }
    /// Each minute has an object with this chance, alone.
    void addByChance(TimeRange range, double chance, std::mt19937& random)
    {
        std::bernoulli_distribution comes(chance);
        for (std::int64_t at = range.from; at < range.to; at += kMinute)
            if (comes(random))
                add({at, at + kMinute});
    }
    [[nodiscard]] objects::Listing& listing() { return m_listing; }
    [[nodiscard]] objects::DeliveryLog log() const { return *objects::deliveryLogOf(m_listing); }
    /// Minutes from `start` on.
    [[nodiscard]] objects::Coverage ask(std::int64_t start, std::size_t minutes, std::int64_t nowMs) const
    {
        const auto known = log();
        const objects::LearnedRate rate(known.covered, known.usualWindowMs);
        return *objects::coverageOf(known, rate, {start, kMinute, minutes, 15 * kMinute, nowMs});
    }

private:
    objects::Listing m_listing;
};

} // namespace tracedeck::test
