#pragma once

#include "base/result.h"
#include "jobs/job_draft.h"
#include "jobs/job_view.h"
#include "logpush/cost.h"
#include "store/selection.h"
#include "wizard/review_page.h"

#include <QUrl>

#include <optional>
#include <stop_token>

namespace tracedeck {

/// What a draft would push, measured on the newest day of events that are here.
struct WizardVolume {
    logpush::DailyVolume day;
    bool isMeasured = false; ///< there were some
};
[[nodiscard]] Result<WizardVolume> volumeOf(const store::Snapshot& snapshot, const jobs::JobDraft& draft, const std::stop_token& stop);

/// What all jobs but that one push by now, where every one of them is known.
[[nodiscard]] std::optional<logpush::MonthlyVolume> monthOfOthers(const std::vector<QJsonObject>& jobs,
                                                                  const std::vector<ui::JobDelivery>& deliveries, std::int64_t id);

/// The rows of the cost table. `others`: of the jobs there are beside it, nullopt where it is not known.
[[nodiscard]] std::vector<ui::CostRow> costRows(const WizardVolume& volume, const std::optional<logpush::MonthlyVolume>& others,
                                                bool isNew);

/// The request as it will be sent, its secrets masked.
[[nodiscard]] ui::ReviewRequest requestOf(const jobs::JobDraft& draft, const QUrl& baseUrl, const QString& accountId);

/// Other jobs that deliver to the same place: everything is stored twice, or mixed.
[[nodiscard]] QStringList jobsAt(const jobs::JobDraft& draft, const std::vector<QJsonObject>& jobs);

} // namespace tracedeck
