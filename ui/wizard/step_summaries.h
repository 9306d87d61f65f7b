#pragma once

#include "jobs/job_draft.h"
#include "wizard/review_page.h"
#include "wizard/step_rail.h"

#include <array>

namespace tracedeck::ui {

enum class JobStep : int { Access, Destination, Ownership, Fields, Filter, Output, Review };
inline constexpr int kJobSteps = 7;

/// Whether the destination's owner is to be proven in a step of its own.
[[nodiscard]] bool needsOwnership(const jobs::JobDraft& draft);

/// The rail's steps; `attention`: those that were left with something wrong.
[[nodiscard]] std::vector<WizardStep> stepsOf(const jobs::JobDraft& draft, int current, const std::array<bool, kJobSteps>& attention);

/// What was chosen, for the review.
[[nodiscard]] std::vector<ReviewCard> cardsOf(const jobs::JobDraft& draft);
/// What an edit changes, a line each.
[[nodiscard]] std::vector<ReviewNote> changeNotes(const jobs::JobDraft& draft);
/// What the API would refuse, as far as is known here.
[[nodiscard]] std::vector<ReviewNote> issueNotes(const jobs::JobDraft& draft);

} // namespace tracedeck::ui
