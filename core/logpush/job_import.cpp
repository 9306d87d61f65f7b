#include "logpush/job_copy.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace tracedeck::logpush {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> bad(const QString& why, qsizetype at)
{
    return fail(ErrorCode::BadValue, u"%1, at character %2"_s.arg(why).arg(at + 1));
}

/// The words of a command as bash takes them apart: quotes of both kinds, $'…', a line that goes on behind a backslash. Nothing is expanded.
class Words {
public:
    explicit Words(const QString& text) : m_text(text) {}

    Result<QStringList> read()
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            const Result<void> taken = c == u'\'' ? single() : c == u'"' ? twofold() : plain(c);
            if (!taken)
                return fail(taken.error());
        }
        endWord();
        return m_words;
    }

private:
    Result<void> plain(QChar c)
    {
        if (c == u'$' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\'')
            return escaped();
        ++m_at;
        if (c.isSpace()) {
            endWord();
        } else if (c == u'\\') {
            if (m_at < m_text.size() && m_text[m_at] == u'\r')
                ++m_at;
            if (m_at < m_text.size() && m_text[m_at] != u'\n')
                add(m_text[m_at]);
            ++m_at;
        } else {
            add(c);
        }
        return {};
    }

    Result<void> single()
    {
        const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
        if (end < 0)
            return bad(u"a quote that does not end"_s, m_at);
        m_word = m_word.value_or(QString()) + m_text.mid(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        return {};
    }

    Result<void> twofold()
    {
        const qsizetype start = m_at++;
        add({});
        for (; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size() && u"\"\\$`\n"_s.contains(m_text[m_at + 1])) {
                if (m_text[++m_at] == u'\n')
                    continue;
            }
            add(m_text[m_at]);
        }
        if (m_at >= m_text.size())
            return bad(u"a quote that does not end"_s, start);
        ++m_at;
        return {};
    }

    Result<void> escaped()
    {
        const qsizetype start = m_at;
        m_at += 2;
        add({});
        for (; m_at < m_text.size() && m_text[m_at] != u'\''; ++m_at)
            add(m_text[m_at] == u'\\' && m_at + 1 < m_text.size() ? meant(m_text[++m_at]) : m_text[m_at]);
        if (m_at >= m_text.size())
            return bad(u"a quote that does not end"_s, start);
        ++m_at;
        return {};
    }

    static QChar meant(QChar c)
    {
        switch (c.unicode()) {
        case 'n': return u'\n';
        case 't': return u'\t';
        case 'r': return u'\r';
        default: return c;
        }
    }

    void add(QChar c)
    {
        if (!m_word)
            m_word.emplace();
        if (!c.isNull())
            m_word->append(c);
    }

    void endWord()
    {
        if (m_word)
            m_words.append(*m_word);
        m_word.reset();
    }

    const QString& m_text;
    qsizetype m_at = 0;
    std::optional<QString> m_word;
    QStringList m_words;
};

Result<QJsonObject> fromJson(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return bad(u"no JSON (%1)"_s.arg(error.errorString()),
                   QString::fromUtf8(bytes.first(std::min<qsizetype>(error.offset, bytes.size()))).size());
    QJsonObject object = document.object();
    if (object.contains(u"success"_s) && object.value(u"result").isObject())
        object = object.value(u"result").toObject();
    if (document.isArray() || object.value(u"result").isArray())
        return fail(ErrorCode::BadValue, u"a list of jobs: paste one of them"_s);
    if (!object.value(u"destination_conf").isString())
        return fail(ErrorCode::BadValue, u"no job: it has no destination_conf"_s);
    return object;
}

constexpr auto kDataOptions =
    std::to_array<QLatin1StringView>({"-d"_L1, "--data"_L1, "--data-raw"_L1, "--data-binary"_L1, "--data-ascii"_L1, "--json"_L1});

/// What the command sends: each option with its value as the next word, behind "=", or grown to "-d".
std::optional<QString> dataOf(const QStringList& words)
{
    for (qsizetype i = 1; i < words.size(); ++i) {
        for (const QLatin1StringView option : kDataOptions) {
            if (words[i] == option)
                return i + 1 < words.size() ? std::optional(words[i + 1]) : std::nullopt;
            if (option.startsWith("--"_L1) && words[i].startsWith(option + u'='))
                return words[i].sliced(option.size() + 1);
            if (option == "-d"_L1 && words[i].startsWith(u"-d{"_s))
                return words[i].sliced(2);
        }
    }
    return std::nullopt;
}

} // namespace

Result<QJsonObject> importJob(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(u'{') || trimmed.startsWith(u'['))
        return fromJson(trimmed);
    const auto words = Words(trimmed).read();
    if (!words)
        return fail(words.error());
    if (words->isEmpty() || words->first().section(u'/', -1) != u"curl")
        return fail(ErrorCode::BadValue, u"neither JSON nor a curl command"_s);
    const auto data = dataOf(*words);
    if (!data)
        return fail(ErrorCode::BadValue, u"the command sends no data"_s);
    return fromJson(data->trimmed());
}

} // namespace tracedeck::logpush
