#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace tracedeck::sandbox {

/// One part of a form.
struct FormPart {
    QString name; ///< without quotes, which some clients put inside of it
    QByteArray type, bytes;
    bool operator==(const FormPart&) const = default;
};
/// Reads multipart/form-data. BadValue where the type names no boundary or the form does not end.
[[nodiscard]] Result<std::vector<FormPart>> readForm(const QByteArray& contentType, const QByteArray& body);

} // namespace tracedeck::sandbox
