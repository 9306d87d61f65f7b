#pragma once

#include <QJsonObject>
#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tracedeck::ui {

/// How a job is, as far as the API and the clock tell.
enum class JobState : std::uint8_t {
    Delivering,  ///< pushed within the last quarter of an hour
    Quiet,       ///< on, without an error, and nothing pushed lately
    Failing,     ///< on, and the last push failed
    SwitchedOff, ///< off, with an error: probably by Cloudflare, after failures
    Off,
};

/// One hour of the strip.
enum class StripCell : std::uint8_t { Unknown, None, Delivered, Late, Missing };
using JobStrip = std::array<StripCell, 24>; ///< the oldest hour first

/// What is known of a job beside what the API tells: from a listing of its bucket and the events read from there.
struct JobDelivery {
    std::int64_t id = 0;
    JobStrip strip {};
    std::optional<std::uint64_t> monthlyEvents;
    std::optional<std::uint64_t> objects, bytes; ///< of the last 24 hours
    std::optional<std::int64_t> lagMedianMs, lagP95Ms;
};

/// A job as the list shows it. `job` is the API's object with its secrets redacted: no secret comes into the window.
struct JobView {
    std::int64_t id = 0;
    QString name, dataset;
    bool isEnabled = false;
    QString kind;  ///< "R2", "Amazon S3"; its scheme where it is none that we know
    QString place; ///< "tracedeck-logs/workers/{DATE}"
    QString keeps; ///< "Outcome is not ok"
    double sampleRate = 1;
    std::optional<int> fields; ///< nullopt: the server's default ones
    bool isLegacy = false;     ///< `logpull_options`
    std::optional<std::int64_t> lastCompleteMs, lastErrorMs;
    QString errorMessage;
    JobState state = JobState::Off;
    std::optional<JobDelivery> delivery;
    QJsonObject job;

    [[nodiscard]] bool isOfTraceEvents() const;
};

[[nodiscard]] JobView viewOf(const QJsonObject& redactedJob, std::int64_t nowMs);

// In words, for the window.
[[nodiscard]] QString stateText(JobState state);
[[nodiscard]] QString sampleText(double rate);
[[nodiscard]] QString fieldsText(const JobView& view);  ///< "10 of 13", "legacy", "default"
[[nodiscard]] QString stripText(const JobStrip& strip); ///< for screen readers
/// "Every event of every Worker that has Logpush switched on, as gzipped NDJSON, in files of at most 60 s or 100,000 records."
[[nodiscard]] QString sendsText(const JobView& view);

} // namespace tracedeck::ui
