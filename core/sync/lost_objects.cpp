#include "sync/lost_objects.h"

#include "sync/object_import.h"

namespace tracedeck::sync {

namespace {

/// A file of this machine that is not to be had now may come back: a stick, a server. What is damaged or another file now is forgotten,
/// so that it is taken for new where it is found, or fetched again.
bool mayComeBack(const store::ObjectRecord& object, const Error& error)
{
    return object.cachePack == 0 && (error.code == ErrorCode::NotFound || error.code == ErrorCode::PermissionDenied);
}

} // namespace

Result<void> readLostObjects(store::Writer& writer, const std::stop_token& stop)
{
    const ImportOptions options;
    ImportProgress unseen;
    std::optional<ObjectImport> worker; // its open segment takes room
    std::vector<std::uint64_t> gone;
    while (const auto lost = writer.takeLost()) {
        const auto bytes = writer.bytesOf(*lost);
        if (!bytes && !mayComeBack(*lost, bytes.error()))
            gone.push_back(lost->id);
        if (!bytes)
            continue;
        if (!worker)
            worker.emplace(writer, options, unseen);
        const auto all = std::as_bytes(std::span {bytes->constData(), static_cast<std::size_t>(bytes->size())});
        if (auto done = worker->readAgain(*lost, all, stop); !done)
            return done;
    }
    if (auto done = worker ? worker->finish() : Result<void> {}; !done)
        return done;
    return gone.empty() ? Result<void> {} : writer.dropObjects(gone);
}

} // namespace tracedeck::sync
