// What a person finds in their wrangler file after the flag was set: exactly that, wherever it had to go.
#include "edit_proof.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workers;

class TestWrangler : public QObject {
    Q_OBJECT
private slots:
    void theFlagGoesWhereItBelongs_data();
    void theFlagGoesWhereItBelongs();
    void whatIsReadIsWhatWranglerReads();
    void environmentsTakeTheTopLevelsWord();
    void decoysArePointedOut();
    void commentsAboveAreTold();
    void whatCostsTooMuchIsRefusedWithItsPlace_data();
    void whatCostsTooMuchIsRefusedWithItsPlace();
    void asDeepAsAllowedIsRead();
    void whatDoesNotParseIsRefusedWithItsPlace_data();
    void whatDoesNotParseIsRefusedWithItsPlace();
    void whatCannotBeSetIsRefused();
};

using Format = WranglerFormat;

namespace {

void toml(const char* name, const QByteArray& before, const QString& environment, const QByteArray& after)
{
    QTest::newRow(name) << Format::Toml << before << environment << after;
}

void json(const char* name, const QByteArray& before, const QString& environment, const QByteArray& after)
{
    QTest::newRow(name) << Format::Json << before << environment << after;
}

const QString kStaging = QStringLiteral("staging"), kTop;

void tomlRows()
{
    toml("false becomes true", "name = \"a\"\nlogpush = false # why\n", kTop, "name = \"a\"\nlogpush = true # why\n");
    toml("a text that is no flag", "logpush = \"yes\"\n", kTop, "logpush = true\n");
    toml("after the last key of the top level", "name = \"a\"\nmain = \"b.js\"\n\n[vars]\nX = 1\n", kTop,
         "name = \"a\"\nmain = \"b.js\"\nlogpush = true\n\n[vars]\nX = 1\n");
    toml("not into a text of several lines", "name = '''\n[env.staging]\nlogpush = false\n'''\n[vars]\n", kTop,
         "name = '''\n[env.staging]\nlogpush = false\n'''\nlogpush = true\n[vars]\n");
    toml("a top level without keys", "# mine\n\n# of vars\n[vars]\nX = 1\n", kTop, "# mine\n\nlogpush = true\n# of vars\n[vars]\nX = 1\n");
    toml("an empty file", "", kTop, "logpush = true\n");
    toml("no final newline", "name = \"a\"", kTop, "name = \"a\"\nlogpush = true");
    toml("CRLF and BOM", "\xef\xbb\xbfname = \"a\"\r\n[env.staging]\r\n", kStaging,
         "\xef\xbb\xbfname = \"a\"\r\n[env.staging]\r\nlogpush = true\r\n");
    toml("in the environment", "[env.staging]\nname = \"x\"\n\n[env.staging.vars]\nA = 1\n", kStaging,
         "[env.staging]\nname = \"x\"\nlogpush = true\n\n[env.staging.vars]\nA = 1\n");
    toml("indented", "[env.staging]\n  name = \"x\"\n[vars]\n", kStaging, "[env.staging]\n  name = \"x\"\n  logpush = true\n[vars]\n");
    toml("an environment without a header of its own", "name = \"a\"\n\n# theirs\n[env.staging.vars]\nA = 1\n", kStaging,
         "name = \"a\"\n\n[env.staging]\nlogpush = true\n# theirs\n[env.staging.vars]\nA = 1\n");
    toml("of lists alone", "[[env.staging.kv_namespaces]]\nbinding = \"K\"\n", kStaging,
         "[env.staging]\nlogpush = true\n[[env.staging.kv_namespaces]]\nbinding = \"K\"\n");
    toml("dotted", "env.staging.name = \"x\"\nenv.staging.vars.A = 1\n[vars]\n", kStaging,
         "env.staging.name = \"x\"\nenv.staging.vars.A = 1\nenv.staging.logpush = true\n[vars]\n");
    toml("dotted below [env]", "[env]\nstaging.name = \"x\"\n", kStaging, "[env]\nstaging.name = \"x\"\nstaging.logpush = true\n");
    toml("inline below [env]", "[env]\nstaging = { name = \"x\" } # s\n", kStaging,
         "[env]\nstaging = { name = \"x\", logpush = true } # s\n");
    toml("all inline", "env = { staging = { name = \"x\", vars = { logpush = 1 } } }\n", kStaging,
         "env = { staging = { name = \"x\", vars = { logpush = 1 }, logpush = true } }\n");
    toml("inline and empty", "[env]\nstaging = {}\n", kStaging, "[env]\nstaging = { logpush = true }\n");
    toml("dotted inside of an inline table", "env = { staging.name = \"x\" }\n", kStaging,
         "env = { staging.name = \"x\", staging.logpush = true }\n");
    toml("quoted names", "[ \"env\" . 'staging' ]\n\"logpush\" = false\n", kStaging, "[ \"env\" . 'staging' ]\n\"logpush\" = true\n");
    toml("not the decoy", "name = \"a\"\n[observability]\nlogpush = false\n", kTop,
         "name = \"a\"\nlogpush = true\n[observability]\nlogpush = false\n");
}

void jsonRows()
{
    json("false becomes true", "{\n  \"logpush\": false, // why\n}", kTop, "{\n  \"logpush\": true, // why\n}");
    json("below a plain value", "{\n\t\"name\": \"a\", // x\n\t\"vars\": {}\n}\n", kTop,
         "{\n\t\"name\": \"a\", // x\n\t\"logpush\": true,\n\t\"vars\": {}\n}\n");
    json("the last one gets a comma", "{\n  \"name\": \"a\"\n}\n", kTop, "{\n  \"name\": \"a\",\n  \"logpush\": true\n}\n");
    json("before its comment", "{\n  \"vars\": {} // v\n}\n", kTop, "{\n  \"vars\": {}, // v\n  \"logpush\": true\n}\n");
    json("with a trailing comma", "{\n  \"vars\": {},\n}\n", kTop, "{\n  \"vars\": {},\n  \"logpush\": true,\n}\n");
    json("in one line", "{\"name\":\"a\",\"env\":{\"staging\":{\"x\":1}}}", kStaging,
         "{\"name\":\"a\",\"env\":{\"staging\":{\"x\":1,\"logpush\":true}}}");
    json("in one line with spaces", "{ \"name\": \"a\" }", kTop, "{ \"name\": \"a\", \"logpush\": true }");
    json("an empty object", "{\"env\": {\"staging\": {}}}", kStaging, "{\"env\": {\"staging\": {\"logpush\": true}}}");
    json("an empty object over lines", "{\r\n}\r\n", kTop, "{\r\n  \"logpush\": true\r\n}\r\n");
    json("the one that counts of two", "{\n\"logpush\": true,\n\"logpush\": false\n}", kTop, "{\n\"logpush\": true,\n\"logpush\": true\n}");
    json("BOM and CRLF", "\xef\xbb\xbf{\r\n  \"name\": \"a\"\r\n}", kTop,
         "\xef\xbb\xbf{\r\n  \"name\": \"a\",\r\n  \"logpush\": true\r\n}");
}

} // namespace

