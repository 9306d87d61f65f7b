// A wrangler file may come from anybody: what would cost too much is refused with its place, and what is large is read and switched.
#include "workers/text_diff.h"
#include "workers/wrangler_edit.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workers;

using Format = WranglerFormat;

class TestWranglerLimits : public QObject {
    Q_OBJECT
private slots:
    void whatCostsTooMuchIsRefused_data();
    void whatCostsTooMuchIsRefused();
    void bracketsInTextsAndCommentsNestNothing();
    void asDeepAsAllowedIsRead();
    void asManyValuesAsAllowedAreRead();
    void allEnvironmentsAreSwitchedAtOnce_data();
    void allEnvironmentsAreSwitchedAtOnce();
    void aFileThatWouldGrowTooLargeIsLeftAlone();
    void ofManyCommentsTheLastAreTold();
    void environmentsInOneLineShareWhatStandsAbove();
    void ofManyDecoysTheFirstArePointedOut();
    void anEndlessNameIsNoWorkers();
};

namespace {

constexpr qsizetype kMegabyte = 1'000'000;

QByteArray repeated(const QByteArray& text, qsizetype bytes = kMegabyte - 100)
{
    return text.repeated(bytes / text.size());
}

template<typename Make>
QByteArray each(int count, Make make)
{
    QByteArray all;
    for (int i = 0; i < count; ++i)
        all += make(QByteArray::number(i));
    return all;
}

QByteArray environments(Format format, int count)
{
    if (format == Format::Toml)
        return each(count, [](const QByteArray& i) { return QByteArray("[env.e" + i + "]\n"); });
    return "{\"env\":{" + each(count, [](const QByteArray& i) { return QByteArray("\"e" + i + "\":{},"); }) + "}}";
}

} // namespace

void TestWranglerLimits::whatCostsTooMuchIsRefused_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    const QString deep = QStringLiteral("nested more than 40 deep"), many = QStringLiteral("over 20000 values"),
                  environs = QStringLiteral("over 500 environments");
    QTest::newRow("brackets") << Format::Toml << repeated("[") << QString(u"line 1, column 41: " % deep);
    QTest::newRow("lists in lists") << Format::Toml << "a=" + repeated("[") << QString(u"line 1, column 43: " % deep);
    QTest::newRow("tables in tables") << Format::Toml << repeated("{a=") << QString(u"line 1, column 121: " % deep);
    QTest::newRow("tables in tables as a value") << Format::Toml << "a=" + repeated("{a=") << QString(u"line 1, column 123: " % deep);
    QTest::newRow("a dotted key") << Format::Toml << repeated("a.") + "a=1\n" << QString(u"line 1, column 82: " % deep);
    QTest::newRow("a dotted header") << Format::Toml << '[' + repeated("a.") + "a]\n" << QString(u"line 1, column 81: " % deep);
    QTest::newRow("a quoted dotted key") << Format::Toml << repeated("'a' . ") + "a=1\n" << deep;
    QTest::newRow("dotted keys in tables") << Format::Toml << "a=" + repeated("{a.a.a.a=") << deep;
    QTest::newRow("dotted keys") << Format::Toml << repeated("a.b.c.d.e=1\n") << many;
    QTest::newRow("keys") << Format::Toml << repeated("a=1\n") << QString(u"line 20001, column 2: " % many);
    QTest::newRow("a list") << Format::Toml << "a=[" + repeated("1,") + "]\n" << many;
    QTest::newRow("headers") << Format::Toml << repeated("[[a]]\n") << many;
    QTest::newRow("environments") << Format::Toml << environments(Format::Toml, 70'000) << many;
    QTest::newRow("an environment too many") << Format::Toml << environments(Format::Toml, 501)
                                             << QString(u"line 501, column 1: " % environs);
    QTest::newRow("lists in lists, JSON") << Format::Json << "{\"a\":" + repeated("[") << QString(u"line 1, column 46: " % deep);
    QTest::newRow("objects in objects") << Format::Json << repeated("{\"a\":") << QString(u"line 1, column 206: " % deep);
    QTest::newRow("members") << Format::Json << '{' + repeated("\"\":1,") + '}' << many;
    QTest::newRow("a list, JSON") << Format::Json << "{\"a\":[" + repeated("1,") + "]}" << many;
    QTest::newRow("environments, JSON") << Format::Json << environments(Format::Json, 80'000) << many;
    QTest::newRow("an environment too many, JSON")
        << Format::Json << environments(Format::Json, 501) << QString(u"line 1, column 1: " % environs);
}

void TestWranglerLimits::whatCostsTooMuchIsRefused()
{
    QFETCH(Format, format);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, why);
    const auto config = readWrangler(bytes, format);
    QVERIFY(!config);
    QCOMPARE(config.error().code, ErrorCode::BadValue);
    QVERIFY2(config.error().detail.startsWith(u"line ") && config.error().detail.endsWith(why), qPrintable(config.error().detail));
    const auto edited = setLogpush(bytes, format, {{{}, true}});
    QCOMPARE(edited.error().detail, config.error().detail);
}

