#pragma once

#include "store/manifest.h"
#include "store/store_files.h"

#include <map>
#include <mutex>
#include <set>
#include <span>

namespace tracedeck::store {

/// Copies of delivered objects, joined in pack files. Any thread.
class ObjectPacks {
public:
    explicit ObjectPacks(StoreFiles files) : m_files(std::move(files)) {}

    /// Drops what no object of the manifest has: what a kill left behind. Before anything else.
    [[nodiscard]] Result<void> begin(const std::vector<ObjectRecord>& objects);
    /// Appends a copy; sets pack and offset in `record`. On disk for good after `sync`.
    [[nodiscard]] Result<void> keep(std::span<const std::byte> bytes, ObjectRecord& record);
    [[nodiscard]] Result<void> sync();
    /// Gives the room of a copy back to the system; the pack goes with its last one.
    void free(const ObjectInfo& object);

private:
    StoreFiles m_files;
    std::mutex m_mutex;
    std::uint64_t m_pack = 1;                    // the one that is appended to
    std::set<std::uint64_t> m_unsynced;          // packs
    std::map<std::uint64_t, std::size_t> m_held; // pack → copies in it
};

} // namespace tracedeck::store
