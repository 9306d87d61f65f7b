#pragma once

#include "commands.h"
#include "objects/object_source.h"
#include "store/manifest.h"
#include "sync/bucket_sync.h"

#include <thread>
#include <vector>

namespace tracedeck::ctl {

/// What a listing found; at most so many objects of it are kept.
struct Listed {
    QString place; ///< stands in front of the keys: the bucket
    std::vector<objects::ListedObject> objects;
    std::uint64_t total = 0, bytes = 0, calls = 0;

    void add(objects::ListedObject object, std::uint64_t limit);
};

void printListed(const Context& context, const Listed& listed);
void printSources(const Context& context, const std::vector<store::SourceRecord>& sources, const std::vector<store::ObjectRecord>& objects);
/// Exit code 3 where objects could not be had.
void printReport(Context& context, const sync::SyncReport& report);
void printReport(Context& context, const sync::ImportReport& report);

/// A line on the terminal that tells how far a sync is, as long as it lives; nothing where stderr is no terminal.
class ProgressLine {
public:
    explicit ProgressLine(const sync::SyncProgress& progress);

private:
    std::jthread m_thread;
};

} // namespace tracedeck::ctl
