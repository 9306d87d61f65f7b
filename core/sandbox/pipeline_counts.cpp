#include "sandbox/pipeline_counts.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <array>
#include <utility>

namespace tracedeck::sandbox {

namespace {

constexpr quint32 kMagic = 0x54444331; // "TDC1"
constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kKeptMs = qint64 {35} * 86'400'000;
constexpr qint64 kAheadMs = 15 * kMinuteMs; ///< of a clock elsewhere
constexpr quint32 kMostRows = 20'000'000;

constexpr auto kStatuses = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"exception", "scriptThrewException"},
    {"exceededCpu", "exceededResources"},
    {"exceededMemory", "exceededResources"},
    {"canceled", "clientDisconnected"},
});

QDataStream& operator<<(QDataStream& out, const std::string& text)
{
    return out << QByteArray::fromStdString(text);
}

std::string readText(QDataStream& in)
{
    QByteArray text;
    in >> text;
    return text.toStdString();
}

} // namespace

std::string_view invocationStatus(const events::Event& record)
{
    if (record.outcome == "ok")
        return record.exceptions.empty() ? "success" : "scriptThrewException";
    const auto* at = std::find_if(kStatuses.begin(), kStatuses.end(), [&](const auto& row) { return row.first == record.outcome; });
    return at == kStatuses.end() ? "internalError" : at->second;
}

void InvocationCounts::add(const events::Event& record, qint64 nowMs)
{
    const qint64 saysMs = record.timestampMs.value_or(nowMs);
    const qint64 atMs = saysMs > nowMs - kKeptMs && saysMs < nowMs + kAheadMs ? saysMs : nowMs;
    const std::string_view status = invocationStatus(record);
    Sums& sums = m_sums[{atMs - atMs % kMinuteMs, record.scriptName, std::string(status)}];
    ++sums.requests;
    if (status != "success" && status != "clientDisconnected")
        ++sums.errors;
}

void InvocationCounts::add(const InvocationCounts& others)
{
    for (const auto& [key, more] : others.m_sums) {
        Sums& sums = m_sums[key];
        sums.requests += more.requests;
        sums.errors += more.errors;
        sums.subrequests += more.subrequests;
    }
}

std::vector<InvocationCount> InvocationCounts::rows(qint64 fromMs, qint64 toMs) const
{
    std::vector<InvocationCount> rows;
    for (auto at = m_sums.lower_bound({fromMs, {}, {}}); at != m_sums.end() && at->first.minuteMs < toMs; ++at) {
        const auto& [key, sums] = *at;
        rows.push_back({QString::fromStdString(key.script), QString::fromStdString(key.status), key.minuteMs, sums.requests, sums.errors,
                        sums.subrequests});
    }
    return rows;
}

void InvocationCounts::prune(qint64 nowMs)
{
    m_sums.erase(m_sums.begin(), m_sums.lower_bound({nowMs - kKeptMs, {}, {}}));
}

QByteArray InvocationCounts::bytes() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << kMagic << static_cast<quint32>(m_sums.size());
    for (const auto& [key, sums] : m_sums)
        out << key.minuteMs << key.script << key.status << quint64 {sums.requests} << quint64 {sums.errors} << quint64 {sums.subrequests};
    return qCompress(bytes);
}

Result<InvocationCounts> InvocationCounts::fromBytes(const QByteArray& bytes)
{
    QDataStream in(qUncompress(bytes));
    in.setVersion(QDataStream::Qt_6_4);
    quint32 magic = 0, count = 0;
    in >> magic >> count;
    if (magic != kMagic || count > kMostRows)
        return fail(ErrorCode::BadValue, QStringLiteral("no counts"));
    InvocationCounts counts;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        Key key {};
        quint64 requests = 0, errors = 0, subrequests = 0;
        in >> key.minuteMs;
        key.script = readText(in);
        key.status = readText(in);
        in >> requests >> errors >> subrequests;
        counts.m_sums.insert_or_assign(std::move(key), Sums {requests, errors, subrequests});
    }
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return fail(ErrorCode::BadValue, QStringLiteral("counts that end early"));
    return counts;
}

} // namespace tracedeck::sandbox
