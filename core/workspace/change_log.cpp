#include "workspace/change_log.h"

namespace tracedeck::workspace {

using namespace Qt::Literals::StringLiterals;

ChangeLog::ChangeLog(QString path) : m_file(std::move(path))
{
    m_unread = m_file.read([this](const QJsonObject& line) {
        const auto entry = entryOf(line);
        if (entry)
            keep(*entry);
        return entry.has_value();
    });
}

std::optional<ChangeLog::Entry> ChangeLog::entryOf(const QJsonObject& line)
{
    Entry entry {line[u"at"].toInteger(),
                 line[u"ours"].toBool(),
                 {line[u"namespace"].toString(), line[u"worker"].toString()},
                 line[u"logpush"].toBool()};
    if (entry.atMs <= 0 || entry.name.second.isEmpty() || !line[u"logpush"].isBool())
        return std::nullopt;
    return entry;
}

QJsonObject ChangeLog::lineOf(const Entry& entry)
{
    QJsonObject line {{u"at"_s, qint64 {entry.atMs}}, {u"worker"_s, entry.name.second}, {u"logpush"_s, entry.isOn}};
    if (!entry.name.first.isEmpty())
        line[u"namespace"_s] = entry.name.first;
    if (entry.isOurs)
        line[u"ours"_s] = true;
    return line;
}

void ChangeLog::keep(const Entry& entry)
{
    const auto last = m_last.find(entry.name);
    const bool isSwitch = last == m_last.end() ? entry.isOurs : last->second != entry.isOn;
    m_last[entry.name] = entry.isOn;
    if (!isSwitch)
        return;
    Change change;
    change.kind = ChangeKind::FlagSwitched;
    change.when = {entry.atMs, entry.atMs};
    change.subject = entry.name.second;
    change.dispatchNamespace = entry.name.first;
    change.isOn = entry.isOn;
    change.isOurs = entry.isOurs;
    m_switches.push_back(std::move(change));
    if (m_switches.size() > kMostSwitches)
        m_switches.erase(m_switches.begin());
}

Result<void> ChangeLog::see(const std::vector<WorkerFlag>& flags, std::int64_t nowMs)
{
    return append(flags, nowMs, false);
}

Result<void> ChangeLog::note(const std::vector<WorkerFlag>& flags, std::int64_t nowMs)
{
    return append(flags, nowMs, true);
}

Result<void> ChangeLog::append(const std::vector<WorkerFlag>& flags, std::int64_t nowMs, bool isOurs)
{
    std::vector<Entry> entries;
    std::vector<QJsonObject> lines;
    for (const WorkerFlag& flag : flags) {
        const Name name {flag.dispatchNamespace, flag.worker};
        const auto last = m_last.find(name);
        if (!flag.logpush || flag.worker.isEmpty() || (last != m_last.end() && last->second == *flag.logpush))
            continue;
        entries.push_back({nowMs, isOurs, name, *flag.logpush});
        lines.push_back(lineOf(entries.back()));
    }
    if (auto written = m_file.append(lines); !written)
        return written;
    for (const Entry& entry : entries)
        keep(entry);
    return {};
}

} // namespace tracedeck::workspace
