#pragma once

#include <QByteArray>
#include <QStringList>

#include <random>

namespace tracedeck::test {

/// Makes wrangler files as nobody would write them and wrangler would read them: every way in which a section can be written.
class RandomWrangler {
public:
    explicit RandomWrangler(unsigned seed) : m_random(seed) {}

    struct Made {
        QByteArray bytes;
        QStringList sections; ///< "" and the environments
    };

    Made toml()
    {
        m_text = chance(4) ? "# a file\n\n" : "";
        keys("", "", below(4));
        flag("", "");
        const QStringList names = environments();
        const int style = below(4); // TOML does not let the ways be mixed freely
        if (style == 3)
            inlineAll(names);
        if (style == 1)
            dottedInRoot(names);
        keys("", "", below(2));
        if (style == 2)
            belowEnv(names);
        if (chance(2))
            table("vars");
        if (style == 0)
            headers(names);
        if (chance(2))
            m_text += "[[d1.databases]]\nlogpush = \"decoy\"\n" + comment();
        if (chance(3))
            m_text += "[observability]\nlogpush = false\nenabled = true\n";
        return finished(names);
    }

    Made json()
    {
        m_isTight = chance(5);
        const QStringList names = environments();
        const QByteArray text = object(0, [this, &names](int depth) {
            QList<QByteArray> members = plainMembers(depth);
            if (!names.isEmpty())
                members.insert(below(static_cast<int>(members.size()) + 1),
                               QByteArray("\"env\":" + space()) + environmentsObject(names, depth + 1));
            return members;
        });
        m_text = (chance(6) ? "// mine\n" : "") + text + (chance(3) ? "\n" : "");
        return finished(names);
    }

private:
    int below(int most) { return most <= 0 ? 0 : static_cast<int>(m_random() % static_cast<unsigned>(most)); }
    bool chance(int oneIn) { return below(oneIn) == 0; }
    QByteArray pick(const QList<QByteArray>& all) { return all.at(below(static_cast<int>(all.size()))); }

    QStringList environments()
    {
        static const QStringList all {QStringLiteral("staging"), QStringLiteral("production"), QStringLiteral("e-2"), QStringLiteral("42")};
        return all.first(below(4));
    }

    QByteArray comment() { return pick({"", "", "\n", "# logpush = true\n", "  # [env.staging]\n", "\n# x \" ''' {\n"}); }
    QByteArray tail() { return pick({"", "", " # env = {", "  # \"\"\"", "\t"}); }

    QByteArray value()
    {
        return pick({"1", "-0.5e3", "true", "1979-05-27 07:32:00", "07:32:00", "\"a \\\" # = ] }\"", "'it is # [x]'", "[1, 2]", "[]",
                     "[ # c\n  \"a]\", # logpush = true\n  [\"b\", \"}\"],\n]", "{ a = 1, \"b.c\" = [ { d = \"}\" } ] }", "{}",
                     "\"\"\"\nlogpush = false\n[env.staging]\n\\\"\"\"\"\"\"", "'''\n[env.production]\nlogpush = true''''",
                     "[{ logpush = 1 }, { x = 2 }]", "inf", "0xff", "\"\\u00e9\\\\\""});
    }

    /// `prefix` stands before each key: "staging." or nothing.
    void keys(const QByteArray& indent, const QByteArray& prefix, int count)
    {
        for (int i = 0; i < count; ++i) {
            const QByteArray number = QByteArray::number(++m_key);
            const QByteArray name =
                pick({"k" + number, "\"k " + number + "\"", "'k." + number + "'", "k" + number + ".sub", "k-" + number + " . \"x\""});
            m_text += comment() + indent + prefix + name + pick({" = ", "=", "  =\t"}) + value() + tail() + '\n';
        }
    }

    void flag(const QByteArray& indent, const QByteArray& prefix)
    {
        if (!chance(3))
            return;
        m_text += indent + prefix + pick({"logpush", "\"logpush\"", "'logpush'"}) + pick({" = ", "="})
            + pick({"true", "false", "\"no\"", "0"}) + tail() + '\n';
    }

    void table(const QByteArray& name)
    {
        m_text += comment() + '[' + name + ']' + tail() + '\n';
        keys("", "", below(3));
    }

