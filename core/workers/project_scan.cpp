#include "workers/project_scan.h"

#include "workers/wrangler_disk.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace tracedeck::workers {

namespace {

constexpr int kDeepestFolder = 12;
constexpr std::uint64_t kMostFolders = 50'000;
constexpr std::size_t kMostProjects = 2'000;
constexpr qsizetype kMostBytes = 100'000'000; ///< of all files together

/// As wrangler looks for them; the first that is there is read.
constexpr std::array kNames {"wrangler.json", "wrangler.jsonc", "wrangler.toml"};

/// Also "wrangler.staging.toml", which is read by whoever names it to wrangler.
bool isWranglerName(const QString& name)
{
    static const QRegularExpression pattern(QStringLiteral("^wrangler([._-][\\w.-]+)?\\.(toml|jsonc?)$"));
    return pattern.match(name).hasMatch();
}

bool isLookedInto(const QFileInfo& folder)
{
    return !folder.isSymLink() && !folder.fileName().startsWith(u'.') && folder.fileName() != u"node_modules";
}

class Scan {
public:
    explicit Scan(const std::stop_token& stop) : m_stop(stop) {}

    void look(const QString& path, int depth)
    {
        if (m_stop.stop_requested())
            return;
        if (depth > kDeepestFolder || found.folders >= kMostFolders || isFull()) {
            found.isCut = true;
            return;
        }
        ++found.folders;
        const QDir folder(path);
        if (!folder.isReadable()) {
            found.unreadable << path;
            return;
        }
        addProjects(folder);
        const auto inside = folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QFileInfo& each : inside) {
            if (isLookedInto(each))
                look(each.absoluteFilePath(), depth + 1);
        }
    }

    ProjectScan found;

private:
    [[nodiscard]] bool isFull() const { return found.projects.size() >= kMostProjects || m_bytes >= kMostBytes; }

    void addProjects(const QDir& folder)
    {
        QString chosen;
        for (const char* name : kNames) {
            if (chosen.isEmpty() && folder.exists(QString::fromLatin1(name)))
                chosen = QString::fromLatin1(name);
        }
        const auto files = folder.entryList(QDir::Files, QDir::Name);
        for (const QString& name : files) {
            if (!isWranglerName(name))
                continue;
            if (m_stop.stop_requested())
                return;
            if (isFull()) {
                found.isCut = true;
                return;
            }
            const bool isStandard = std::ranges::any_of(kNames, [&name](const char* each) { return name == QLatin1String(each); });
            found.projects.push_back(read(folder.absoluteFilePath(name), isStandard && name != chosen ? chosen : QString()));
        }
    }

    Project read(const QString& path, const QString& shadowedBy)
    {
        const auto text = readWranglerText(path);
        m_bytes += text ? text->bytes.size() : 0;
        return {path, text ? readWrangler(text->bytes, text->format) : Result<WranglerConfig>(fail(text.error())), shadowedBy};
    }

    const std::stop_token& m_stop;
    qsizetype m_bytes = 0;
};

} // namespace

Result<ProjectScan> scanProjects(const QString& folder, const std::stop_token& stop)
{
    if (!QFileInfo(folder).isDir())
        return fail(ErrorCode::NotFound, QStringLiteral("no such folder"), folder);
    Scan scan(stop);
    scan.look(QFileInfo(folder).absoluteFilePath(), 0);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    std::ranges::stable_sort(scan.found.projects, {}, &Project::path);
    return std::move(scan.found);
}

} // namespace tracedeck::workers
