#pragma once

#include "workers/wrangler_file.h"

#include <stop_token>

namespace tracedeck::workers {

/// A wrangler file that was found.
struct Project {
    QString path; ///< absolute
    Result<WranglerConfig> config;
    QString shadowedBy; ///< the file beside it that wrangler reads instead ("wrangler.json"); "" = wrangler reads this one
};

struct ProjectScan {
    std::vector<Project> projects; ///< by path
    std::uint64_t folders = 0;     ///< looked into
    bool isCut = false;            ///< there was more than a scan looks at
    QStringList unreadable;        ///< folders that could not be listed
};

/// All wrangler files in `folder` and below: without node_modules, hidden folders and links to folders. NotFound, Cancelled. Blocks.
[[nodiscard]] Result<ProjectScan> scanProjects(const QString& folder, const std::stop_token& stop);

} // namespace tracedeck::workers
