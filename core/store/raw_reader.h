#pragma once

#include "base/result.h"
#include "store/answers.h"
#include "store/segment.h"
#include "store/snapshot.h"

#include <QByteArray>

#include <cstdint>
#include <list>
#include <memory>
#include <stop_token>
#include <string>

namespace tracedeck::store {

/// Reads delivered lines again from their objects; keeps the last few unpacked objects, so that many events of one object cost one
/// unpacking. One thread.
class RawReader {
public:
    explicit RawReader(Snapshot snapshot, std::size_t keepBytes = 256U << 20);
    ~RawReader();

    /// NotFound (subject: the object) where it is gone; IoFailed where it holds something else now.
    [[nodiscard]] Result<std::string> line(EventRef ref);
    /// The event as a JSON record: its line, or what a line of another format says. BadValue where it is none.
    [[nodiscard]] Result<std::string> record(EventRef ref);

private:
    struct Unpacked;
    [[nodiscard]] Result<Unpacked*> object(EventRef ref, std::uint64_t upTo);

    Snapshot m_snapshot;
    std::size_t m_keepBytes;
    std::list<std::unique_ptr<Unpacked>> m_objects; // most recently used first
};

/// An object's bytes as delivered: from the copy that was kept, else from where it was read. NotFound, IoFailed; subject: the object.
/// Cancelled.
[[nodiscard]] Result<QByteArray> deliveredBytes(const ObjectInfo& info, const std::stop_token& stop = {});

} // namespace tracedeck::store
