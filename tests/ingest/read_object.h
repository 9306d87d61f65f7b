#pragma once

#include "ingest/foreign_dataset.h"
#include "ingest/object_reader.h"
#include "ingest/record_parser.h"

#include <QStringList>

namespace tracedeck::test {

/// What became of an object's bytes, in words.
struct ReadObject {
    QStringList rows;     ///< "time outcome script logs…" of each event
    QStringList rejected; ///< "line: reason"
    std::vector<std::string> delivered;
    std::vector<std::uint64_t> offsets;
    int tests = 0, repaired = 0;
    QString verdict; ///< "complete", or what is wrong
    ErrorCode code {};
};

inline QString wordsOf(const ingest::RecordView& record)
{
    const auto text = [](std::string_view part) { return QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size())); };
    const auto code = [&](ingest::CodeColumn column) { return text(record.codes[static_cast<std::size_t>(column)]); };
    const auto number = [](std::int64_t value) { return value == ingest::kAbsent ? QStringLiteral("-") : QString::number(value); };
    QStringList words {number(record.timeMs), code(ingest::CodeColumn::Outcome), code(ingest::CodeColumn::ScriptName)};
    for (const auto& word : {code(ingest::CodeColumn::Version), code(ingest::CodeColumn::Method), code(ingest::CodeColumn::ScriptTags)}) {
        if (!word.isEmpty())
            words.append(word);
    }
    for (const auto& word : {record.cpuMs, record.wallMs, record.status}) {
        if (word != ingest::kAbsent)
            words.append(number(word));
    }
    for (const auto& log : record.logs)
        words.append(text(log.level) + u':' + text(log.text));
    for (const auto& exception : record.exceptions)
        words.append(text(exception.name) + u'!' + text(exception.message) + text(exception.stack));
    return words.join(u' ');
}

/// Reads as an import does.
inline ReadObject readObject(const std::string& object, const ingest::FormatHint& hint = {}, ingest::ExpansionLimits limits = {})
{
    using namespace ingest;
    ReadObject read;
    read.verdict = QStringLiteral("complete");
    ObjectReader reader(std::as_bytes(std::span {object.data(), object.size()}), hint, limits);
    RecordParser parser;
    parser.beginObject();
    while (true) {
        const auto line = reader.next();
        if (!line) {
            read.verdict = line.error().detail;
            read.code = line.error().code;
        }
        if (!line || !*line)
            break;
        switch (parser.parse(**line)) {
        case LineKind::Event:
            read.rows.append(wordsOf(parser.record()));
            read.offsets.push_back(parser.record().lineOffset);
            read.delivered.emplace_back((*line)->delivered.empty() ? (*line)->text : (*line)->delivered);
            read.repaired += parser.wasRepaired() ? 1 : 0;
            break;
        case LineKind::TestRecord: ++read.tests; break;
        case LineKind::Rejected:
            read.rejected.append(QString::number((*line)->number) + QStringLiteral(": ") + QString::fromStdString(parser.reason()));
        }
    }
    if (read.code == ErrorCode {} && read.rows.isEmpty() && parser.foreignDataset() != nullptr)
        read.verdict = foreignVerdict(parser.foreignDataset());
    return read;
}

/// All that an object unpacks to.
inline std::string unpacked(const std::string& object)
{
    ingest::Inflater inflater(std::as_bytes(std::span {object.data(), object.size()}));
    std::string all, window(1U << 16, '\0');
    while (true) {
        const auto got = inflater.read(std::as_writable_bytes(std::span {window}));
        if (!got || *got == 0)
            return all;
        all.append(window, 0, *got);
    }
}

} // namespace tracedeck::test
