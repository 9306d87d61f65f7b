#pragma once

#include <CLI/CLI.hpp>

namespace tracedeck::ctl {

/// Exit codes that scripts rely on.
enum class Exit { Done = 0, Refused = 1, Usage = 2, Unreachable = 3 };

/// What every command gets: how to print, and where to leave its exit code.
struct Context {
    bool json = false;
    Exit exit = Exit::Done;
};

// One function a command group; each adds its subcommands and sets their callbacks.
void addImport(CLI::App& app, Context& context);      ///< import
void addEvents(CLI::App& app, Context& context);      ///< events
void addStats(CLI::App& app, Context& context);       ///< stats
void addExceptions(CLI::App& app, Context& context);  ///< exceptions
void addTraffic(CLI::App& app, Context& context);     ///< generate
void addDeliver(CLI::App& app, Context& context);     ///< deliver
void addSandbox(CLI::App& app, Context& context);     ///< sandbox map, serve
void addServe(CLI::App& sandbox, Context& context);   ///< sandbox serve
void addSource(CLI::App& app, Context& context);      ///< source list, sync, coverage, sign
void addAccess(CLI::App& app, Context& context);      ///< access
void addDoctor(CLI::App& app, Context& context);      ///< doctor
void addStacks(CLI::App& app, Context& context);      ///< group, parse-stack
void addFilter(CLI::App& app, Context& context);      ///< filter check, explain, test
void addDestination(CLI::App& app, Context& context); ///< destination parse
void addJobs(CLI::App& app, Context& context);        ///< jobs list, show, create, update, delete, validate
void addWorkers(CLI::App& app, Context& context);     ///< workers list, enable, disable, upload
void addWrangler(CLI::App& app, Context& context);    ///< wrangler enable, show, scan

} // namespace tracedeck::ctl
