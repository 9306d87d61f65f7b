#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace tracedeck::settings {

// Small files that are nobody else's to read (0600, in a folder of 0700 where it is made).

/// NotFound where there is none.
[[nodiscard]] Result<QByteArray> readPrivate(const QString& file);
/// The whole file or the one before: never half of it.
[[nodiscard]] Result<void> writePrivate(const QString& file, const QByteArray& bytes);
/// Makes the file, empty, where it is not there, and 0600 in any case.
[[nodiscard]] Result<void> ensurePrivate(const QString& file);

} // namespace tracedeck::settings
