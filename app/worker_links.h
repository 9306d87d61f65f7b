#pragma once

#include "base/result.h"
#include "workers/worker_matrix.h"

#include <QStringList>

#include <map>

namespace tracedeck {

/// What a person linked: folders with projects, and files to Workers. One small file of a profile.
struct WorkerLinks {
    QStringList folders;
    std::map<QString, workers::WranglerLink> chosen; ///< by workers::keyOf
    bool operator==(const WorkerLinks&) const = default;
};

/// A file that is not there holds nothing. BadJson: then it is not written over.
[[nodiscard]] Result<WorkerLinks> readWorkerLinks(const QString& file);
[[nodiscard]] Result<void> writeWorkerLinks(const QString& file, const WorkerLinks& links);

} // namespace tracedeck
