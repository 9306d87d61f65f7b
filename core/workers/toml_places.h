#pragma once

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace tracedeck::workers {

/// A stretch of bytes, `end` not in it.
struct Span {
    qsizetype begin = 0, end = 0;
};

/// `key = value` of a document.
struct TomlEntry {
    QStringList path;       ///< from the root, the table's part included
    std::vector<Span> keys; ///< of the parts of its own key, as written
    Span value;
    Span line;            ///< from the start of the key's line to the start of the line after the value; of an inline entry of no use
    int table = 0;        ///< of `tables`
    int inlineTable = -1; ///< of `inlineTables`: the innermost it stands in; -1 = none
};

/// `[a.b]` or `[[a.b]]` and what follows it; the first one is the root, which has no header.
struct TomlTable {
    QStringList path;
    std::vector<Span> keys;
    bool isArray = false;
    Span line;             ///< of the header, up to the start of the next line
    qsizetype bodyEnd = 0; ///< start of the line after its last entry, or after its header
};

/// `{ … }` as a value.
struct TomlInlineTable {
    QStringList path;
    qsizetype open = 0, close = 0; ///< places of the braces
    qsizetype lastEnd = 0;         ///< end of its last value; 0 = it is empty
};

/// Where everything stands in a document that is known to be valid.
struct TomlPlaces {
    std::vector<TomlEntry> entries; ///< as written
    std::vector<TomlTable> tables;
    std::vector<TomlInlineTable> inlineTables;
};
/// Of a document that the library has accepted; of others it finds something, and ends.
[[nodiscard]] TomlPlaces placesOf(const QByteArray& bytes);

} // namespace tracedeck::workers
