#include "logs/typed_filter.h"

#include "logs/words.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using logpush::Condition;
using logpush::Operator;
using store::TextMatch;

namespace {

struct Sign {
    QStringView text;
    Operator op;
};
constexpr std::array<Sign, 7> kSigns {{
    // the longer before what it starts with
    {u"!=", Operator::NotEq},
    {u">=", Operator::Geq},
    {u"<=", Operator::Leq},
    {u">", Operator::Gt},
    {u"<", Operator::Lt},
    {u"=", Operator::Eq},
    {u":", Operator::Eq},
}};

/// Words apart at spaces, those inside quotes, parentheses and /…/ kept together.
class Tokens {
public:
    explicit Tokens(QStringView text) : m_text(text) {}

    Result<QStringList> split()
    {
        QStringList out;
        while (true) {
            while (m_at < m_text.size() && m_text[m_at].isSpace())
                ++m_at;
            if (m_at == m_text.size())
                return out;
            const qsizetype start = m_at;
            if (!skipToken())
                return fail(ErrorCode::BadFilter, u"not closed"_s, m_text.mid(start).toString());
            out << m_text.mid(start, m_at - start).toString();
        }
    }

private:
    bool skipToken()
    {
        if (m_text[m_at] == u'/' && m_text.mid(m_at + 1).contains(u'/'))
            return skipTo(u'/') && skipWord();
        return skipWord();
    }
    bool skipWord()
    {
        while (m_at < m_text.size() && !m_text[m_at].isSpace()) {
            const QChar c = m_text[m_at];
            const bool opens = c == u'"' || (c == u'(' && m_at > 0 && (m_text[m_at - 1] == u':' || m_text[m_at - 1] == u'='));
            if (!opens)
                ++m_at;
            else if (!(c == u'(' ? skipList() : skipTo(c)))
                return false;
        }
        return true;
    }
    bool skipList()
    {
        for (++m_at; m_at < m_text.size();) {
            if (m_text[m_at] == u')')
                return ++m_at, true;
            if (m_text[m_at] != u'"')
                ++m_at;
            else if (!skipTo(u'"'))
                return false;
        }
        return false;
    }
    /// Past the next `close` that no backslash stands before.
    bool skipTo(QChar close)
    {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == u'\\')
                ++m_at;
            else if (m_text[m_at] == close)
                return ++m_at, true;
        }
        return m_at = m_text.size(), false;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

QString unquoted(QStringView text)
{
    if (text.size() < 2 || !text.startsWith(u'"') || !text.endsWith(u'"'))
        return text.toString();
    QString out;
    for (qsizetype i = 1; i < text.size() - 1; ++i) {
        if (text[i] == u'\\' && i + 1 < text.size() - 1)
            ++i;
        out += text[i];
    }
    return out;
}

QString quoted(const QString& text, bool always = false)
{
    static const QRegularExpression special(u"[\\s\"(),*\\\\:=<>!/-]"_s);
    if (!always && !text.isEmpty() && !text.contains(special))
        return text;
    QString out = text;
    out.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' % out % u'"';
}

QStringList listItems(QStringView inside)
{
    QStringList items;
    QString item;
    bool quotes = false;
    for (qsizetype i = 0; i < inside.size(); ++i) {
        if (inside[i] == u'\\' && i + 1 < inside.size()) {
            item += inside[i];
            ++i;
        } else if (inside[i] == u'"') {
            quotes = !quotes;
        } else if (inside[i] == u',' && !quotes) {
            items << std::exchange(item, {}).trimmed();
            continue;
        }
        item += inside[i];
    }
    items << item.trimmed();
    return items;
}

void setValue(Condition& condition, QStringView text)
{
    if (condition.op == Operator::Eq && text.startsWith(u'(') && text.endsWith(u')')) {
        condition.op = Operator::In;
        for (const QString& item : listItems(text.mid(1, text.size() - 2)))
            condition.values.push_back(valueFor(condition.key, utf8(unquoted(item))));
        return;
    }
    const bool before = condition.op == Operator::Eq && text.size() > 1 && text.startsWith(u'*');
    const bool after = condition.op == Operator::Eq && text.size() > 1 && text.endsWith(u'*');
    if (before || after) {
        condition.op = before && after ? Operator::Contains : after ? Operator::StartsWith : Operator::EndsWith;
        text = text.mid(before ? 1 : 0, text.size() - (before ? 1 : 0) - (after ? 1 : 0));
        condition.values = {utf8(unquoted(text))};
        return;
    }
    condition.values = {valueFor(condition.key, utf8(unquoted(text)))};
}

/// `Field sign value`; nullopt where the word before the sign is no field.
std::optional<Condition> conditionOf(QStringView token)
{
    for (qsizetype at = 1; at < token.size() && token[0] != u'"'; ++at) {
        const auto* sign = std::ranges::find_if(kSigns, [&](const Sign& s) { return token.mid(at).startsWith(s.text); });
        if (sign == kSigns.end())
            continue;
        const std::string name = utf8(token.left(at).toString());
        const auto column = store::columnNamed(name);
        const auto labelled = std::ranges::find_if(
            filterFields(), [&](const FilterField& f) { return token.left(at).compare(QLatin1String(f.label), Qt::CaseInsensitive) == 0; });
        if (!column && labelled == filterFields().end())
            return std::nullopt;
        Condition condition {std::string(store::nameOf(column ? *column : labelled->column)), sign->op, {}};
        setValue(condition, token.mid(at + sign->text.size()));
        return condition;
    }
    return std::nullopt;
}

Result<TextMatch> textMatchOf(QStringView token)
{
    const qsizetype end = token.lastIndexOf(u'/');
    if (token.startsWith(u'/') && end > 0 && (token.mid(end + 1).isEmpty() || token.mid(end + 1) == u"i")) {
        const QString pattern = token.mid(1, end - 1).toString();
        const QRegularExpression re(pattern);
        if (pattern.isEmpty() || !re.isValid())
            return fail(ErrorCode::BadRegex, re.errorString(), token.toString());
        return TextMatch {utf8(pattern), true, token.mid(end + 1).isEmpty()};
    }
    return TextMatch {utf8(unquoted(token)), false, false};
}

} // namespace

