#include "tour.h"
#include "window_memory.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QFileInfo>

#include <map>
#include <memory>
#include <optional>

namespace {

struct Arguments {
    std::vector<std::string> files;
    std::string tour, store, sandboxFolder;
    bool sandbox = false;
    std::optional<tracedeck::ui::Scheme> scheme;
    std::string size;
};

void declare(CLI::App& app, Arguments& arguments)
{
    using tracedeck::ui::Scheme;
    static const std::map<std::string, Scheme> schemes {{"light", Scheme::Light}, {"dark", Scheme::Dark}, {"system", Scheme::System}};
    app.set_version_flag("--version", TRACEDECK_VERSION);
    auto* files = app.add_option("FILE", arguments.files, "Delivered files or folders to open");
    app.add_option("--tour", arguments.tour, "Show every page in light and dark, leave pictures in DIR, end")->type_name("DIR");
    app.add_option("--store", arguments.store, "Folder of the local store")->type_name("DIR");
    auto* sandbox = app.add_flag("--sandbox", arguments.sandbox, "Open the Sandbox, the built-in account")->excludes(files);
    app.add_option("--sandbox-folder", arguments.sandboxFolder, "Folder of the Sandbox's state")->type_name("DIR")->needs(sandbox);
    app.add_option("--scheme", arguments.scheme, "light, dark or system")->transform(CLI::CheckedTransformer(schemes))->type_name("SCHEME");
    app.add_option("--size", arguments.size, "Size of the window, 1440x900")->check([](const std::string& text) {
        int width = 0, height = 0;
        char rest = 0;
        const bool good = std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) == 2 && width > 0 && height > 0;
        return good ? std::string() : "not WIDTHxHEIGHT: " + text;
    });
}

QSize sizeOf(const Arguments& arguments)
{
    int width = 1440, height = 900;
    if (!arguments.size.empty())
        std::sscanf(arguments.size.c_str(), "%dx%d", &width, &height);
    return {width, height};
}

int run(const Arguments& arguments)
{
    using namespace tracedeck;
    const bool remember = arguments.tour.empty();
    const WindowMemory memory = remember ? readWindowMemory() : WindowMemory {};
    ui::Theme theme(arguments.scheme.value_or(memory.scheme));
    theme.setTextSize(memory.textSize);
    Workbench::Options options;
    options.store = QString::fromStdString(arguments.store);
    options.sandbox.folder = QString::fromStdString(arguments.sandboxFolder);
    options.remember = remember;
    Workbench workbench(theme, std::move(options));
    if (!remember || !arguments.size.empty())
        workbench.window().resize(sizeOf(arguments));
    workbench.window().show();

    QStringList paths;
    for (const std::string& file : arguments.files)
        paths << QFileInfo(QString::fromStdString(file)).absoluteFilePath();
    if (arguments.sandbox || (paths.isEmpty() && !arguments.tour.empty()))
        workbench.openSandbox();
    else if (paths.isEmpty())
        workbench.openLast();
    else
        workbench.openPaths(paths);
    std::unique_ptr<Tour> tour;
    if (!arguments.tour.empty())
        tour = std::make_unique<Tour>(workbench, theme, QString::fromStdString(arguments.tour));
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    Arguments arguments;
    CLI::App app {"Tracedeck: a dashboard for delivered Workers trace events."};
    declare(app, arguments);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tracedeck"));
    QApplication::setOrganizationName(QStringLiteral("tracedeck"));
    QApplication::setApplicationVersion(QStringLiteral(TRACEDECK_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.tracedeck.tracedeck"));
    return run(arguments);
}
