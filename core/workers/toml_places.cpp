#include "workers/toml_places.h"

#include <algorithm>
#include <utility>

namespace tracedeck::workers {

namespace {

/// Walks over a valid document once. At the end of the bytes every reading ends.
class PlaceReader {
public:
    explicit PlaceReader(const QByteArray& bytes) : m_bytes(bytes) {}

    TomlPlaces read()
    {
        if (m_bytes.startsWith("\xef\xbb\xbf"))
            m_at = 3;
        m_places.tables.push_back({{}, {}, false, {m_at, m_at}, m_at});
        while (skipToStatement(), m_at < m_bytes.size()) {
            if (peek() == '[')
                readHeader();
            else
                readEntry();
        }
        return std::move(m_places);
    }

private:
    [[nodiscard]] char peek(qsizetype ahead = 0) const { return m_at + ahead < m_bytes.size() ? m_bytes.at(m_at + ahead) : '\0'; }
    [[nodiscard]] bool isAt(const char* text) const { return QByteArrayView(m_bytes).sliced(m_at).startsWith(text); }

    void skipBlanks()
    {
        while (peek() == ' ' || peek() == '\t')
            ++m_at;
    }

    void skipComment()
    {
        if (peek() == '#')
            m_at = m_bytes.indexOf('\n', m_at) < 0 ? m_bytes.size() : m_bytes.indexOf('\n', m_at);
    }

