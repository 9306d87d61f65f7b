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
    // Over the network; `status`, `apiCode` and `ray` say more where the other side answered.
    Unreachable,   ///< no such host, refused, reset, no route
    TimedOut,      ///< no answer in time
    TlsFailed,     ///< certificate or handshake; nothing was sent
    Insecure,      ///< credentials were to go over plain HTTP, or after a redirect to another host: not sent
    BadAnswer,     ///< an answer that is not what the protocol says (a login page, no JSON, no XML, cut off)
    ApiRefused,    ///< the API answered `success: false` or a failure status
    ObjectRefused, ///< the bucket answered with an error; `detail` begins with its code ("AccessDenied")
    RateLimited,   ///< 429, after what was allowed of waiting
    KeychainFailed,
    Internal,
    Conflict, ///< somebody else changed it since it was read; nothing was written. Last: `--json` shows these numbers
};

/// A failure on its way to a person: the code picks the sentence, the detail is for the log. Never holds a secret.
struct Error {
    ErrorCode code {};
    QString detail;  ///< what and why, as found (a path, a byte position, the library's words)
    QString subject; ///< the file, key or path it is about; may be empty
    int status = 0;  ///< HTTP, 0 = no answer
    int apiCode = 0; ///< the first code of Cloudflare's `errors`, 0 = none
    QString ray {};  ///< `cf-ray`, for support

    bool operator==(const Error&) const = default;
};

} // namespace tracedeck