void TestWrangler::theFlagGoesWhereItBelongs_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("environment");
    QTest::addColumn<QByteArray>("after");
    tomlRows();
    jsonRows();
}

void TestWrangler::theFlagGoesWhereItBelongs()
{
    QFETCH(Format, format);
    QFETCH(QByteArray, before);
    QFETCH(QString, environment);
    QFETCH(QByteArray, after);
    const auto edited = setLogpush(before, format, {{environment, true}});
    QVERIFY2(edited, edited ? "" : qPrintable(edited.error().detail));
    QCOMPARE(*edited, after);
    QCOMPARE(test::faultOf(before, format, environment), QString());
}

void TestWrangler::whatIsReadIsWhatWranglerReads()
{
    const auto config = readWrangler("name = \"shop\"\naccount_id = \"0a\"\nmain = \"src/i.ts\"\nlogpush = true\n"
                                     "tail_consumers = [{service = \"tail\"}]\n[observability]\nenabled = true\n"
                                     "[env.b]\nname = \"shop-two\"\nlogpush = false\n[env.a]\n",
                                     Format::Toml);
    QVERIFY(config);
    QCOMPARE(config->accountId, QStringLiteral("0a"));
    QCOMPARE(config->main, QStringLiteral("src/i.ts"));
    QCOMPARE(config->sections.size(), std::size_t {3});
    const WranglerSection& top = config->sections[0];
    QCOMPARE(top.worker, QStringLiteral("shop"));
    QCOMPARE(top.logpush, (FlagPlace {true, 4, false}));
    QCOMPARE(top.observability, std::optional(true));
    QCOMPARE(top.tailConsumers, QStringList {QStringLiteral("tail")});
    QCOMPARE(config->sections[1].worker, QStringLiteral("shop-two")); // as written: b before a
    QCOMPARE(config->sections[1].logpush, (FlagPlace {false, 10, false}));
    QCOMPARE(config->sections[2].worker, QStringLiteral("shop-a"));
    const auto twin = readWrangler(
        R"({"name": "shop", "logpush": true, /* x */ "env": {"b": {"name": "shop-two", "logpush": false}, "a": {},}})", Format::Json);
    QVERIFY(twin);
    QCOMPARE(twin->sections[1].worker, QStringLiteral("shop-two"));
    QCOMPARE(twin->effective(QStringLiteral("b")), std::optional(false));
    QCOMPARE(twin->sections[2].worker, QStringLiteral("shop-a"));
}

