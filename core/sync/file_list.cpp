#include "sync/file_list.h"

#include "objects/object_name.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace tracedeck::sync {

namespace {

constexpr std::array<QLatin1StringView, 8> kLogEndings = {
    QLatin1StringView(".gz"),    QLatin1StringView(".log"), QLatin1StringView(".json"), QLatin1StringView(".ndjson"),
    QLatin1StringView(".jsonl"), QLatin1StringView(".csv"), QLatin1StringView(".txt"),  QLatin1StringView(".tsv"),
};

FoundFile describe(const QFileInfo& info)
{
    FoundFile file;
    file.path = info.absoluteFilePath();
    file.size = static_cast<std::uint64_t>(info.size());
    file.order = info.lastModified().toMSecsSinceEpoch();
    const auto key = file.path.toStdString();
    if (const auto name = objects::parseObjectName(key))
        file.order = name->window.to;
    const auto role = objects::roleOf(key);
    file.isTest = role == objects::ObjectRole::Test || role == objects::ObjectRole::Ownership;
    return file;
}

} // namespace

bool looksLikeLogs(QStringView name)
{
    const auto file = name.mid(name.lastIndexOf(u'/') + 1);
    return !file.contains(u'.')
        || std::any_of(kLogEndings.begin(), kLogEndings.end(), [&](auto ending) { return file.endsWith(ending, Qt::CaseInsensitive); });
}

std::vector<FoundFile> findFiles(const QStringList& paths, QStringList& missing)
{
    std::vector<FoundFile> found;
    for (const auto& path : paths) {
        const QFileInfo info(path);
        if (!info.exists()) {
            missing.append(path);
        } else if (!info.isDir()) {
            found.push_back(describe(info));
        } else {
            QDirIterator files(info.absoluteFilePath(), QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QFileInfo file(files.next());
                if (looksLikeLogs(file.fileName()))
                    found.push_back(describe(file));
            }
        }
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.order != b.order ? a.order > b.order : a.path > b.path; });
    found.erase(std::unique(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.path == b.path; }), found.end());
    return found;
}

} // namespace tracedeck::sync
