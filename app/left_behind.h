#pragma once

#include "settings/settings.h"

#include <QStringList>

namespace tracedeck {

/// What was to leave this computer and could not yet: names of keychain entries and folders, kept in the settings until it is gone, so
/// that the next start tries again. GUI thread; who changes it saves the settings.
class LeftBehind {
public:
    explicit LeftBehind(settings::Settings& settings, QString base) : m_settings(settings), m_base(std::move(base)) {}

    [[nodiscard]] QStringList keys() const;
    /// Absolute, each below the profiles of the data folder: whatever else stands in the settings is not touched.
    [[nodiscard]] QStringList folders() const;

    void addKeys(const QStringList& keys);
    void removeKeys(const QStringList& keys);
    void addFolder(const QString& folder);
    void removeFolder(const QString& folder);

private:
    settings::Settings& m_settings;
    QString m_base;
};

} // namespace tracedeck
