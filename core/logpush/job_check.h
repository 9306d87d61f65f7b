#pragma once

#include "logpush/filter_check.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace tracedeck::logpush {

/// What is wrong with one field of a job.
struct JobIssue {
    QString path; ///< "max_upload_bytes", "output_options.sample_rate", "filter: where.and[1].value"
    QString message;
    bool isWarning = false;
    bool operator==(const JobIssue&) const = default;
};

/// Checks the fields of a job as the API takes them (create and update bodies alike): types, lengths, ranges, words, the filter, and what
/// only goes together. Members that are not there are not asked for; unknown ones are let through. The destination's own text is
/// `checkDestination`'s matter; of it only length is looked at here.
[[nodiscard]] std::vector<JobIssue> checkJobFields(const QJsonObject& job, const FilterLimits& limits = {});

/// `output_options` alone, for jobs of that dataset.
[[nodiscard]] std::vector<JobIssue> checkOutputOptions(const QJsonObject& options, std::string_view dataset);

/// The legacy query string ("fields=A,B&timestamps=rfc3339", a whole URL too).
[[nodiscard]] std::vector<JobIssue> checkLogpullOptions(const QString& text, std::string_view dataset);

} // namespace tracedeck::logpush
