#include "logs/json_tree.h"

#include "logs/words.h"

#include <simdjson.h>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
namespace dom = simdjson::dom;

namespace {

/// Copies a document into nodes; `left` counts down what may still be made.
class Builder {
public:
    explicit Builder(std::size_t most) : m_left(most) {}
    [[nodiscard]] bool isFull() const { return m_left == 0; }

    JsonNode node(QString key, dom::element value)
    {
        JsonNode out {std::move(key), {}, JsonKind::Null, {}};
        if (m_left > 0)
            --m_left;
        switch (value.type()) {
        case dom::element_type::OBJECT:
            out.kind = JsonKind::Object;
            for (const auto member : dom::object(value)) {
                if (isFull())
                    break;
                out.children.push_back(node(shown(member.key), member.value));
            }
            break;
        case dom::element_type::ARRAY:
            out.kind = JsonKind::Array;
            for (const dom::element item : dom::array(value)) {
                if (isFull())
                    break;
                out.children.push_back(node(QString::number(out.children.size()), item));
            }
            break;
        case dom::element_type::STRING:
            out.kind = JsonKind::String;
            out.text = shown(std::string_view(value));
            break;
        case dom::element_type::BOOL:
            out.kind = JsonKind::Flag;
            out.text = bool(value) ? u"true"_s : u"false"_s;
            break;
        case dom::element_type::NULL_VALUE: out.text = u"null"_s; break;
        default: out.kind = JsonKind::Number; out.text = plain(simdjson::minify(value));
        }
        return out;
    }

private:
    std::size_t m_left;
};

/// Spaces and line breaks outside of strings, nothing else changed.
class Indenter {
public:
    QString run(std::string_view json)
    {
        for (const char c : json)
            take(c);
        return plain(m_out);
    }

private:
    void line(int depth)
    {
        m_out += '\n';
        m_out.append(static_cast<std::size_t>(std::max(depth, 0)) * 2, ' ');
    }
    void take(char c)
    {
        if (m_inString) {
            m_out += c;
            m_inString = m_escaped || c != '"';
            m_escaped = !m_escaped && c == '\\';
            return;
        }
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
            return;
        const bool closes = c == '}' || c == ']';
        if (std::exchange(m_justOpened, c == '{' || c == '[') && !closes)
            line(++m_depth);
        else if (closes && m_last != '{' && m_last != '[')
            line(--m_depth);
        m_out += c;
        m_last = c;
        m_inString = c == '"';
        if (c == ':')
            m_out += ' ';
        else if (c == ',')
            line(m_depth);
    }

    std::string m_out;
    int m_depth = 0;
    char m_last = 0;
    bool m_inString = false, m_escaped = false, m_justOpened = false;
};

} // namespace

Result<JsonNode> jsonTree(std::string_view json, std::size_t most)
{
    dom::parser parser;
    dom::element root;
    const auto error = parser.parse(json.data(), json.size()).get(root);
    if (error != simdjson::SUCCESS)
        return fail(ErrorCode::BadJson, QString::fromLatin1(simdjson::error_message(error)));
    Builder builder(most);
    JsonNode node = builder.node({}, root);
    if (builder.isFull())
        return fail(ErrorCode::LimitExceeded);
    return node;
}

QString indentedJson(std::string_view json)
{
    dom::parser parser;
    dom::element root;
    if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS)
        return plain(json);
    return Indenter().run(json);
}

} // namespace tracedeck::ui
