#include "sandbox/graphql_query.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr int kDeepest = 32;
constexpr qsizetype kLongest = 100'000;

/// Names, numbers, texts and signs; commas and comments are space.
QStringList tokensOf(const QString& query)
{
    static const QRegularExpression token(QStringLiteral(R"re(#[^\n]*|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|"(?:[^"\\\n]|\\.)*"|[^\s,])re"));
    QStringList tokens;
    for (auto each = token.globalMatch(query); each.hasNext();) {
        const QString text = each.next().captured();
        if (!text.startsWith(u'#'))
            tokens << text;
    }
    return tokens;
}

bool isName(const QString& token)
{
    return !token.isEmpty() && (token.front().isLetter() || token.front() == u'_');
}

/// Walks the tokens; `wrong` says where it could not go on.
class Reader {
public:
    Reader(QStringList tokens, const QJsonObject& variables) : m_tokens(std::move(tokens)), m_variables(variables) {}

    std::vector<GraphqlField> operation()
    {
        if (peek() == u"query") {
            take();
            if (isName(peek()))
                take();
            if (peek() == u"(")
                skipDeclarations();
        }
        auto fields = selection(0);
        if (wrong.isEmpty() && !peek().isEmpty())
            wrong = peek();
        return fields;
    }
    QString wrong;

private:
    [[nodiscard]] QString peek() const { return m_at < m_tokens.size() ? m_tokens[m_at] : QString(); }
    QString take() { return m_at < m_tokens.size() ? m_tokens[m_at++] : QString(); }
    bool expect(QStringView token)
    {
        if (wrong.isEmpty() && peek() != token)
            wrong = peek().isEmpty() ? QStringLiteral("the end") : peek();
        if (wrong.isEmpty())
            take();
        return wrong.isEmpty();
    }
    /// True until the closing sign came, or nothing follows.
    bool goesOn(QStringView end)
    {
        if (!wrong.isEmpty() || peek() == end)
            return false;
        if (peek().isEmpty())
            wrong = QStringLiteral("the end");
        return wrong.isEmpty();
    }

    void skipDeclarations()
    {
        while (!peek().isEmpty() && peek() != u")")
            take();
        expect(u")");
    }

    std::vector<GraphqlField> selection(int depth)
    {
        std::vector<GraphqlField> fields;
        if (depth > kDeepest)
            wrong = QStringLiteral("too deep");
        expect(u"{");
        while (goesOn(u"}"))
            fields.push_back(field(depth));
        expect(u"}");
        return fields;
    }

    GraphqlField field(int depth)
    {
        GraphqlField field;
        field.name = field.alias = name();
        if (peek() == u":") {
            take();
            field.name = name();
        }
        if (peek() == u"(") {
            take();
            field.arguments = members(u")", depth);
        }
        if (peek() == u"{")
            field.fields = selection(depth + 1);
        return field;
    }

    QString name()
    {
        if (!isName(peek()) && wrong.isEmpty())
            wrong = peek();
        return take();
    }

    QJsonObject members(QStringView end, int depth)
    {
        QJsonObject object;
        while (goesOn(end)) {
            const QString key = name();
            expect(u":");
            object.insert(key, value(depth + 1));
        }
        expect(end);
        return object;
    }

    QJsonValue value(int depth)
    {
        if (depth > kDeepest)
            wrong = QStringLiteral("too deep");
        const QString token = wrong.isEmpty() ? take() : QString();
        if (token == u"{")
            return members(u"}", depth);
        if (token == u"$")
            return m_variables.value(name());
        if (token == u"[") {
            QJsonArray array;
            while (goesOn(u"]"))
                array.append(value(depth + 1));
            expect(u"]");
            return array;
        }
        return scalar(token);
    }

    QJsonValue scalar(const QString& token)
    {
        if (token.size() >= 2 && token.startsWith(u'"')) // a lone one is a text that does not end
            return token.sliced(1, token.size() - 2).replace(QStringLiteral("\\\""), QStringLiteral("\""));
        bool isNumber = false;
        const double number = token.toDouble(&isNumber);
        if (isNumber)
            return number;
        if (!isName(token) && wrong.isEmpty())
            wrong = token;
        return token == u"null" ? QJsonValue() : token == u"true" || token == u"false" ? QJsonValue(token == u"true") : QJsonValue(token);
    }

    QStringList m_tokens;
    const QJsonObject& m_variables;
    qsizetype m_at = 0;
};

} // namespace

const GraphqlField* GraphqlField::field(QStringView wanted) const
{
    const auto found = std::ranges::find_if(fields, [wanted](const GraphqlField& each) { return each.name == wanted; });
    return found == fields.end() ? nullptr : &*found;
}

Result<GraphqlField> readGraphql(const QString& query, const QJsonObject& variables)
{
    if (query.size() > kLongest)
        return fail(ErrorCode::BadValue, QStringLiteral("the query is too long"));
    Reader reader(tokensOf(query), variables);
    GraphqlField root;
    root.fields = reader.operation();
    if (!reader.wrong.isEmpty())
        return fail(ErrorCode::BadValue, u"syntax error near " % reader.wrong);
    return root;
}

} // namespace tracedeck::sandbox
