#pragma once

#include "commands.h"
#include "store/log_store.h"
#include "store/query.h"

#include <string>

namespace tracedeck::ctl {

/// What all commands that read a store take: where it is, and which events.
struct StoreOptions {
    std::string store, filter, search, from, to;
    bool regex = false;
};
void addStoreOptions(CLI::App& command, StoreOptions& options);

/// BadFilter, BadField, BadRegex, BadValue.
[[nodiscard]] Result<store::Query> queryOf(const StoreOptions& options);
/// `reportError`, and for a mistake in --filter its text with the place marked, to stderr.
void reportQueryError(Context& context, const StoreOptions& options, const Error& error);
/// To stderr, where there are events that the filter could not be asked of.
void warnOfUnread(std::uint64_t events);
/// Opens for reading: works while a window is open.
[[nodiscard]] Result<std::shared_ptr<store::LogStore>> openStore(const StoreOptions& options);
/// "500ms", "30s", "1m", "2h", "1d" to ms.
[[nodiscard]] Result<std::int64_t> durationOf(const std::string& text);

} // namespace tracedeck::ctl
