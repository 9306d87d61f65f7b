#pragma once

#include "workers/text_diff.h"
#include "workers/wrangler_disk.h"

namespace tracedeck::ui {

/// A wrangler file as it was read.
struct WranglerView {
    workers::WranglerText text;
    workers::WranglerConfig config;
    QString branch;     ///< of its git work tree; "" where there is none
    QString shadowedBy; ///< the file beside it that wrangler reads instead; ""
};

/// What it would be with some flags set.
struct WranglerDraft {
    workers::WranglerText before;
    std::vector<workers::FlagEdit> edits;
    QByteArray after;
    std::vector<workers::DiffHunk> hunks;
    QStringList labels;   ///< the section of each hunk
    QString patchPath {}; ///< below the root of its work tree
};

/// The section that stands at a line of the file.
[[nodiscard]] inline QString sectionAt(const workers::WranglerConfig& config, int line)
{
    const workers::WranglerSection* found = nullptr;
    for (const workers::WranglerSection& section : config.sections) {
        if (section.line > 0 && section.line <= line && (!found || section.line >= found->line))
            found = &section;
    }
    return found ? found->environment : QString();
}

} // namespace tracedeck::ui