void TestWrangler::environmentsTakeTheTopLevelsWord()
{
    const auto config = readWrangler("logpush = true\n[env.own]\nlogpush = false\n[env.none]\n[env.wrong]\nlogpush = 1\n", Format::Toml);
    QVERIFY(config);
    QCOMPARE(config->effective(QStringLiteral("own")), std::optional(false));
    QVERIFY(!config->isInherited(QStringLiteral("own")));
    QCOMPARE(config->effective(QStringLiteral("none")), std::optional(true));
    QVERIFY(config->isInherited(QStringLiteral("none")));
    QCOMPARE(config->effective(QStringLiteral("wrong")), std::nullopt);
    QVERIFY(config->section(QStringLiteral("wrong"))->logpush.isWrong);
    const auto silent = readWrangler("[env.a]\n", Format::Toml);
    QCOMPARE(silent->effective(QStringLiteral("a")), std::nullopt);
    QVERIFY(!silent->isInherited(QStringLiteral("a")));
}

void TestWrangler::decoysArePointedOut()
{
    const auto config = readWrangler("LogPush = true\nlogpush = true\n[observability]\nlogpush = true\n[env.a]\nlogpush = true\n"
                                     "[env.a.vars]\nlogpush = \"x\"\n[[d]]\nlogpush = 1\n",
                                     Format::Toml);
    QVERIFY(config);
    QStringList found;
    for (const Decoy& decoy : config->decoys)
        found << QStringLiteral("%1@%2").arg(decoy.path).arg(decoy.line);
    found.sort();
    QCOMPARE(found,
             (QStringList {QStringLiteral("LogPush@1"), QStringLiteral("d.[].logpush@10"), QStringLiteral("env.a.vars.logpush@8"),
                           QStringLiteral("observability.logpush@4")}));
}

void TestWrangler::commentsAboveAreTold()
{
    const auto config =
        readWrangler("name = \"a\"\n\n# staging keeps logs\n# local on purpose\n[env.staging]\nlogpush = false\n", Format::Toml);
    QCOMPARE(config->section(kStaging)->comment, QStringLiteral("staging keeps logs\nlocal on purpose"));
    const auto json = readWrangler("{\n  // off: too much\n  \"logpush\": false\n}", Format::Json);
    QCOMPARE(json->sections.front().comment, QStringLiteral("off: too much"));
}

/// Each of these took the library's whole stack, or minutes.
void TestWrangler::whatCostsTooMuchIsRefusedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    const auto often = [](const char* text) { return QByteArray(text).repeated(900'000 / static_cast<qsizetype>(qstrlen(text))); };
    QTest::newRow("a dotted key") << often("a.") + "a = 1\n" << QStringLiteral("line 1, column 82: nested more than 40 deep");
    QTest::newRow("a header") << "[" + often("a.") + "a]\n" << QStringLiteral("line 1, column 81: nested more than 40 deep");
    QTest::newRow("lists") << "a = " + often("[") << QStringLiteral("line 1, column 45: nested more than 40 deep");
    QTest::newRow("tables in a line") << "a = " + often("{a=") << QStringLiteral("line 1, column 125: nested more than 40 deep");
    QTest::newRow("values") << "a = [" + often("1,") + "]\n" << QStringLiteral("over 20000 values");
}

void TestWrangler::whatCostsTooMuchIsRefusedWithItsPlace()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, why);
    const auto read = readWrangler(bytes, WranglerFormat::Toml);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::BadValue);
    QVERIFY2(read.error().detail.contains(why), qPrintable(read.error().detail));
    QVERIFY(!setLogpush(bytes, WranglerFormat::Toml, {{{}, true}}));
}

