#include "workers/wrangler_tree.h"

namespace tracedeck::workers {

namespace {

/// Counts without a tree and in one pass. Knows texts and comments, and takes all else as it comes: whether it is TOML says the library.
class CostReader {
public:
    explicit CostReader(const QByteArray& bytes) : m_bytes(bytes) {}

    Result<void> read()
    {
        for (; m_at < m_bytes.size(); ++m_at) {
            take(m_bytes.at(m_at));
            if (m_depth + m_dots > kDeepest)
                return fail(brokenAt(m_bytes, m_at, QStringLiteral("nested more than %1 deep").arg(kDeepest)));
            if (m_values > kMostValues)
                return fail(brokenAt(m_bytes, m_at, QStringLiteral("over %1 values").arg(kMostValues)));
        }
        return {};
    }

private:
    /// Leaves the place on the last byte of what was taken.
    void take(char c)
    {
        switch (c) {
        case '#': m_at = before('\n'); return;
        case '"':
        case '\'': return skipText(c);
        case '\n': m_dots = 0; return;
        case '.': ++m_dots, ++m_values; return;
        case '=': ++m_values; return;
        case ',': m_dots = 0, ++m_values; return;
        case '[':
        case '{': return open();
        case ']':
        case '}': return close();
        default: return;
        }
    }

    void open()
    {
        ++m_values;
        m_levels.push_back(m_dots + 1);
        m_depth += m_levels.back();
        m_dots = 0;
    }

    void close()
    {
        m_dots = 0;
        if (m_levels.empty())
            return;
        m_depth -= m_levels.back();
        m_levels.pop_back();
    }

    /// The place before the next `c`; the last one where there is none.
    [[nodiscard]] qsizetype before(char c) const
    {
        const qsizetype found = m_bytes.indexOf(c, m_at);
        return (found < 0 ? m_bytes.size() : found) - 1;
    }

    void skipText(char quote)
    {
        const QByteArray three(3, quote);
        const bool isLong = QByteArrayView(m_bytes).sliced(m_at).startsWith(three);
        m_at += isLong ? 3 : 1;
        for (; m_at < m_bytes.size(); ++m_at) {
            const char c = m_bytes.at(m_at);
            if (quote == '"' && c == '\\')
                ++m_at;
            else if (!isLong && (c == quote || c == '\n'))
                break;
            else if (isLong && c == quote && QByteArrayView(m_bytes).sliced(m_at).startsWith(three))
                return closeLong(quote);
        }
    }

    /// Up to two quotes before those three belong to the text.
    void closeLong(char quote)
    {
        m_at += 2;
        for (int more = 0; more < 2 && m_at + 1 < m_bytes.size() && m_bytes.at(m_at + 1) == quote; ++more)
            ++m_at;
    }

    const QByteArray& m_bytes;
    qsizetype m_at = 0;
    int m_depth = 0, m_dots = 0, m_values = 0;
    std::vector<int> m_levels; ///< what each open bracket adds
};

} // namespace

Result<void> checkTomlCost(const QByteArray& bytes)
{
    return CostReader(bytes).read();
}

} // namespace tracedeck::workers
