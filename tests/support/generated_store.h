#pragma once

#include "delivery/traffic_objects.h"
#include "store/log_store.h"
#include "sync/import.h"

#include <QTemporaryDir>
#include <QtGlobal>

#include <memory>

namespace tracedeck::tests {

/// Generated traffic, delivered as objects and imported into a store of its own, with the truth that it was made from.
class GeneratedStore {
public:
    static constexpr std::int64_t kDayMs = 86'400'000;

    explicit GeneratedStore(std::uint64_t events, std::uint64_t seed = 7)
    {
        delivery::GenerateOptions options;
        options.traffic.events = events;
        options.traffic.seed = seed;
        options.traffic.span = {1'763'596'800'000, 1'763'596'800'000 + kDayMs};
        options.folder = m_folder.filePath(QStringLiteral("objects"));
        options.objects = 24;
        auto report = delivery::generateObjects(options);
        if (!report)
            qFatal("no objects: %s", qPrintable(report.error().detail));
        m_truth = *report;
        auto opened = store::LogStore::open(m_folder.filePath(QStringLiteral("store")), store::LogStore::Mode::Write);
        if (!opened)
            qFatal("no store: %s", qPrintable(opened.error().detail));
        m_store = *opened;
        const auto imported = sync::importPaths(*m_store, {options.folder}, {});
        if (!imported)
            qFatal("no import: %s", qPrintable(imported.error().detail));
    }

    [[nodiscard]] store::Snapshot snapshot() const { return m_store->snapshot(); }
    [[nodiscard]] const std::shared_ptr<store::LogStore>& store() const { return m_store; }
    [[nodiscard]] const delivery::TrafficReport& truth() const { return m_truth; }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<store::LogStore> m_store;
    delivery::TrafficReport m_truth;
};

} // namespace tracedeck::tests
