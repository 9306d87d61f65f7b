#pragma once

#include <QString>

namespace tracedeck {

/// What can go wrong, closed: `ui/text` has one sentence for each and no default.
enum class ErrorCode {
    Cancelled,        ///< asked to stop
    NotFound,         ///< a file, folder, event or key is not there
    PermissionDenied, ///< the system does not let us read or write there
    IoFailed,         ///< reading or writing failed half way
    DiskFull,
    BadJson,   ///< not JSON; `line`/`detail` say where
    BadFilter, ///< a filter tree that Logpush would refuse; `detail` is "path: reason"
    BadField,  ///< no such field or column
    BadValue,  ///< a value outside of what the option takes
    BadRegex,
    BadStack,
    UnknownFormat,   ///< bytes that are neither gzip nor text lines
    ObjectTruncated, ///< a gzip object that ends early
    ObjectCorrupt,   ///< a gzip object whose data or checksum is wrong
    LimitExceeded,   ///< past a cap (line length, object size, expansion)
    StoreLocked,     ///< another process writes this store; `detail` names it
    StoreVersion,    ///< made by another version
    StoreCorrupt,
    Internal,
};

/// A failure on its way to a person: the code picks the sentence, the detail is for the log. Never holds a secret.
struct Error {
    ErrorCode code {};
    QString detail;  ///< what and why, as found (a path, a byte position, the library's words)
    QString subject; ///< the file, key or path it is about; may be empty

    bool operator==(const Error&) const = default;
};

} // namespace tracedeck