void TestWranglerLimits::bracketsInTextsAndCommentsNestNothing()
{
    const QByteArray open = repeated("[{a.", 4'000);
    const QByteArray bytes = "a = \"" + open + "\\\"" + open + "\"\n# " + open + "\nb = '" + open + "'\nc = '''\n" + open + "'\n" + open
        + "'''''\nd = \"\"\"" + open + "\\\"\"\"" + open + "\"\"\"\"\nlogpush = true # " + open + '\n';
    const auto config = readWrangler(bytes, Format::Toml);
    QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
    QCOMPARE(config->effective({}), std::optional(true));
}

void TestWranglerLimits::asDeepAsAllowedIsRead()
{
    QVERIFY(readWrangler("a=" + QByteArray("[").repeated(40) + QByteArray("]").repeated(40), Format::Toml));
    QVERIFY(readWrangler(QByteArray("a.").repeated(40) + "a=1", Format::Toml));
    QVERIFY(readWrangler("{\"a\":" + QByteArray("[").repeated(40) + QByteArray("]").repeated(40) + '}', Format::Json));
    // What is open and is never closed adds nothing to the keys of further lines.
    const auto unclosed =
        readWrangler("a = [1\n" + each(60, [](const QByteArray& i) { return QByteArray("b.c" + i + " = 1.5\n"); }), Format::Toml);
    QVERIFY2(!unclosed && unclosed.error().detail.startsWith(u"line 2, "), qPrintable(unclosed.error().detail));
}

void TestWranglerLimits::asManyValuesAsAllowedAreRead()
{
    const QByteArray keys = each(20'000, [](const QByteArray& i) { return QByteArray('k' + i + "=1\n"); });
    const auto toml = setLogpush(keys.chopped(keys.size() - keys.lastIndexOf('k')), Format::Toml, {{{}, true}});
    QVERIFY2(toml, toml ? "" : qPrintable(toml.error().detail));
    QVERIFY(toml->endsWith("\nlogpush = true\n"));
    const QByteArray members = each(19'990, [](const QByteArray& i) { return QByteArray("\"k" + i + "\":1,"); });
    const auto json = setLogpush('{' + members + '}', Format::Json, {{{}, true}}); // all in one line
    QCOMPARE(*json, QByteArray('{' + members + " \"logpush\":true,}"));
}

void TestWranglerLimits::allEnvironmentsAreSwitchedAtOnce_data()
{
    QTest::addColumn<Format>("format");
    QTest::newRow("TOML") << Format::Toml;
    QTest::newRow("JSON") << Format::Json;
}

void TestWranglerLimits::allEnvironmentsAreSwitchedAtOnce()
{
    QFETCH(Format, format);
    const QByteArray bytes = environments(format, 500);
    const auto before = readWrangler(bytes, format);
    QVERIFY(before);
    QCOMPARE(before->sections.size(), std::size_t {501});
    std::vector<FlagEdit> edits;
    for (const WranglerSection& section : before->sections)
        edits.push_back({section.environment, true});
    const auto edited = setLogpush(bytes, format, edits);
    QVERIFY2(edited, edited ? "" : qPrintable(edited.error().detail));
    const auto after = readWrangler(*edited, format);
    for (const WranglerSection& section : after->sections)
        QCOMPARE(section.logpush.value, std::optional(true));
    QCOMPARE(countsOf(diffOf(bytes, *edited)).added, format == Format::Toml ? 501 : 1); // all of JSON stands in one line
}

void TestWranglerLimits::aFileThatWouldGrowTooLargeIsLeftAlone()
{
    const QByteArray bytes = "#" + QByteArray(kMegabyte - 2, ' ') + '\n';
    QVERIFY(readWrangler(bytes, Format::Toml));
    QCOMPARE(setLogpush(bytes, Format::Toml, {{{}, true}}).error().code, ErrorCode::LimitExceeded);
}

void TestWranglerLimits::ofManyCommentsTheLastAreTold()
{
    const QByteArray toml = each(2'000, [](const QByteArray& i) { return QByteArray("# " + i + '\n'); }) + "logpush = true\n";
    const auto config = readWrangler(toml, Format::Toml);
    const QStringList lines = config->sections.front().comment.split(u'\n');
    QCOMPARE(lines.size(), 20);
    QCOMPARE(lines.last(), QStringLiteral("1999"));
    const auto json = readWrangler("{\n// " + repeated("x") + "\n\"logpush\": true}", Format::Json);
    QCOMPARE(json->sections.front().comment, QString(200, u'x'));
}

void TestWranglerLimits::environmentsInOneLineShareWhatStandsAbove()
{
    const QByteArray one = each(450, [](const QByteArray& i) { return QByteArray("\"e" + i + "\":{\"logpush\":true},"); });
    const auto config = readWrangler('{' + repeated("// x\n", 900'000) + "// y\n\"env\":{" + one + "}}", Format::Json);
    QVERIFY(config);
    QCOMPARE(config->sections.size(), std::size_t {451});
    for (const WranglerSection& section : config->sections)
        QVERIFY(section.environment.isEmpty() || section.comment.endsWith(u"x\ny"));
}

void TestWranglerLimits::ofManyDecoysTheFirstArePointedOut()
{
    const QByteArray name(400'000, 'n');
    const QByteArray decoys = QByteArray("{\"logpush\":1},").repeated(9'000);
    const auto config = readWrangler("{\"" + name + "\":[" + decoys + "]}", Format::Json);
    QVERIFY(config);
    QCOMPARE(config->decoys.size(), std::size_t {100});
    QCOMPARE(config->decoys.front().path, QString(QString(200, u'n') % u".[].logpush"));
}

void TestWranglerLimits::anEndlessNameIsNoWorkers()
{
    const auto config = readWrangler("name = '" + QByteArray(900'000, 'n') + "'\n" + environments(Format::Toml, 400), Format::Toml);
    QVERIFY(config);
    for (const WranglerSection& section : config->sections)
        QCOMPARE(section.worker, QString());
    const QByteArray longest(255, 'n');
    QCOMPARE(readWrangler("name = '" + longest + "'\n", Format::Toml)->sections.front().worker, QString::fromLatin1(longest));
}

QTEST_APPLESS_MAIN(TestWranglerLimits)
#include "test_wrangler_limits.moc"
