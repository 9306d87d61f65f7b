#pragma once

#include "access/report.h"

#include <QString>

namespace tracedeck::ui {

// What a check of access found, in words, once for the window and the command line. Names and answers from outside are made visible. Any thread.

[[nodiscard]] QString stepName(access::Step step);             ///< "Logpush jobs can be read"
[[nodiscard]] QString answerWord(access::Answer answer);       ///< "Yes", "No", "Unknown"
[[nodiscard]] QString actionName(access::Action action);       ///< as a button says it; "" = none
[[nodiscard]] QString capabilityName(access::Can can);         ///< "Create and change jobs"
[[nodiscard]] QString ownerText(access::Owner owner);          ///< "an API token of a user"
[[nodiscard]] QString roleReason(const access::RoleRow& role); ///< why it may use Logpush, or why not
/// Why the answer is what it is; also where it is yes.
[[nodiscard]] QString verdictText(access::Step step, const access::Verdict& verdict);
/// What one of Cloudflare's codes (or 429) means, the likely cause first; "" where that is not known.
[[nodiscard]] QString codeText(int code);
/// What a failure says, with what Cloudflare's support asks for: status, code and ray.
[[nodiscard]] QString refusedText(const Error& error);
[[nodiscard]] QString explainedText(const Error& error); ///< and what the code means, where that is known
/// "GET /accounts/9f2c…41ab/members → 403 (10000) · 8f1c2d3e4a5b6c7d-FRA · 120 ms", ids shortened.
[[nodiscard]] QString evidenceText(const access::Evidence& evidence);
[[nodiscard]] QString answerText(const access::Evidence& evidence); ///< "403 (10000) · 120 ms"
/// Raw words of the other side, fit to show.
[[nodiscard]] QString rawText(const access::Evidence& evidence);

/// Text without what is as good as an id or a secret: of runs of 32 and more letters and digits only the ends stay ("9f2c…41ab").
[[nodiscard]] QString shortened(const QString& text);

/// The whole of a check as Markdown, to be given to somebody: no secret, ids shortened, nobody's e-mail.
[[nodiscard]] QString accessReport(const access::Report& report);

} // namespace tracedeck::ui
