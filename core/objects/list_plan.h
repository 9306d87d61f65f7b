#pragma once

#include "base/time_range.h"
#include "objects/object_source.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace tracedeck::objects {

/// How much wider than a span of event times the names are looked through: they tell processing time (SRC-2).
inline constexpr std::int64_t kListMarginMs = std::int64_t {15} * 60'000;
/// Names sort by the start of their window: one that began this long before a span may still reach into it.
inline constexpr std::int64_t kLongestWindowMs = std::int64_t {60} * 60'000;

/// The span with the margin on both sides; an end that is open stays open.
[[nodiscard]] TimeRange widened(TimeRange range);

/// Where an object stands in time: the window in its name, else the moment it changed; nullopt where neither is known.
[[nodiscard]] std::optional<TimeRange> placeInTime(const ListedObject& object);
/// Whether an object may hold events of `range`. Yes where it cannot be told.
[[nodiscard]] bool mayHold(const std::optional<TimeRange>& place, TimeRange range);
[[nodiscard]] inline bool mayHold(const ListedObject& object, TimeRange range)
{
    return mayHold(placeInTime(object), range);
}

/// One listing: the keys with `prefix` behind `startAfter`.
struct ListWalk {
    QString prefix, startAfter;
    bool operator==(const ListWalk&) const = default;
};

/// A prefix as jobs have it, with `{DATE}` for the day anywhere in it or without.
class DatedPrefix {
public:
    explicit DatedPrefix(QString text);
    [[nodiscard]] bool hasDate() const { return m_dateAt >= 0; }
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] QString beforeDate() const { return hasDate() ? m_text.left(m_dateAt) : m_text; } ///< all of it where there is no date
    [[nodiscard]] QString onDay(QStringView yyyymmdd) const;
    /// "20261121" where a key has a day in the place of `{DATE}`; for a prefix without one: right behind it.
    [[nodiscard]] std::optional<QString> dayIn(QStringView key) const;
    [[nodiscard]] bool covers(QStringView key) const; ///< a key with this prefix, on whatever day

private:
    QString m_text;
    qsizetype m_dateAt;
};

/// The dated prefix that a delivered object and its successors of all days share: "logs/{DATE}/", or "logs/{DATE}T" where there are no
/// folders of days. nullopt for other names.
[[nodiscard]] std::optional<QString> streamOf(QStringView key);

/// The listing of one day that finds what may hold events of `range`: it starts where that can begin.
[[nodiscard]] ListWalk walkOfDay(const QString& prefixOnDay, QStringView yyyymmdd, TimeRange range);
/// The days to list for `range`, newest first; nullopt where it is open or longer than a week: then it is cheaper to ask
/// the bucket which there are.
[[nodiscard]] std::optional<std::vector<QString>> daysOf(TimeRange range);
/// Whether a day's folder may hold events of `range`.
[[nodiscard]] bool dayMayHold(QStringView yyyymmdd, TimeRange range);

/// Where a listing that has come to `key` goes on, when the names there say that what follows is out of `range`: a key to start after.
/// nullopt = with the next page.
[[nodiscard]] std::optional<QString> jumpFrom(QStringView key, TimeRange range);

} // namespace tracedeck::objects
