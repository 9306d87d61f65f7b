#pragma once

#include "base/result.h"
#include "store/file_system.h"
#include "store/snapshot.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace tracedeck::store {

class Writer;
struct ObjectRecord;
struct SourceRecord;

/// The local database of events: one folder with segments, manifest and object cache. Many readers, one writer.
class LogStore {
public:
    enum class Mode { Read, Write };

    /// Opens, or in Write mode creates. StoreLocked (who holds it), StoreVersion, StoreCorrupt, PermissionDenied, DiskFull.
    static Result<std::shared_ptr<LogStore>> open(const QString& folder, Mode mode, FileSystem& disk = systemFiles());
    ~LogStore();

    [[nodiscard]] Snapshot snapshot() const; ///< any thread
    [[nodiscard]] QString folder() const;
    /// Called on the writer's thread after every publication, until the handle is dropped.
    [[nodiscard]] std::shared_ptr<void> onPublished(std::function<void()> callback);
    /// Every object the store knows of, without rejected lines; reads the manifest. Not on the GUI thread; in Read mode one at a time.
    [[nodiscard]] Result<std::vector<ObjectRecord>> objects() const;
    [[nodiscard]] Result<std::vector<SourceRecord>> sources() const;
    /// The one way in; Write mode only.
    [[nodiscard]] Writer& writer();
    /// Reads every segment through and forgets those that are damaged, with their objects, so that the next import reads these again.
    /// How many segments went. Write mode only; takes as long as reading the store.
    [[nodiscard]] Result<std::size_t> forgetDamaged();
    /// Read mode: looks whether another process published since, and takes that in.
    [[nodiscard]] Result<void> refresh();

    LogStore(const LogStore&) = delete;
    LogStore& operator=(const LogStore&) = delete;

private:
    struct Private;
    explicit LogStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::store
