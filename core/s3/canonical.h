#pragma once

#include "net/transport.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace tracedeck::s3 {

/// How a path becomes part of what is signed. S3 and R2: as it is, encoded once. Other AWS services: without dot segments and empty
/// ones, and what was encoded is encoded again.
struct PathRules {
    bool normalize = false;
    bool encodeTwice = false;
};

/// Percent-encodes all but A-Z a-z 0-9 - . _ ~; `kept` stays too.
[[nodiscard]] QByteArray percentEncoded(QByteArrayView bytes, char kept = '\0');
/// Undoes it; a `%` without two hex digits stays as it is.
[[nodiscard]] QByteArray percentDecoded(QByteArrayView text);

/// `path` as it stands in a request line, encoded or not.
[[nodiscard]] QByteArray canonicalPath(QByteArrayView path, PathRules rules);
/// `query` as it stands in a request line, without `?`; in order of names, then values.
[[nodiscard]] QByteArray canonicalQuery(QByteArrayView query);

/// `name:value` lines in order of names: values trimmed, runs of spaces made one, equal names joined by commas in the order given.
[[nodiscard]] QByteArray canonicalHeaders(const std::vector<net::Header>& headers);
/// Their names: `host;x-amz-date`.
[[nodiscard]] QByteArray signedHeaderNames(const std::vector<net::Header>& headers);

} // namespace tracedeck::s3
