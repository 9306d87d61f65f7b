#pragma once

#include "base/result.h"

#include <QJsonObject>

#include <vector>

namespace tracedeck::sandbox {

/// A field that is asked for, with its arguments (variables put in) and what is asked for inside of it.
struct GraphqlField {
    QString name, alias; ///< alias: the name where none is given
    QJsonObject arguments;
    std::vector<GraphqlField> fields;

    /// The first of that name; null where it is not asked for.
    [[nodiscard]] const GraphqlField* field(QStringView wanted) const;
};

/// What a query asks for, as the fields of its root. One operation without fragments and directives; BadValue names what is not understood.
[[nodiscard]] Result<GraphqlField> readGraphql(const QString& query, const QJsonObject& variables);

} // namespace tracedeck::sandbox
