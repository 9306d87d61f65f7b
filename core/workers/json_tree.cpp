#include "workers/wrangler_tree.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <utility>

namespace tracedeck::workers {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// JSON with comments and trailing commas, strict in all else. Stops at the first fault.
class JsonReader {
public:
    explicit JsonReader(const QByteArray& bytes) : m_bytes(bytes) {}

    Result<Node> read()
    {
        if (m_bytes.startsWith("\xef\xbb\xbf"))
            m_at = 3;
        Node root = value(0);
        skip();
        if (m_fault.isEmpty() && m_at < m_bytes.size())
            fault(QStringLiteral("text after the end of the object"));
        if (m_fault.isEmpty() && root.kind != Node::Kind::Table)
            fault(QStringLiteral("the file is no object"), root.begin);
        if (!m_fault.isEmpty())
            return fail(brokenAt(m_bytes, m_faultAt, m_fault));
        return root;
    }

private:
    void fault(const QString& why, qsizetype at = -1)
    {
        if (m_fault.isEmpty()) {
            m_fault = why;
            m_faultAt = at < 0 ? m_at : at;
        }
        m_at = m_bytes.size(); // whoever goes on finds nothing more
    }

    [[nodiscard]] char peek(qsizetype ahead = 0) const { return m_at + ahead < m_bytes.size() ? m_bytes.at(m_at + ahead) : '\0'; }

    void skip()
    {
        while (m_at < m_bytes.size()) {
            const char c = peek();
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
                ++m_at;
            else if (c == '/' && peek(1) == '/')
                skipLine();
            else if (c == '/' && peek(1) == '*')
                skipBlock();
            else
                return;
        }
    }

    void skipLine()
    {
        const qsizetype end = m_bytes.indexOf('\n', m_at);
        m_at = end < 0 ? m_bytes.size() : end;
    }

    void skipBlock()
    {
        const qsizetype end = m_bytes.indexOf("*/", m_at + 2);
        if (end < 0)
            fault(QStringLiteral("a comment that does not end"));
        else
            m_at = end + 2;
    }

    [[nodiscard]] int lineHere()
    {
        m_line += static_cast<int>(QByteArrayView(m_bytes).sliced(m_counted, m_at - m_counted).count('\n'));
        m_counted = m_at;
        return m_line;
    }

    Node value(int depth)
    {
        skip();
        Node node;
        node.line = lineHere();
        node.begin = m_at;
        const char c = peek();
        if (depth > kDeepest)
            fault(QStringLiteral("nested more than %1 deep").arg(kDeepest));
        else if (++m_values > kMostValues)
            fault(QStringLiteral("over %1 values").arg(kMostValues));
        else if (c == '{')
            readTable(node, depth);
        else if (c == '[')
            readArray(node, depth);
        else if (c == '"')
            node.kind = Node::Kind::Text, node.text = text();
        else if (c == '-' || isDigit(c))
            node.text = number();
        else
            readWord(node);
        node.end = m_at;
        return node;
    }

    void readWord(Node& node)
    {
        for (const char* word : {"true", "false", "null"}) {
            if (!QByteArrayView(m_bytes).sliced(m_at).startsWith(word))
                continue;
            m_at += static_cast<qsizetype>(qstrlen(word));
            node.kind = word[0] == 'n' ? Node::Kind::Other : Node::Kind::Flag;
            node.flag = word[0] == 't';
            node.text = word[0] == 'n' ? QStringLiteral("null") : QString();
            return;
        }
        fault(m_at < m_bytes.size() ? QStringLiteral("a value is expected here") : QStringLiteral("the file ends early"));
    }

    /// After an element: true where another may follow.
    bool goesOn(char close, const char* what)
    {
        skip();
        if (peek() == ',') {
            ++m_at;
            skip();
            if (peek() != close)
                return true;
        }
        if (peek() == close)
            ++m_at;
        else
            fault(m_at < m_bytes.size() ? QStringLiteral("a comma or the end of the %1 is expected here").arg(QLatin1String(what))
                                        : QStringLiteral("the file ends early"));
        return false;
    }

