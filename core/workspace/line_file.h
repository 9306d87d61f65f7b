#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>

#include <functional>
#include <vector>

namespace tracedeck::workspace {

/// A file of JSON objects, one a line, that only grows, for its owner's eyes alone. A line that cannot be read stays in it and costs
/// nothing else. One thread.
class LineFile {
public:
    explicit LineFile(QString path) : m_path(std::move(path)) {}

    /// Offers every object to `take`, which says whether it is one of its own; gives the number of lines that were none. A file that is
    /// not there has no lines.
    [[nodiscard]] std::size_t read(const std::function<bool(const QJsonObject&)>& take);
    /// On disk when this comes back; behind a line without an end, not in it.
    [[nodiscard]] Result<void> append(const std::vector<QJsonObject>& lines);

private:
    QString m_path;
    bool m_endsInside = false; ///< the last line has no end: a program died while it wrote
};

} // namespace tracedeck::workspace
