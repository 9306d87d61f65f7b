#pragma once

#include "logpush/filter.h"

#include <QRandomGenerator>

#include <string>
#include <vector>

namespace tracedeck::test {

/// Records of which any part may be missing, null, broken or odd, and filters over them that keep some.
class ViewerFilters {
public:
    explicit ViewerFilters(quint32 seed) : m_random(seed) {}

    std::string record(int number);
    /// Of what only the viewer knows and of what jobs know, nested.
    logpush::Filter filter(int depth = 3) { return {node(depth)}; }

private:
    std::string pick(std::initializer_list<const char*> choices)
    {
        return *(choices.begin() + m_random.bounded(static_cast<int>(choices.size())));
    }
    std::string logs();
    logpush::FilterNode node(int depth);
    logpush::Condition condition();

    QRandomGenerator m_random;
};

inline std::string ViewerFilters::logs()
{
    std::string all;
    for (int i = m_random.bounded(4); i > 0; --i) {
        all += all.empty() ? "" : ",";
        all += R"({"Level":)" + pick({R"("log")", R"("warn")", R"("error")", "null"}) + R"(,"TimestampMs":5,"Message":)"
            + pick({R"(["cart emptied"])", R"(["Cart: {", "}"])", R"([{"user":{"id":5,"name":"eva"}},"done"])",
                    R"(["{\"user\":{\"id\":6}}"])", R"(["state",{"items":[{"sku":"A1","n":1},{"sku":"B2","n":2.5}]}])",
                    R"(["concatenated CART"])", R"([])", R"(null)", R"("straße ΣΊΣΥΦΟΣ")", R"(["line\nbreak","x"])",
                    R"(["<<<Logpush: messages truncated>>>"])", R"([5,true,null,[1,2]])", R"(["half \ud800 pair"])",
                    R"(["{\"user\":{\"\u0069d\":7}}"])", R"(["[not json {\"user\":{\"id\":8}}"])"})
            + "}";
    }
    return all;
}

inline std::string ViewerFilters::record(int number)
{
    std::string line = R"({"EventTimestampMs":)" + std::to_string(1'714'878'560'000 + number % 97);
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty())
            line.append(",\"").append(key).append("\":").append(value);
    };
    add("CPUTimeMs", pick({"", "null", "0", "5", "30"}));
    add("Outcome", pick({"\"ok\"", "\"ok\"", "\"exception\"", "\"exceededCpu\"", ""}));
    add("ScriptName", pick({"\"cart\"", "\"Cart-eu\"", "\"web\"", ""}));
    add("ScriptTags", pick({"", "[]", R"(["beta"])", R"(["tier:1","beta"])"}));
    add("ScriptVersion", pick({"", R"({"ID":"v1"})", R"({"ID":"v2","Tag":"canary","Message":"Cart fix"})"}));
    add("Event",
        pick(
            {"", "null",
             R"({"RayID":"87ed","Request":{"URL":"https://a.b/cart?x=1","Method":"GET","CF":{"colo":"FRA","tls":1.2}},"Response":{"Status":200}})",
             R"({"RayID":"87EE","Request":{"URL":"https://a.b/Cart","Method":"PUT","CF":{"colo":"MUC","tags":["cart",{"id":5}]}},"Response":{"Status":503}})",
             R"({"Request":{"URL":"https://a.b/concat","Method":"GET","CF":{"colo":null}}})", R"({"Queue":"cart","BatchSize":4})",
             R"({"Cron":"*/5 * * * *","ScheduledTimeMs":1714878560000})"}));
    add("Logs", m_random.bounded(5) == 0 ? std::string() : "[" + logs() + "]");
    add("Exceptions",
        pick({"", "", "[]", R"([{"Name":"TypeError","Message":"cart is undefined","Stack":"at cart (w.js:1:2)\n at x"}])",
              R"([{"Name":"Error","Message":"5 carts"},{"Message":"Cart","Name":""}])",
              R"([{"Name":"","Message":"","Stack":"at Σίσυφος"}])"}));
    add("Weather", pick({"", "\"rain\"", R"({"sky":["blue","Cart"]})", "7"}));
    return line + "}\n";
}

