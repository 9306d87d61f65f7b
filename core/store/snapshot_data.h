#pragma once

#include "store/segment.h"
#include "store/snapshot.h"

#include <memory>
#include <vector>

namespace tracedeck::store {

/// What a Snapshot points at; shared by all its copies.
struct SnapshotData {
    std::vector<std::shared_ptr<const Segment>> segments;
    std::uint64_t events = 0, objects = 0, bytes = 0, version = 0;
    std::optional<TimeRange> span;

    void add(std::shared_ptr<const Segment> segment);
};

} // namespace tracedeck::store
