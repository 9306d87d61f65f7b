#pragma once

#include "workers/wrangler_edit.h"

namespace tracedeck::workers {

/// A wrangler file as it was read.
struct WranglerText {
    QString path; ///< absolute
    WranglerFormat format = WranglerFormat::Toml;
    QByteArray bytes;
};
/// NotFound, PermissionDenied, LimitExceeded (over 1 MB), UnknownFormat (by its name no wrangler file). Blocks.
[[nodiscard]] Result<WranglerText> readWranglerText(const QString& path);

/// What became of writing.
struct Writing {
    bool isConflict = false; ///< the file is not what was read any more: nothing was written
    QString backup;          ///< file with the old bytes; "" where none was needed
};
/// Writes `after` in the place of what was read: the old bytes go into a file in `backups` first, then the new ones replace the file as a
/// whole, with its permissions, through a symbolic link. Blocks.
[[nodiscard]] Result<Writing> writeWranglerText(const WranglerText& before, const QByteArray& after, const QString& backups);

} // namespace tracedeck::workers
