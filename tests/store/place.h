#pragma once

#include "store/log_store.h"
#include "sync/import.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace tracedeck::test {

/// A folder of objects beside the store that they go into.
struct Place {
    QTemporaryDir folder;

    [[nodiscard]] QString objects() const { return folder.filePath(QStringLiteral("objects")); }
    [[nodiscard]] QString storeFolder() const { return folder.filePath(QStringLiteral("store")); }
    QString put(const QString& name, const std::string& bytes) const
    {
        QDir().mkpath(objects());
        QString path = objects() + u'/' + name;
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        return path;
    }
    [[nodiscard]] Result<std::shared_ptr<store::LogStore>> open() const
    {
        return store::LogStore::open(storeFolder(), store::LogStore::Mode::Write);
    }
    [[nodiscard]] Result<sync::ImportReport> import(const QStringList& paths, const sync::ImportOptions& options = {}) const
    {
        auto store = open();
        return store ? sync::importPaths(**store, paths, options) : Result<sync::ImportReport> {fail(store.error())};
    }
    [[nodiscard]] std::uint64_t events() const
    {
        auto store = store::LogStore::open(storeFolder(), store::LogStore::Mode::Read);
        return store ? (*store)->snapshot().events() : 0;
    }
};

inline std::string line(int i, const std::string& outcome = "ok")
{
    return R"({"EventTimestampMs":)" + std::to_string(1'700'000'000'000 + i) + R"(,"Outcome":")" + outcome
        + R"(","ScriptName":"w","Logs":[{"Level":"log","Message":["n )" + std::to_string(i) + "\"]}]}\n";
}

inline std::string lines(int from, int to)
{
    std::string text;
    for (int i = from; i < to; ++i)
        text += line(i);
    return text;
}

} // namespace tracedeck::test
