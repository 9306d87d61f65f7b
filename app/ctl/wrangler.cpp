#include "commands.h"
#include "output.h"
#include "workers/project_scan.h"
#include "workers/text_diff.h"
#include "workers/wrangler_disk.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QStandardPaths>

namespace tracedeck::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

struct WranglerArguments {
    std::string path, environment, backups;
    bool isOff = false, isDry = false;
};

QJsonValue flagJson(std::optional<bool> flag)
{
    return flag ? QJsonValue(*flag) : QJsonValue();
}

QJsonObject sectionJson(const workers::WranglerConfig& config, const workers::WranglerSection& section)
{
    return {{u"environment"_s, section.environment},
            {u"worker"_s, section.worker},
            {u"logpush"_s, flagJson(section.logpush.value)},
            {u"line"_s, section.logpush.line},
            {u"effective"_s, flagJson(config.effective(section.environment))},
            {u"inherited"_s, config.isInherited(section.environment)}};
}

QJsonObject configJson(const workers::WranglerConfig& config)
{
    QJsonArray sections, decoys;
    for (const auto& section : config.sections)
        sections.append(sectionJson(config, section));
    for (const auto& decoy : config.decoys)
        decoys.append(QJsonObject {{u"path"_s, decoy.path}, {u"line"_s, decoy.line}});
    return {{u"sections"_s, sections}, {u"decoys"_s, decoys}};
}

QString flagWords(const workers::WranglerConfig& config, const workers::WranglerSection& section)
{
    if (section.logpush.isWrong)
        return u"line %1: no boolean"_s.arg(section.logpush.line);
    const auto flag = config.effective(section.environment);
    if (!flag)
        return u"missing"_s;
    const QString value = *flag ? u"true"_s : u"false"_s;
    return config.isInherited(section.environment) ? QString(value % u" (from the top level)") : value;
}

QString configLines(const workers::WranglerConfig& config)
{
    QStringList lines;
    for (const auto& section : config.sections) {
        const QString name = section.environment.isEmpty() ? u"top level"_s : QString(u"env." % section.environment);
        lines << QString(name % u"  " % (section.worker.isEmpty() ? u"(no name)"_s : section.worker) % u"  logpush: "
                         % flagWords(config, section));
    }
    for (const auto& decoy : config.decoys)
        lines << u"line %1: %2 switches nothing"_s.arg(decoy.line).arg(decoy.path);
    return lines.join(u'\n');
}

void showFile(const std::string& path, Context& context)
{
    const auto text = workers::readWranglerText(QString::fromStdString(path));
    const auto config = text ? workers::readWrangler(text->bytes, text->format) : fail(text.error());
    if (!config)
        return reportError(context, config.error());
    context.json ? printJson(configJson(*config)) : printText(configLines(*config).toStdString());
}

QJsonObject projectJson(const workers::Project& project)
{
    QJsonObject json = project.config ? configJson(*project.config) : QJsonObject {{u"error"_s, project.config.error().detail}};
    json.insert(u"path"_s, project.path);
    if (!project.shadowedBy.isEmpty())
        json.insert(u"shadowed_by"_s, project.shadowedBy);
    return json;
}

void scanFolder(const std::string& folder, Context& context)
{
    const auto scan = workers::scanProjects(QString::fromStdString(folder), {});
    if (!scan)
        return reportError(context, scan.error());
    QJsonArray projects;
    for (const auto& project : scan->projects) {
        if (context.json) {
            projects.append(projectJson(project));
            continue;
        }
        printText(project.path.toStdString()
                  + (project.shadowedBy.isEmpty() ? std::string() : "  (wrangler reads " + project.shadowedBy.toStdString() + " instead)"));
        printText(project.config ? configLines(*project.config).toStdString() : "  " + project.config.error().detail.toStdString());
    }
    if (context.json)
        printJson({{u"projects"_s, projects}, {u"folders"_s, jsonNumber(scan->folders)}, {u"cut"_s, scan->isCut}});
}

QString backupFolder(const WranglerArguments& arguments)
{
    return arguments.backups.empty()
        ? QString(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) % u"/tracedeck/wrangler-backups")
        : QString::fromStdString(arguments.backups);
}

struct Enabled {
    std::optional<bool> before;
    QByteArray patch;
    QString backup;
    bool isChanged = false;
};

Result<Enabled> enable(const WranglerArguments& arguments)
{
    const auto text = workers::readWranglerText(QString::fromStdString(arguments.path));
    if (!text)
        return fail(text.error());
    const QString environment = QString::fromStdString(arguments.environment);
    const auto after = workers::setLogpush(text->bytes, text->format, {{environment, !arguments.isOff}});
    if (!after)
        return fail(after.error());
    const auto config = workers::readWrangler(text->bytes, text->format);
    Enabled enabled {config->section(environment)->logpush.value,
                     workers::unifiedPatch(text->bytes, *after, QFileInfo(text->path).fileName()),
                     {},
                     *after != text->bytes};
    if (arguments.isDry || !enabled.isChanged)
        return enabled;
    const auto written = workers::writeWranglerText(*text, *after, backupFolder(arguments));
    if (!written)
        return fail(written.error());
    if (written->isConflict)
        return fail(ErrorCode::Conflict, u"somebody else changed it meanwhile; nothing was written"_s, text->path);
    enabled.backup = written->backup;
    return enabled;
}

void enableFile(const WranglerArguments& arguments, Context& context)
{
    const auto enabled = enable(arguments);
    if (!enabled)
        return reportError(context, enabled.error());
    if (!context.json)
        return enabled->isChanged ? printRaw(enabled->patch.toStdString()) : printText("It says so already.");
    QJsonObject json {{u"changed"_s, enabled->isChanged},
                      {u"before"_s, flagJson(enabled->before)},
                      {u"after"_s, !arguments.isOff},
                      {u"patch"_s, QString::fromUtf8(enabled->patch)}};
    if (!enabled->backup.isEmpty())
        json.insert(u"backup"_s, enabled->backup);
    printJson(json);
}

} // namespace

void addWrangler(CLI::App& app, Context& context)
{
    auto arguments = std::make_shared<WranglerArguments>();
    auto* wrangler = app.add_subcommand("wrangler", "What wrangler files say of Logpush, and sets it there");
    wrangler->require_subcommand(1);
    auto* enable = wrangler->add_subcommand("enable", "Sets logpush in a file, and keeps every other byte of it");
    enable->add_option("FILE", arguments->path, "wrangler.toml, .json or .jsonc")->required();
    enable->add_option("--env", arguments->environment, "Environment to set it in; without: at the top level");
    enable->add_flag("--off", arguments->isOff, "Sets false");
    enable->add_flag("--dry-run", arguments->isDry, "Tells what would change, and writes nothing");
    enable->add_option("--backups", arguments->backups, "Folder for the file as it was");
    enable->callback([arguments, &context] { enableFile(*arguments, context); });
    auto* show = wrangler->add_subcommand("show", "What a file says, by section");
    show->add_option("FILE", arguments->path, "wrangler.toml, .json or .jsonc")->required();
    show->callback([arguments, &context] { showFile(arguments->path, context); });
    auto* scan = wrangler->add_subcommand("scan", "Every wrangler file in a folder and below");
    scan->add_option("FOLDER", arguments->path, "Where to look")->required();
    scan->callback([arguments, &context] { scanFolder(arguments->path, context); });
}

} // namespace tracedeck::ctl
