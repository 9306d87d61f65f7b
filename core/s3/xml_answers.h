#pragma once

#include "base/result.h"
#include "objects/object_source.h"

#include <QByteArrayView>

#include <optional>

namespace tracedeck::s3 {

/// What a bucket says in XML when it refuses.
struct Refusal {
    QString code, message;
};
/// nullopt where the body is no such document.
[[nodiscard]] std::optional<Refusal> parseRefusal(const QByteArray& body);

/// One page of ListObjectsV2, url-encoded names decoded. BadAnswer (detail: what it is instead, or the line where it goes wrong).
[[nodiscard]] Result<objects::ListPage> parseListing(const QByteArray& body);

/// "an HTML page", "nothing", …: what a body is that is no answer of a bucket.
[[nodiscard]] QString kindOfBody(QByteArrayView body);

} // namespace tracedeck::s3