void TestWrangler::asDeepAsAllowedIsRead()
{
    const QByteArray dots = "a." + QByteArray("a.").repeated(37) + "a = 1\n# " + QByteArray("[.").repeated(100) + "\n";
    const QByteArray texts = "b = \"" + QByteArray("[{.").repeated(100) + "\"\nc = \"\"\"" + QByteArray("[{.\n").repeated(100) + "\"\"\"\n";
    const auto edited = setLogpush(dots + texts, WranglerFormat::Toml, {{{}, true}});
    QVERIFY2(edited, edited ? "" : qPrintable(edited.error().detail));
    QVERIFY(edited->contains("logpush = true"));
}

void TestWrangler::whatDoesNotParseIsRefusedWithItsPlace_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("place");
    QTest::newRow("a text without end") << Format::Toml << QByteArray("name = \"a\nx = 1\n") << "line 1, ";
    QTest::newRow("a key twice") << Format::Toml << QByteArray("a = 1\na = 2\n") << "line 2, ";
    QTest::newRow("no value") << Format::Toml << QByteArray("a = 1\nb =\n") << "line 2, ";
    QTest::newRow("no UTF-8") << Format::Toml << QByteArray("a = \"\xff\"\n") << "line 1, ";
    QTest::newRow("dots in the documents") << Format::Json << QByteArray("{\n\"a\": [{ ... }]\n}") << "line 2, column 9: ";
    QTest::newRow("a comma too many") << Format::Json << QByteArray("{\"a\": 1,,}") << "line 1, column 9: ";
    QTest::newRow("a comma too few") << Format::Json << QByteArray("{\"a\": 1 \"b\": 2}") << "line 1, column 9: ";
    QTest::newRow("single quotes") << Format::Json << QByteArray("{'a': 1}") << "line 1, column 2: ";
    QTest::newRow("ends early") << Format::Json << QByteArray("{\"a\": {") << "line 1, column 8: ";
    QTest::newRow("a comment without end") << Format::Json << QByteArray("{} /* x") << "line 1, column 4: ";
    QTest::newRow("a list") << Format::Json << QByteArray("[]") << "line 1, column 1: ";
    QTest::newRow("nothing") << Format::Json << QByteArray("") << "line 1, column 1: ";
    QTest::newRow("a leading zero") << Format::Json << QByteArray("{\"a\": 01}") << "line 1, column 7: ";
    QTest::newRow("more after the end") << Format::Json << QByteArray("{} {}") << "line 1, column 4: ";
    QTest::newRow("a bad escape") << Format::Json << QByteArray("{\"a\": \"\\x\"}") << "line 1, column 9: ";
    QTest::newRow("no UTF-8 in JSON") << Format::Json << QByteArray("{\"a\": \"\xff\"}") << "line 1, column 8: ";
}

void TestWrangler::whatDoesNotParseIsRefusedWithItsPlace()
{
    QFETCH(Format, format);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, place);
    const auto config = readWrangler(bytes, format);
    QVERIFY(!config);
    QCOMPARE(config.error().code, ErrorCode::BadValue);
    QVERIFY2(config.error().detail.startsWith(place), qPrintable(config.error().detail));
    QVERIFY(!setLogpush(bytes, format, {{kTop, true}}));
}

void TestWrangler::whatCannotBeSetIsRefused()
{
    QCOMPARE(setLogpush("name = \"a\"\n", Format::Toml, {{kStaging, true}}).error().code, ErrorCode::NotFound);
    QCOMPARE(setLogpush("[logpush]\nx = 1\n", Format::Toml, {{kTop, true}}).error().code, ErrorCode::BadValue);
    QCOMPARE(setLogpush("{\"logpush\": []}", Format::Json, {{kTop, true}}).error().code, ErrorCode::BadValue);
    QCOMPARE(setLogpush("[[env.staging]]\n", Format::Toml, {{kStaging, true}}).error().code, ErrorCode::NotFound);
    QCOMPARE(setLogpush(QByteArray(1'000'001, ' '), Format::Toml, {{kTop, true}}).error().code, ErrorCode::LimitExceeded);
    const auto two =
        setLogpush("[env.a]\n[env.b]\nlogpush = false\n", Format::Toml, {{QStringLiteral("a"), true}, {QStringLiteral("b"), true}});
    QCOMPARE(*two, QByteArray("[env.a]\nlogpush = true\n[env.b]\nlogpush = true\n"));
}

QTEST_APPLESS_MAIN(TestWrangler)
#include "test_wrangler.moc"