inline logpush::FilterNode ViewerFilters::node(int depth)
{
    const auto kind = depth == 0 ? 3U : m_random.bounded(4U);
    if (kind > 1)
        return {condition()};
    std::vector<logpush::FilterNode> nodes;
    for (int i = m_random.bounded(12) == 0 ? 0 : 1 + m_random.bounded(3); i > 0; --i) // an empty group keeps everything
        nodes.push_back(node(depth - 1));
    return kind == 0 ? logpush::FilterNode {logpush::AllOf {std::move(nodes)}} : logpush::FilterNode {logpush::AnyOf {std::move(nodes)}};
}

inline logpush::Condition ViewerFilters::condition()
{
    using logpush::Operator;
    struct Key {
        const char* name;
        std::vector<logpush::FilterValue> values; ///< that some record has, or a part of it
    };
    using S = std::string;
    using I = std::int64_t;
    static const std::vector<S> words {"cart",   "Cart", "CART", "concat", "5",  "σίσυφος", "STRASSE", "STRAẞE",
                                       "straße", "w.js", "user", "{",      "at", "x",       "done",    ""};
    static const std::vector<Key> keys {
        {"Text", {words.begin(), words.end()}},
        {"Message", {words.begin(), words.end()}},
        {"Exception", {S("TypeError: cart is undefined"), S("5 carts"), S("Cart"), S("cart"), S("Error"), S()}},
        {"Stack", {S("w.js"), S("at"), S("σίσυφος"), S("cart")}},
        {"Trigger", {S("cart"), S("https://a.b/"), S("Cart"), S("concat")}},
        {"RayID", {S("87ed"), S("87"), S("ee")}},
        {"ScriptName", {S("cart"), S("Cart"), S("web"), S("eu"), S()}},
        {"Outcome", {S("ok"), S("exception"), S("exceeded"), S("CPU")}},
        {"CPUTimeMs", {I {5}, I {30}, 4.5, S("5"), I {0}}},
        {"Status", {I {200}, I {503}, S("5"), 300.5}},
        {"ScriptTags", {S("beta"), S("tier:1"), S("tier"), S("B")}},
        {"Level", {S("warn"), S("log"), S("r")}},
        {"ExceptionName", {S("TypeError"), S("Error"), S("type")}},
        {"HasException", {true, false, S("true")}},
        {"Log.user.id", {I {5}, I {6}, I {7}, S("6"), 5.5}},
        {"Log.user.name", {S("eva"), S("e"), S("EVA")}},
        {"Log.items.sku", {S("A1"), S("B2"), S("b")}},
        {"Log.items.n", {I {1}, 2.5, S("2.5"), I {2}}},
        {"Log.items.1.sku", {S("B2"), S("A1")}},
        {"Event.Request.CF.colo", {S("FRA"), S("MUC"), S("fra"), S("R")}},
        {"Event.Request.CF.tags", {S("cart"), S("CART")}},
        {"Event.Request.CF.tls", {1.2, I {1}, S("1.2")}},
        {"Event.Request.CF.tags.id", {I {5}, I {4}}},
        {"Event.Queue", {S("cart"), S("CART"), S("a")}},
        {"Event.Request.URL", {S("cart"), S("https://a.b/")}},
        {"ScriptVersion.Tag", {S("canary"), S("can")}},
        {"ScriptVersion.Message", {S("Cart"), S("cart"), S("fix")}},
        {"Record.Weather", {S("rain"), I {7}, S("R")}},
        {"Record.Weather.sky", {S("blue"), S("cart"), S("Cart")}},
    };
    static const std::vector<S> expressions {
        "cart", "^cart", "c.rt$", "\\d+", "^$", "[A-Z]{3}", "(cart|web)", "\\bCart\\b", "user.*id", "^https?://[^/]+/c", "a\\s", "σ"};
    const auto one = [this](const auto& of) -> const auto&
    {
        return of[m_random.bounded(static_cast<quint32>(of.size()))];
    };
    const Key& key = one(keys);
    logpush::Condition made {key.name, static_cast<Operator>(m_random.bounded(20)), {one(key.values)}};
    const bool isMatch = made.op == Operator::Matches || made.op == Operator::NotMatches;
    if (isMatch)
        made.values = {one(expressions)};
    if (made.op == Operator::In || made.op == Operator::NotIn)
        made.values = {one(key.values), one(key.values), one(one(keys).values)};
    const bool looks = isMatch || made.op == Operator::Contains || made.op == Operator::NotContains;
    if (looks && std::holds_alternative<S>(made.values.front()))
        made.flags = {m_random.bounded(2) == 0, m_random.bounded(3) == 0};
    return made;
}

} // namespace tracedeck::test
