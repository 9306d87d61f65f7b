#pragma once

#include <QJsonObject>
#include <QString>

namespace tracedeck::logpush {

/// A job's legacy `logpull_options` ("fields=A,B&sample=0.1", a whole URL too) in the words of `output_options`. What it names twice
/// counts once, the first time; what it names and nobody knows is left out, see `checkLogpullOptions`.
[[nodiscard]] QJsonObject outputOptionsOf(const QString& logpullOptions);

} // namespace tracedeck::logpush
