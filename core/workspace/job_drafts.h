#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <map>

namespace tracedeck::workspace {

/// Drafts of jobs that were begun and neither sent nor given up, one for each job and one for a new one (0), in one small file that is
/// written anew at every change: a program that dies keeps the last. Holds no secrets; it does not look into the drafts. One thread.
class JobDrafts {
public:
    explicit JobDrafts(QString path) : m_path(std::move(path)) {}

    /// What the file holds; one that is not there holds nothing. BadJson where it cannot be read: then it is left as it is beside the new one.
    [[nodiscard]] Result<std::map<std::int64_t, QJsonObject>> read() const;
    [[nodiscard]] Result<void> keep(std::int64_t id, const QJsonObject& draft);
    [[nodiscard]] Result<void> drop(std::int64_t id);

private:
    [[nodiscard]] Result<void> write(const std::map<std::int64_t, QJsonObject>& drafts) const;
    [[nodiscard]] Result<std::map<std::int64_t, QJsonObject>> readOrSetAside() const;

    QString m_path;
};

} // namespace tracedeck::workspace
