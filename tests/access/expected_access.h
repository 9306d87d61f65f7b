#pragma once

#include "access/report.h"

#include <QStringList>

#include <vector>

namespace tracedeck::test {

/// What a column of expected_access.tsv is about, in their order.
enum class Said : std::uint8_t { Role, SeeJobs, ChangeJobs, SeeWorkers, SwitchWorkers, ReadLogs, Plan, WhyNoJobs };
inline constexpr int kSaid = 8;

/// One credential of that table, and what must be said of it.
struct ExpectedAccess {
    QString owner; ///< "user", "account", "key"
    QString role;  ///< "-" = none, the account's own token
    QString token; ///< a permission set; "-" = the global key
    QStringList cells;

    [[nodiscard]] QString name() const { return QStringList {owner, role, token}.join(QStringLiteral(", ")); }
    /// Where the reference is silent: what is said if it grants, else what is said if it refuses.
    [[nodiscard]] QString wanted(Said column, bool isGranted) const;
};
/// Empty where the table cannot be read.
[[nodiscard]] std::vector<ExpectedAccess> expectedAccess();

/// The same columns of a check.
[[nodiscard]] QStringList saidOf(const access::Report& report);

} // namespace tracedeck::test
