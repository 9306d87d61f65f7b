#pragma once

#include "widgets/badge.h"
#include "workers/worker_matrix.h"

namespace tracedeck::ui {

// A Worker's flag in words. What stands in names and files is made visible.

/// A word and how it looks: "Turns off" on amber.
struct WorkerMark {
    BadgeKind kind = BadgeKind::Quiet;
    QString text;
    QString icon;
};

[[nodiscard]] WorkerMark nextDeployMark(workers::NextDeploy next); ///< short, for a column
[[nodiscard]] WorkerMark nextDeployHead(workers::NextDeploy next); ///< "Next deploy turns it off"; "" where there is nothing to say
[[nodiscard]] WorkerMark logpushMark(std::optional<bool> deployed);
[[nodiscard]] QString flagText(std::optional<bool> flag);                 ///< "on", "off", "missing"
[[nodiscard]] QString sectionText(const QString& environment);            ///< "top level", "env.production"
[[nodiscard]] QString fileName(const workers::WorkerRow& row);            ///< "wrangler.toml"; "" where none is linked
[[nodiscard]] QString fileFlagText(const workers::WorkerRow& row);        ///< "env: production · on"
[[nodiscard]] bool isFileFlagAlarming(const workers::WorkerRow& row);     ///< it does not say what is deployed
[[nodiscard]] QString aboutText(const workers::WorkerRow& row, bool utc); ///< the line under the name
/// Why the next deploy does what it does, and what is not known, in a sentence or two.
[[nodiscard]] QString whyText(const workers::WorkerRow& row);
[[nodiscard]] QString lastLogText(const workers::WorkerRow& row, std::int64_t nowMs); ///< "14 s", "never", "—"
/// Why a wrangler file is not read: the place where it does not parse, or what else is wrong with it.
[[nodiscard]] QString fileErrorText(const Error& error);
/// As buttons, ticks and menus take it: an ampersand is no mnemonic.
[[nodiscard]] QString withoutMnemonics(QString text);
/// A path as people write it: below the home folder with "~".
[[nodiscard]] QString shownPath(const QString& path);

} // namespace tracedeck::ui
