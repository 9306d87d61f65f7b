#include "settings/table.h"

#include <array>
#include <cstddef>

namespace tracedeck::settings {

namespace {

constexpr auto kTable = std::to_array<Row>({
    {Key::CaFile, "network/ca_file", Kind::Text},                                        // PEM, beside the system's
    {Key::UseSystemProxy, "network/system_proxy", Kind::Flag, 1},                        //
    {Key::ConnectionsPerHost, "network/connections_per_host", Kind::Number, 8, 1, 32},   //
    {Key::ParallelDownloads, "sync/parallel_downloads", Kind::Number, 8, 1, 64},         //
    {Key::PollSeconds, "sync/poll_seconds", Kind::Number, 30, 5, 3600},                  // listing costs
    {Key::WindowMarginMinutes, "sync/window_margin_minutes", Kind::Number, 15, 0, 1440}, // names are processing time
    {Key::KeepDays, "store/keep_days", Kind::Number, 0, 0, 3650},                        // 0 = for ever
    {Key::KeepGigabytes, "store/keep_gigabytes", Kind::Number, 0, 0, 100'000},           // 0 = any size
    {Key::ExpansionLimit, "ingest/expansion_limit", Kind::Number, 200, 10, 100'000},     // raw bytes for each delivered one
    {Key::RawGigabytesAtMost, "ingest/raw_gigabytes_at_most", Kind::Number, 8, 1, 1024}, // of one object
    {Key::ReadOnly, "safety/read_only", Kind::Flag, 0},                                  //
    {Key::ActiveProfile, "session/profile", Kind::Text},                                 // its id
    {Key::KeysLeftBehind, "left_behind/keys", Kind::Text},                               // JSON; to be erased from the keychain
    {Key::FoldersLeftBehind, "left_behind/folders", Kind::Text},                         // JSON; to be removed
});

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kTable.size(); ++i) {
        if (kTable[i].key != static_cast<Key>(i))
            return false;
    }
    return true;
}
static_assert(isInOrder() && kTable.size() == static_cast<std::size_t>(Key::FoldersLeftBehind) + 1);

} // namespace

std::span<const Row> table()
{
    return kTable;
}

const Row& rowOf(Key key)
{
    return kTable[static_cast<std::size_t>(key)];
}

} // namespace tracedeck::settings