    void readTable(Node& node, int depth)
    {
        node.kind = Node::Kind::Table;
        ++m_at;
        skip();
        if (peek() == '}') {
            ++m_at;
            return;
        }
        do {
            const qsizetype keyBegin = m_at;
            if (peek() != '"')
                return fault(QStringLiteral("a name in double quotes is expected here"));
            QString name = text();
            skip();
            if (peek() != ':')
                return fault(QStringLiteral("a colon is expected here"));
            ++m_at;
            node.members.push_back({std::move(name), keyBegin, value(depth + 1)});
        } while (goesOn('}', "object"));
    }

    void readArray(Node& node, int depth)
    {
        node.kind = Node::Kind::Array;
        ++m_at;
        skip();
        if (peek() == ']') {
            ++m_at;
            return;
        }
        do
            node.items.push_back(value(depth + 1));
        while (goesOn(']', "array"));
    }

    QString number()
    {
        const qsizetype begin = m_at;
        const auto digits = [this] {
            const qsizetype from = m_at;
            while (isDigit(peek()))
                ++m_at;
            return m_at > from;
        };
        if (peek() == '-')
            ++m_at;
        const bool isZero = peek() == '0';
        bool isGood = digits() && !(isZero && m_at > begin + (m_bytes.at(begin) == '-' ? 2 : 1));
        if (peek() == '.')
            ++m_at, isGood = digits() && isGood;
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            isGood = digits() && isGood;
        }
        if (!isGood)
            fault(QStringLiteral("this is no number"), begin);
        return QString::fromLatin1(QByteArrayView(m_bytes).sliced(begin, isGood ? m_at - begin : 0));
    }

    QString text()
    {
        const qsizetype begin = m_at++;
        QString text;
        qsizetype plain = m_at;
        const auto take = [&] { text += utf8(QByteArrayView(m_bytes).sliced(plain, m_at - plain), plain); };
        for (; m_at < m_bytes.size() && peek() != '"'; ++m_at) {
            if (static_cast<unsigned char>(peek()) < 0x20)
                return fault(QStringLiteral("a control character in a text")), QString();
            if (peek() != '\\')
                continue;
            take();
            ++m_at;
            text += escape();
            plain = m_at + 1;
        }
        if (m_at >= m_bytes.size())
            return fault(QStringLiteral("a text that does not end"), begin), QString();
        take();
        ++m_at;
        return text;
    }

    QString utf8(QByteArrayView bytes, qsizetype at)
    {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
        QString decoded = decoder(bytes);
        if (decoder.hasError())
            fault(QStringLiteral("bytes that are not UTF-8"), at);
        return decoded;
    }

    /// Stands on the character after the backslash, and after it on the escape's last.
    QChar escape()
    {
        static constexpr std::array<std::pair<char, char16_t>, 8> kEscapes {
            {{'"', u'"'}, {'\\', u'\\'}, {'/', u'/'}, {'b', u'\b'}, {'f', u'\f'}, {'n', u'\n'}, {'r', u'\r'}, {'t', u'\t'}}};
        const auto found = std::ranges::find(kEscapes, peek(), &std::pair<char, char16_t>::first);
        if (found != kEscapes.end())
            return found->second;
        bool isGood = false;
        const QByteArray digits = m_bytes.mid(m_at + 1, 4);
        const ushort unit = peek() == 'u' && digits.size() == 4 && std::ranges::all_of(digits, [](char c) { return isxdigit(c) != 0; })
            ? digits.toUShort(&isGood, 16)
            : ushort {0};
        if (!isGood)
            return fault(QStringLiteral("this is no escape")), QChar();
        m_at += 4;
        return {unit};
    }

    const QByteArray& m_bytes;
    qsizetype m_at = 0, m_counted = 0, m_faultAt = 0;
    int m_line = 1, m_values = 0;
    QString m_fault;
};

} // namespace

Result<Node> parseJson(const QByteArray& bytes)
{
    return JsonReader(bytes).read();
}

} // namespace tracedeck::workers
