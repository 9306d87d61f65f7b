#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace tracedeck::objects {

/// One delivered object as a listing tells of it.
struct ListedObject {
    QString key;
    std::uint64_t size = 0;
    QString etag;               ///< with its quotes taken off
    std::int64_t changedMs = 0; ///< LastModified
    bool operator==(const ListedObject&) const = default;
};

struct ListRequest {
    QString prefix;
    QString startAfter; ///< keys behind this one only
    QString continuation;
    int maxKeys = 1000;
    QString delimiter; ///< "/": keys that have one behind the prefix come as folders; "" = all keys
};

struct ListPage {
    std::vector<ListedObject> objects;
    QString continuation; ///< of the next page; "" = this was the last
    QStringList folders;  ///< with a delimiter: what stands before it, it included; a source that knows no delimiter has none
};

struct GetRequest {
    QString key;
    std::uint64_t from = 0;                        ///< Range: bytes from here on
    std::optional<std::uint64_t> length;           ///< … so many; nullopt = to the end
    QString ifNoneMatch;                           ///< an ETag; unchanged → `notModified`
    std::function<void(std::uint64_t)> onReceived; ///< bytes so far, on the transport's thread
};

struct GotObject {
    QByteArray bytes; ///< as stored: never decompressed
    QString etag;
    std::uint64_t totalSize = 0; ///< of the whole object
    bool notModified = false;
};

/// Where objects are read from: a bucket. Any thread. Keys are UTF-8 text of any kind. Fails as net::Transport does, and with ObjectRefused
/// (detail "CODE: message") and NotFound (no such key).
class ObjectSource {
public:
    virtual ~ObjectSource() = default;
    [[nodiscard]] virtual QFuture<Result<ListPage>> list(ListRequest request, std::stop_token stop) = 0;
    [[nodiscard]] virtual QFuture<Result<GotObject>> get(GetRequest request, std::stop_token stop) = 0;
    [[nodiscard]] virtual QFuture<Result<ListedObject>> head(QString key, std::stop_token stop) = 0;
};

} // namespace tracedeck::objects
