#include "sync/lost_objects.h"

#include "sync/object_import.h"

namespace tracedeck::sync {

Result<void> readLostObjects(store::Writer& writer, const std::stop_token& stop)
{
    const auto lost = writer.takeLost();
    if (lost.empty())
        return {};
    const ImportOptions options;
    ImportProgress unseen;
    ObjectImport worker(writer, options, unseen);
    for (const auto& object : lost) {
        if (auto done = worker.readAgain(object, stop); !done)
            return done;
    }
    return worker.finish();
}

} // namespace tracedeck::sync
