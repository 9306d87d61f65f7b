#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace tracedeck::test {

using namespace Qt::Literals::StringLiterals;

inline constexpr std::int64_t kNow = 1'795'264'560'000; ///< 2026-11-21 12:36 UTC

/// A job as the API tells of it, its secrets redacted.
inline QJsonObject someJob(qint64 id, const QString& name, QJsonObject more = {})
{
    QJsonObject job {
        {u"id"_s, id},
        {u"name"_s, name},
        {u"dataset"_s, u"workers_trace_events"_s},
        {u"enabled"_s, true},
        {u"destination_conf"_s, u"r2://logs/w/{DATE}?account-id=a&access-key-id=k1&secret-access-key=****"_s},
        {u"filter"_s, u""_s},
        {u"output_options"_s, QJsonObject {{u"field_names"_s, QJsonArray {u"Event"_s, u"Outcome"_s}}, {u"sample_rate"_s, 0.1}}},
        {u"last_complete"_s, u"2026-11-21T12:35:00Z"_s}};
    for (auto at = more.begin(); at != more.end(); ++at)
        job[at.key()] = at.value();
    return job;
}

} // namespace tracedeck::test
