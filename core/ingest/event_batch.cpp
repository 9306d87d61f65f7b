#include "ingest/event_batch.h"

#include "events/vocabulary.h"

namespace tracedeck::ingest {

namespace {

constexpr std::size_t at(CodeColumn column)
{
    return static_cast<std::size_t>(column);
}

template<typename... Vectors>
void clearAll(Vectors&... vectors)
{
    (vectors.clear(), ...);
}

} // namespace

std::string_view outcomeSlice(std::string_view outcome, bool hasException)
{
    return hasException && outcome == "ok" ? events::kOkWithException : outcome;
}

void RecordView::clear()
{
    timeMs = cpuMs = wallMs = status = kAbsent;
    codes.fill({});
    trigger = rayId = {};
    logs.clear();
    exceptions.clear();
    flags = 0;
}

void EventBatch::addEntry(std::string_view entry)
{
    text.append(entry);
    entryLength.push_back(static_cast<std::uint32_t>(entry.size()));
}

void EventBatch::append(const RecordView& record, std::uint32_t objectCode)
{
    timeMs.push_back(record.timeMs);
    cpuMs.push_back(record.cpuMs);
    wallMs.push_back(record.wallMs);
    status.push_back(record.status);
    const bool hasException = !record.exceptions.empty();
    for (std::size_t i = 0; i < kCodeColumns; ++i) {
        const auto value =
            i == at(CodeColumn::OutcomeSlice) ? outcomeSlice(record.codes[at(CodeColumn::Outcome)], hasException) : record.codes[i];
        codes[i].push_back(tables[i].code(value));
    }
    flags.push_back(static_cast<std::uint8_t>(record.flags | (hasException ? kHasException : 0)));
    hash.push_back(record.hash);
    object.push_back(objectCode);
    lineOffset.push_back(static_cast<std::int64_t>(record.lineOffset));
    lineLength.push_back(static_cast<std::int64_t>(record.lineLength));
    lineNumber.push_back(static_cast<std::int64_t>(record.lineNumber));

    textStart.push_back(static_cast<std::int64_t>(text.size()));
    addEntry(record.trigger);
    addEntry(record.rayId);
    unsigned mask = 0;
    for (const auto& log : record.logs) {
        const auto level = levels.code(log.level);
        if (level == m_levelBits.size())
            m_levelBits.push_back(static_cast<std::uint8_t>(1U << static_cast<unsigned>(events::levelOf(log.level))));
        logLevel.push_back(level);
        logTimeMs.push_back(log.timeMs);
        mask |= m_levelBits[level];
        addEntry(log.text);
    }
    for (const auto& exception : record.exceptions) {
        exceptionName.push_back(exceptionNames.code(exception.name));
        exceptionTimeMs.push_back(exception.timeMs);
        exceptionKey.push_back(exception.key);
        text.append(exception.name);
        const auto joint = exception.name.empty() ? std::string_view {} : std::string_view {": "};
        text.append(joint);
        text.append(exception.message);
        entryLength.push_back(static_cast<std::uint32_t>(exception.name.size() + joint.size() + exception.message.size()));
        addEntry(exception.stack);
    }
    levelMask.push_back(static_cast<std::uint8_t>(mask));
    logEnd.push_back(static_cast<std::uint32_t>(logLevel.size()));
    exceptionEnd.push_back(static_cast<std::uint32_t>(exceptionName.size()));
}

void EventBatch::reserve(std::size_t expected)
{
    const auto forRows = [expected](auto&... vectors) { (vectors.reserve(expected), ...); };
    forRows(timeMs, cpuMs, wallMs, status, flags, levelMask, hash, object, lineOffset, lineLength, lineNumber);
    forRows(logEnd, exceptionEnd, textStart);
    for (auto& column : codes)
        column.reserve(expected);
    const auto forEntries = [expected](auto&... vectors) { (vectors.reserve(expected * 4), ...); };
    forEntries(logLevel, logTimeMs, entryLength);
}

void EventBatch::clear()
{
    clearAll(timeMs, cpuMs, wallMs, status, flags, levelMask, hash, object, lineOffset, lineLength, lineNumber);
    clearAll(logEnd, exceptionEnd, levels, exceptionNames, logLevel, exceptionName, logTimeMs, exceptionTimeMs, exceptionKey);
    clearAll(text, textStart, entryLength, m_levelBits);
    for (auto& column : codes)
        column.clear();
    for (auto& table : tables)
        table.clear();
}

} // namespace tracedeck::ingest