    /// Over everything that says nothing.
    void skipToStatement()
    {
        const auto isSpace = [this] { return peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n'; };
        for (qsizetype before = -1; before != m_at && m_at < m_bytes.size();) {
            before = m_at;
            while (m_at < m_bytes.size() && isSpace())
                ++m_at;
            skipComment();
        }
    }

    [[nodiscard]] qsizetype lineStart(qsizetype at) const
    {
        const qsizetype newline = at == 0 ? -1 : m_bytes.lastIndexOf('\n', at - 1);
        return newline < 0 && m_bytes.startsWith("\xef\xbb\xbf") ? 3 : newline + 1;
    }

    qsizetype toNextLine()
    {
        const qsizetype newline = m_bytes.indexOf('\n', m_at);
        return m_at = newline < 0 ? m_bytes.size() : newline + 1;
    }

    /// A dotted key; the texts of its parts.
    std::pair<QStringList, std::vector<Span>> readKey()
    {
        QStringList names;
        std::vector<Span> spans;
        do {
            skipBlanks();
            const qsizetype begin = m_at;
            if (peek() == '"' || peek() == '\'')
                skipText();
            else
                while (m_at < m_bytes.size() && (isalnum(static_cast<unsigned char>(peek())) != 0 || peek() == '-' || peek() == '_'))
                    ++m_at;
            spans.push_back({begin, m_at});
            names << nameOf(QByteArrayView(m_bytes).sliced(begin, m_at - begin));
            skipBlanks();
        } while (peek() == '.' && m_at++ < m_bytes.size());
        return {names, spans};
    }

    static QString nameOf(QByteArrayView key)
    {
        if (key.size() < 2 || (key.front() != '"' && key.front() != '\''))
            return QString::fromUtf8(key);
        const QString text = QString::fromUtf8(key.sliced(1, key.size() - 2));
        return key.front() == '\'' ? text : unescaped(text);
    }

    static QString unescaped(const QString& text)
    {
        QString plain;
        for (qsizetype at = 0; at < text.size(); ++at) {
            if (text.at(at) != u'\\' || at + 1 >= text.size()) {
                plain += text.at(at);
                continue;
            }
            const QChar c = text.at(++at);
            const qsizetype digits = c == u'u' ? 4 : c == u'U' ? 8 : 0;
            const qsizetype found = QStringView(u"btnfr\"\\").indexOf(c);
            if (digits > 0)
                plain += QString::fromUcs4(std::u32string(1, text.mid(at + 1, digits).toUInt(nullptr, 16)).c_str(), 1);
            else if (found >= 0)
                plain += QStringView(u"\b\t\n\f\r\"\\").at(found);
            at += digits;
        }
        return plain;
    }

    void readHeader()
    {
        const qsizetype begin = lineStart(m_at);
        const bool isArray = peek(1) == '[';
        m_at += isArray ? 2 : 1;
        auto [path, keys] = readKey();
        toNextLine();
        m_places.tables.push_back({std::move(path), std::move(keys), isArray, {begin, m_at}, m_at});
    }

    void readEntry()
    {
        const qsizetype begin = m_at, line = lineStart(m_at);
        const auto entry = readPair(m_places.tables.back().path, -1);
        if (m_at == begin)
            ++m_at; // not valid: on with it
        toNextLine();
        m_places.entries[entry].line = {line, m_at};
        m_places.tables.back().bodyEnd = m_at;
    }

    /// Index of what was read.
    std::size_t readPair(const QStringList& table, int inlineTable)
    {
        auto [path, keys] = readKey();
        const std::size_t index = m_places.entries.size();
        m_places.entries.push_back({table + path, std::move(keys), {}, {}, static_cast<int>(m_places.tables.size()) - 1, inlineTable});
        if (peek() == '=')
            ++m_at;
        skipBlanks();
        const qsizetype begin = m_at;
        readValue(m_places.entries[index].path);
        m_places.entries[index].value = {begin, m_at};
        return index;
    }

    /// `path` of the value; of an array's items null: they have no place in a section.
    void readValue(const std::optional<QStringList>& path)
    {
        if (peek() == '"' || peek() == '\'')
            skipText();
        else if (peek() == '[')
            skipArray();
        else if (peek() == '{')
            readInlineTable(path);
        else
            skipPlain();
    }

    /// Numbers, dates (which may have a space inside), words.
    void skipPlain()
    {
        const qsizetype begin = m_at;
        while (m_at < m_bytes.size() && !QByteArrayView(",]}#\r\n").contains(peek()))
            ++m_at;
        while (m_at > begin && (m_bytes.at(m_at - 1) == ' ' || m_bytes.at(m_at - 1) == '\t'))
            --m_at;
    }

    void skipArray()
    {
        ++m_at;
        while (skipToStatement(), m_at < m_bytes.size() && peek() != ']') {
            const qsizetype before = m_at;
            readValue(std::nullopt);
            skipToStatement();
            if (peek() == ',' || m_at == before)
                ++m_at;
        }
        m_at = std::min(m_at + 1, m_bytes.size());
    }

    void readInlineTable(const std::optional<QStringList>& path)
    {
        const std::size_t kept = m_places.entries.size(), keptTables = m_places.inlineTables.size();
        const std::size_t index = m_places.inlineTables.size();
        m_places.inlineTables.push_back({path.value_or(QStringList()), m_at, 0, 0});
        ++m_at;
        while (skipBlanks(), m_at < m_bytes.size() && peek() != '}' && peek() != '\n') {
            const qsizetype before = m_at;
            readPair(path.value_or(QStringList()), static_cast<int>(index));
            m_places.inlineTables[index].lastEnd = m_at;
            skipBlanks();
            if (peek() == ',' || m_at == before)
                ++m_at;
        }
        m_places.inlineTables[index].close = m_at;
        m_at = std::min(m_at + 1, m_bytes.size());
        if (!path) {
            m_places.entries.resize(kept);
            m_places.inlineTables.resize(keptTables);
        }
    }

    void skipText()
    {
        const char quote = peek();
        const QByteArray three(3, quote);
        const bool isLong = isAt(three.constData());
        m_at += isLong ? 3 : 1;
        while (m_at < m_bytes.size()) {
            if (quote == '"' && peek() == '\\')
                m_at += 2;
            else if (isLong ? isAt(three.constData()) : peek() == quote)
                break;
            else
                ++m_at;
        }
        m_at = std::min(m_at + (isLong ? 3 : 1), m_bytes.size());
        for (int more = 0; isLong && more < 2 && peek() == quote; ++more)
            ++m_at; // up to two quotes belong to the text
    }

    const QByteArray& m_bytes;
    qsizetype m_at = 0;
    TomlPlaces m_places;
};

} // namespace

TomlPlaces placesOf(const QByteArray& bytes)
{
    return PlaceReader(bytes).read();
}

} // namespace tracedeck::workers
