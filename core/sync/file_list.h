#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>
#include <QStringView>

#include <vector>

namespace tracedeck::sync {

/// A file that may be a delivered object.
struct FoundFile {
    QString path;
    std::uint64_t size = 0;
    std::int64_t order = 0; ///< ms: end of the window in its name, else when it was written last
    bool isTest = false;    ///< test.txt.gz or an ownership challenge, by its name
};

/// By its ending: gzip or text lines; a name without an ending may be anything. `name` may have folders in front.
[[nodiscard]] bool looksLikeLogs(QStringView name);

/// Files under `paths` (folders recursively, hidden ones left out), newest first; `missing` gets the paths that are not there.
[[nodiscard]] std::vector<FoundFile> findFiles(const QStringList& paths, QStringList& missing);

} // namespace tracedeck::sync
