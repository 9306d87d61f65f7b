#pragma once

#include "base/time_range.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace tracedeck::store {

struct SnapshotData;

/// What the store held at one moment: immutable, cheap to copy, keeps its segments open until dropped. Any thread.
class Snapshot {
public:
    Snapshot(); ///< an empty one
    explicit Snapshot(std::shared_ptr<const SnapshotData> data) : m_data(std::move(data)) {}

    [[nodiscard]] std::uint64_t events() const;
    [[nodiscard]] std::uint64_t objects() const;
    [[nodiscard]] std::uint64_t bytesOnDisk() const; ///< segments, without the object cache
    [[nodiscard]] std::optional<TimeRange> timeSpan() const;
    [[nodiscard]] std::uint64_t version() const; ///< grows with every publication
    [[nodiscard]] const SnapshotData& data() const { return *m_data; }

private:
    std::shared_ptr<const SnapshotData> m_data;
};

} // namespace tracedeck::store