Result<std::vector<Chip>> chipsFromText(const QString& text)
{
    auto tokens = Tokens(text).split();
    if (!tokens)
        return fail(tokens.error());
    std::vector<Chip> chips;
    for (const QString& token : *tokens) {
        const bool minus = token.startsWith(u'-') && token.size() > 1;
        if (auto condition = conditionOf(QStringView(token).mid(minus ? 1 : 0))) {
            if (minus)
                condition->op = negated(condition->op);
            chips.push_back({*std::move(condition)});
            continue;
        }
        auto match = textMatchOf(token);
        if (!match)
            return fail(match.error());
        if (!match->needle.empty())
            chips.push_back({*std::move(match)});
    }
    return chips;
}

namespace {

QString conditionText(const Condition& c)
{
    const bool isNot = excludes(c.op);
    const Operator op = isNot ? negated(c.op) : c.op;
    QStringList values;
    for (const auto& value : c.values)
        values << quoted(plain(textOf(value)));
    const QString first = values.value(0);
    QString rest;
    switch (op) {
    case Operator::In: rest = u":(" % values.join(u',') % u')'; break;
    case Operator::Lt: rest = u'<' % first; break;
    case Operator::Leq: rest = u"<=" % first; break;
    case Operator::Gt: rest = u'>' % first; break;
    case Operator::Geq: rest = u">=" % first; break;
    case Operator::StartsWith: rest = u':' % first % u'*'; break;
    case Operator::EndsWith: rest = u":*" % first; break;
    case Operator::Contains: rest = u":*" % first % u'*'; break;
    default: rest = u':' % first; break;
    }
    return (isNot ? u"-"_s : QString()) % plain(c.key) % rest;
}

} // namespace

QString textFromChips(const std::vector<Chip>& chips)
{
    QStringList parts;
    for (const Chip& chip : chips) {
        if (const auto* condition = std::get_if<Condition>(&chip.what))
            parts << conditionText(*condition);
        else if (const auto* text = std::get_if<TextMatch>(&chip.what))
            parts << (text->regex ? QString(u'/' % plain(text->needle) % (text->caseSensitive ? u"/"_s : u"/i"_s))
                                  : quoted(plain(text->needle), true));
        else
            return {};
    }
    return parts.join(u' ');
}

} // namespace tracedeck::ui
