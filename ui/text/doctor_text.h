#pragma once

#include "doctor/diagnosis.h"

#include <QString>

namespace tracedeck::ui {

// What the doctor found, in words, once for the window and the command line. Names and answers from outside are made visible. Any thread.

[[nodiscard]] QString probeName(const doctor::Diagnosis& diagnosis, doctor::Probe probe); ///< the good state: "Logpush is on for api"
[[nodiscard]] QString verdictWord(doctor::Verdict verdict);                               ///< "Also fix"
[[nodiscard]] QString fixName(doctor::Fix fix);                                           ///< as a button says it; "" = none
[[nodiscard]] QString fixHint(doctor::Fix fix);                                           ///< what to do, in a sentence; "" = nothing
/// Why the verdict is what it is, in a sentence; also where it is good. `nowMs`: when it was found.
[[nodiscard]] QString findingText(const doctor::Finding& finding, std::int64_t nowMs);
/// The last call that it stands on: "GET /user/tokens/verify → 200"; "" = none.
[[nodiscard]] QString proofText(const doctor::Finding& finding);

/// All of it in one sentence, and what follows from it.
[[nodiscard]] QString headlineText(const doctor::Diagnosis& diagnosis);
[[nodiscard]] QString adviceText(const doctor::Diagnosis& diagnosis);
[[nodiscard]] QString summaryText(const doctor::Diagnosis& diagnosis); ///< "13 checks in 2.4 s · 7 passed · 1 cause"

/// The whole of it as Markdown, to be given to somebody: no secret, ids shortened.
[[nodiscard]] QString doctorReport(const doctor::Diagnosis& diagnosis);

} // namespace tracedeck::ui
