#include "commands.h"
#include "output.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    using namespace tracedeck::ctl;
    const QCoreApplication application(argc, argv);
    Context context;
    CLI::App app {"Tracedeck without a window: reads, counts and makes delivered Workers trace events."};
    app.set_version_flag("--version", TRACEDECK_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_flag("--json", context.json, "One JSON document on stdout");
    addImport(app, context);
    addEvents(app, context);
    addStats(app, context);
    addExceptions(app, context);
    addTraffic(app, context);
    addDeliver(app, context);
    addSandbox(app, context);
    addSource(app, context);
    addAccess(app, context);
    addDoctor(app, context);
    addStacks(app, context);
    addFilter(app, context);
    addDestination(app, context);
    addJobs(app, context);
    addWorkers(app, context);
    addWrangler(app, context);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : static_cast<int>(Exit::Usage);
    }
    return static_cast<int>(context.exit);
}
