#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "net/transport.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace tracedeck::sandbox {

/// What is known of an object without reading it.
struct ObjectFacts {
    QByteArray etag; ///< MD5 of the bytes, in hex
    std::uint64_t size = 0;
    qint64 changedMs = 0;
    std::vector<net::Header> headers; ///< kept with it: Content-Type, Content-Encoding, x-amz-meta-…

    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

struct StoreQuery {
    QByteArray prefix, delimiter;
    QByteArray after; ///< keys and folders behind it only
    std::size_t limit = 1000;
};

struct StorePage {
    struct Entry {
        QByteArray key;
        ObjectFacts facts;
    };
    std::vector<Entry> objects;
    std::vector<QByteArray> folders; ///< keys cut behind the delimiter, each once
    QByteArray last;                 ///< of what stands here, where there is more behind it; "" = this is the end
};

/// The objects of one bucket, in a folder, in order of their keys' bytes. Each object is a file of its own (0600) with its key in front,
/// written whole or not at all: what was there before a kill is there after it.
class BucketStore {
public:
    /// Makes the folder where there is none. Files that are no objects are passed over.
    [[nodiscard]] static Result<std::unique_ptr<BucketStore>> open(QString folder, const Clock& clock);

    /// LastModified is now, or `changedMs`: for what was delivered before the Sandbox was started.
    [[nodiscard]] Result<ObjectFacts> put(const QByteArray& key, QByteArrayView bytes, std::vector<net::Header> headers = {},
                                          std::optional<qint64> changedMs = {});
    /// Removing what is not there is no failure.
    [[nodiscard]] Result<void> remove(const QByteArray& key);
    [[nodiscard]] const ObjectFacts* find(const QByteArray& key) const;
    /// NotFound; a part that reaches past the end is cut there.
    [[nodiscard]] Result<QByteArray> read(const QByteArray& key, std::uint64_t from = 0, std::optional<std::uint64_t> length = {}) const;
    [[nodiscard]] StorePage list(const StoreQuery& query) const;
    [[nodiscard]] std::size_t count() const { return m_objects.size(); }

private:
    BucketStore(QString folder, const Clock& clock) : m_folder(std::move(folder)), m_clock(clock) {}
    [[nodiscard]] QString fileOf(const QByteArray& key) const;
    void takeIn(const QString& file);

    QString m_folder;
    const Clock& m_clock;
    std::map<QByteArray, ObjectFacts> m_objects;
};

} // namespace tracedeck::sandbox
