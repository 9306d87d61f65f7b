#pragma once

#include "delivery/traffic_objects.h"
#include "store/log_store.h"

#include <QTemporaryDir>

#include <memory>

namespace tracedeck::ui {

inline constexpr std::uint64_t kEvents = 6'000;
inline constexpr std::int64_t kDay = 1'795'219'200'000; ///< 2026-11-21 00:00 UTC
inline constexpr std::int64_t kHour = 3'600'000;

/// A real store with some hours of generated traffic, in a folder that goes with it.
class SmallStore {
public:
    SmallStore();

    [[nodiscard]] store::LogStore& store() const { return *m_store; }
    [[nodiscard]] delivery::TrafficReport& truth() { return m_truth; }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    /// One more object with these lines; false where it was not taken in.
    [[nodiscard]] bool import(const QString& name, const QByteArray& lines);

private:
    QTemporaryDir m_folder;
    std::shared_ptr<store::LogStore> m_store;
    delivery::TrafficReport m_truth;
};

} // namespace tracedeck::ui
