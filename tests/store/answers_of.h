#pragma once

#include "store/place.h"
#include "store/raw_reader.h"
#include "store/selection.h"

#include <QDir>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace tracedeck::test {

/// What a store answers to a few questions that read all of it: columns, texts and, where asked for, the delivered lines.
struct Answers {
    std::vector<std::string> rows;
    std::map<std::string, std::uint64_t> outcomes;
    std::multiset<std::string> lines;
    bool operator==(const Answers&) const = default;
};

inline Result<Answers> answersOf(const store::LogStore& store, bool withLines)
{
    const auto snapshot = store.snapshot();
    const auto selection = store::select(snapshot, {});
    if (!selection)
        return fail(selection.error());
    const auto rows = store::page(*selection, 0, snapshot.events());
    if (!rows)
        return fail(rows.error());
    Answers answers;
    store::RawReader reader(snapshot);
    for (const auto& row : *rows) {
        answers.rows.push_back(std::to_string(row.timestampMs.value_or(-1)) + ' ' + row.outcome + ' ' + row.scriptName + ' ' + row.message
                               + ' ' + std::to_string(row.logLines) + ' ' + std::to_string(row.levelMask));
        ++answers.outcomes[row.outcome];
        if (!withLines)
            continue;
        const auto line = reader.line(row.ref);
        if (!line)
            return fail(line.error());
        answers.lines.insert(*line);
    }
    return answers;
}

inline QString onlyFile(const QString& folder)
{
    const QDir files(folder);
    const auto names = files.entryList(QDir::Files);
    return names.size() == 1 ? files.filePath(names.constFirst()) : QString();
}

/// Changes one byte of a file where it lies; a second time with the same `mask` changes it back.
inline bool flip(const QString& file, qint64 at, char mask)
{
    QFile bytes(file);
    char one = 0;
    return bytes.open(QIODevice::ReadWrite) && bytes.seek(at) && bytes.read(&one, 1) == 1 && bytes.seek(at)
        && bytes.putChar(static_cast<char>(one ^ mask));
}

} // namespace tracedeck::test
