#pragma once

#include "workspace/changes.h"
#include "workspace/line_file.h"

#include <map>
#include <optional>

namespace tracedeck::workspace {

/// Whether the logs of a Worker are on.
struct WorkerFlag {
    QString worker, dispatchNamespace; ///< namespace "" = an ordinary Worker
    std::optional<bool> logpush;       ///< nullopt: could not be read
    bool operator==(const WorkerFlag&) const = default;
};

/// When the flags of an account's Workers were switched, as far as it was seen or done here, in one file of JSON lines that only grows.
/// Lines that cannot be read are passed over and stay in the file. One thread.
class ChangeLog {
public:
    static constexpr std::size_t kMostSwitches = 2000; ///< in memory; the oldest are left out

    /// A file that is not there is an empty log.
    explicit ChangeLog(QString path);

    /// Flags as they are now: one that is not as it was seen last is a switch; one that is seen for the first time or cannot be read is
    /// none. A Worker that is not in the list stays as it was.
    [[nodiscard]] Result<void> see(const std::vector<WorkerFlag>& flags, std::int64_t nowMs);
    /// What this program switched.
    [[nodiscard]] Result<void> note(const std::vector<WorkerFlag>& flags, std::int64_t nowMs);

    [[nodiscard]] const std::vector<Change>& switches() const { return m_switches; } ///< as they were noted
    [[nodiscard]] std::size_t unreadLines() const { return m_unread; }

private:
    using Name = std::pair<QString, QString>; ///< namespace, Worker
    struct Entry {
        std::int64_t atMs = 0;
        bool isOurs = false;
        Name name;
        bool isOn = false;
    };

    [[nodiscard]] static std::optional<Entry> entryOf(const QJsonObject& line);
    [[nodiscard]] static QJsonObject lineOf(const Entry& entry);
    [[nodiscard]] Result<void> append(const std::vector<WorkerFlag>& flags, std::int64_t nowMs, bool isOurs);
    void keep(const Entry& entry);

    LineFile m_file;
    std::map<Name, bool> m_last;
    std::vector<Change> m_switches;
    std::size_t m_unread = 0;
};

} // namespace tracedeck::workspace