    void headers(const QStringList& names)
    {
        for (const QString& each : names) {
            const QByteArray name = "env." + each.toUtf8(), indent = pick({"", "", "  ", "\t"});
            const bool hasOwn = !chance(3);
            if (hasOwn) {
                m_text += comment() + pick({"[" + name + "]", "[ " + name + " ]"}) + tail() + '\n';
                keys(indent, "", below(3));
                flag(indent, "");
                keys(indent, "", below(2));
            }
            if (!hasOwn || chance(2))
                m_text += comment() + indent + '[' + name + ".vars]\nlogpush = 1\n";
            if (chance(3))
                m_text += comment() + "[[" + name + ".kv_namespaces]]\nbinding = \"K\"\n[[" + name + ".kv_namespaces]]\n";
        }
    }

    void dottedInRoot(const QStringList& names)
    {
        for (const QString& each : names) {
            m_text += "env." + each.toUtf8() + ".first = 1\n";
            flag("", "env." + each.toUtf8() + '.');
            keys("", "env . " + each.toUtf8() + '.', below(2));
        }
    }

    void belowEnv(const QStringList& names)
    {
        if (names.isEmpty())
            return;
        m_text += comment() + "[env]\n";
        for (const QString& each : names) {
            if (chance(2))
                m_text += each.toUtf8() + " = " + inlineEnvironment() + tail() + '\n';
            else
                m_text += "  " + each.toUtf8() + ".vars.X = 'x'" + tail() + '\n';
        }
    }

    QByteArray inlineEnvironment()
    {
        return pick({"{}", "{ }", "{ name = \"x\" }", "{vars={logpush=1},a=[1]}", "{ logpush = false, b = 1 }", "{ a.b = 1, c = '}' }",
                     "{ logpush = \"x\" }"});
    }

    void inlineAll(const QStringList& names)
    {
        QList<QByteArray> members;
        for (const QString& each : names)
            members << each.toUtf8() + (chance(3) ? QByteArray(".vars.X = 1") : QByteArray(" = " + inlineEnvironment()));
        if (!names.isEmpty())
            m_text += "env = { " + members.join(", ") + " }" + tail() + '\n';
    }

    QByteArray space() { return m_isTight ? "" : " "; }

    template<typename Members>
    QByteArray object(int depth, Members makeMembers)
    {
        const QList<QByteArray> members = makeMembers(depth);
        if (m_isTight || chance(5))
            return '{' + members.join(m_isTight ? "," : ", ") + '}';
        const QByteArray indent((depth + 1) * 2, ' '), close(depth * 2, ' ');
        QByteArray text = "{" + pick({"", "", " // {"}) + '\n';
        for (qsizetype i = 0; i < members.size(); ++i) {
            const bool isLast = i + 1 == members.size();
            text += pick({"", "", indent + "// \"logpush\": true,\n", indent + "/* } */\n"}) + indent + members.at(i);
            text += (isLast && !chance(3) ? "" : ",") + pick({"", "", " // c", " /* , */", "\t/* over\n lines */"}) + '\n';
        }
        return text + close + '}';
    }

    QByteArray jsonValue()
    {
        return pick({"1", "-0.5E+3", "null", "false", "\"a \\\" // }\"", "[1, /* ] */ 2,]", "[]", "{}", "{\"logpush\": false}",
                     "\"\\u00e9\"", "[{\"x\": [\n]}]", "\"/* no */\""});
    }

    QList<QByteArray> plainMembers(int)
    {
        QList<QByteArray> members;
        const int count = below(4);
        for (int i = 0; i < count; ++i)
            members << "\"k" + QByteArray::number(++m_key) + pick({"\":", "\" :"}) + space() + jsonValue();
        if (chance(3))
            members.insert(below(static_cast<int>(members.size()) + 1),
                           "\"logpush\":" + space() + pick({"true", "false", "\"x\"", "null", "7"}));
        return members;
    }

    QByteArray environmentsObject(const QStringList& names, int depth)
    {
        return object(depth, [this, &names](int inner) {
            QList<QByteArray> members;
            for (const QString& name : names)
                members << '"' + name.toUtf8() + "\":" + space()
                        + object(inner + 1, [this](int innermost) { return plainMembers(innermost); });
            return members;
        });
    }

    Made finished(const QStringList& names)
    {
        if (m_text.endsWith('\n') && chance(3))
            m_text.chop(1);
        if (chance(4))
            m_text.replace("\n", "\r\n");
        if (chance(6))
            m_text.prepend("\xef\xbb\xbf");
        return {m_text, QStringList {QString()} + names};
    }

    std::mt19937 m_random;
    QByteArray m_text;
    int m_key = 0;
    bool m_isTight = false;
};

} // namespace tracedeck::test
