#pragma once

#include "account_place.h"
#include "logpush/job.h"

#include <QJsonArray>
#include <QJsonObject>

#include <string>
#include <vector>

namespace tracedeck::ctl {

// Jobs as they are printed: what is given here is redacted already.

/// One line: id, on or off, dataset, name, destination, and why it fails.
[[nodiscard]] std::string jobLine(const QJsonObject& job);
/// A line for each member, and what its filter keeps in words.
[[nodiscard]] std::string jobLines(const QJsonObject& job);

[[nodiscard]] QJsonArray changesJson(const std::vector<logpush::JobChange>& changes);
/// "name: one → two", a line each.
[[nodiscard]] std::string changeLines(const std::vector<logpush::JobChange>& changes);

/// A job as a text to take elsewhere: `form` is "json", "curl" or "terraform".
struct CopyPlace {
    QString baseUrl, accountId;
};
void printCopy(const Context& context, const QJsonObject& job, const std::string& form, const CopyPlace& place);

/// What is known to be wrong with a job without asking anybody, its destination too.
struct JobFindings {
    QJsonArray issues;
    bool isRefused = false; ///< not only warnings
};
[[nodiscard]] JobFindings findingsOf(const QJsonObject& job);

/// A line on stderr that changes no exit code.
void printNote(const QString& text);

} // namespace tracedeck::ctl
