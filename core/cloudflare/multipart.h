#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <vector>

namespace tracedeck::cloudflare {

/// A multipart body and the type that names its boundary, which does not occur in the parts.
struct MultipartBody {
    QByteArray contentType, bytes;
    bool operator==(const MultipartBody&) const = default;
};

/// One part of a form.
struct MultipartPart {
    QByteArray name;
    QByteArray fileName; ///< "" = none is said
    QByteArray type;     ///< "" = none is said
    QByteArray bytes;
};

/// multipart/form-data of these parts, in their order. The same parts make the same bytes.
[[nodiscard]] MultipartBody multipartOf(const std::vector<MultipartPart>& parts);
/// What the calls for versioned settings take: the part `settings`.
[[nodiscard]] MultipartBody settingsForm(const QJsonObject& settings);

} // namespace tracedeck::cloudflare
