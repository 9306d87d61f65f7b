// Files that people and documents have: each can be switched in each of its sections, and what does not parse is left alone.
#include "edit_proof.h"
#include "support/shared_data.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workers;

class TestWranglerFiles : public QObject {
    Q_OBJECT
private slots:
    void everySectionOfEveryFileCanBeSwitched();
    void validTomlKeepsEveryOtherByte();
    void invalidTomlIsRefused();
};

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return !path.isEmpty() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList filesBelow(const QString& folder, const QString& pattern)
{
    QStringList files;
    if (folder.isEmpty())
        return files;
    for (QDirIterator each(folder, {pattern}, QDir::Files, QDirIterator::Subdirectories); each.hasNext();)
        files << each.next();
    files.sort();
    return files;
}

/// With other line ends, with a mark in front, without its last newline.
std::vector<std::pair<QString, QByteArray>> copiesOf(const QByteArray& bytes)
{
    const QByteArray plain = QByteArray(bytes).replace("\r\n", "\n");
    const QByteArray chopped = plain.endsWith('\n') ? plain.chopped(1) : plain;
    return {{QStringLiteral("as it is"), bytes},
            {QStringLiteral("CRLF"), QByteArray(plain).replace("\n", "\r\n")},
            {QStringLiteral("BOM"), "\xef\xbb\xbf" + plain},
            {QStringLiteral("no final newline"), chopped},
            {QStringLiteral("CRLF, no final newline"), QByteArray(chopped).replace("\n", "\r\n")}};
}

std::optional<bool> flagIn(const QJsonValue& value)
{
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

/// What is written here where the samples are not.
const QByteArray kOwnToml =
    "name = \"a\"\nmain = \"x.ts\"\n\n[env.staging.vars]\nX = 1\n\n[env.production]\nroute = { pattern = \"a/*\" }\n";
const QByteArray kOwnJson =
    "{\n  \"name\": \"a\",\n  \"env\": {\n    \"staging\": { \"vars\": {} },\n    \"production\": {\n      \"x\": 1\n    }\n  }\n}\n";

int switchAll(const QByteArray& bytes, WranglerFormat format, const QString& name)
{
    int switched = 0;
    for (const auto& [kind, copy] : copiesOf(bytes)) {
        const auto config = readWrangler(copy, format);
        if (!config) {
            QTest::qFail(qPrintable(QString(name % u' ' % kind % u": " % config.error().detail)), __FILE__, __LINE__);
            continue;
        }
        for (const WranglerSection& section : config->sections) {
            const QString fault = test::faultOf(copy, format, section.environment);
            if (!fault.isEmpty())
                QTest::qFail(qPrintable(QString(name % u' ' % kind % u' ' % section.environment % u":\n" % fault)), __FILE__, __LINE__);
            ++switched;
        }
    }
    return switched;
}

} // namespace

void TestWranglerFiles::everySectionOfEveryFileCanBeSwitched()
{
    int switched = switchAll(kOwnToml, WranglerFormat::Toml, QStringLiteral("own toml"))
        + switchAll(kOwnJson, WranglerFormat::Json, QStringLiteral("own json"));
    QCOMPARE(switched, 30);
    const QString oracle = test::sharedPath(QStringLiteral("data/wrangler/expect.json"));
    const QJsonArray files = QJsonDocument::fromJson(contents(oracle)).object().value(u"files").toArray();
    for (const QJsonValue expected : files) {
        const QString name = expected[u"file"].toString();
        const QByteArray bytes = contents(QFileInfo(oracle).dir().filePath(name));
        const WranglerFormat format = *formatOf(name);
        const auto config = readWrangler(bytes, format);
        QVERIFY2(config.has_value() == expected[u"parses"].toBool(), qPrintable(name));
        if (!config) {
            QVERIFY(!setLogpush(bytes, format, {{QString(), true}}));
            continue;
        }
        QCOMPARE(config->sections.front().logpush.value, flagIn(expected[u"top_logpush"]));
        const QJsonObject environments = expected[u"envs"].toObject();
        QCOMPARE(config->sections.size(), static_cast<std::size_t>(environments.size()) + 1);
        for (const QString& environment : environments.keys())
            QCOMPARE(config->section(environment)->logpush.value, flagIn(environments[environment]));
        switched += switchAll(bytes, format, name);
    }
    qInfo("%d sections switched, in %d files of others", switched, static_cast<int>(files.size()));
}

void TestWranglerFiles::validTomlKeepsEveryOtherByte()
{
    // What only a later TOML allows is refused, as a fault with its place.
    const QString tests = test::sharedPath(QStringLiteral("data/toml/toml-test/tests"));
    const QByteArray listed = contents(tests.isEmpty() ? QString() : QString(tests % u"/files-toml-1.0.0"));
    int read = 0;
    for (const QString& path : filesBelow(tests.isEmpty() ? QString() : QString(tests % u"/valid"), QStringLiteral("*.toml"))) {
        const QByteArray bytes = contents(path);
        const auto config = readWrangler(bytes, WranglerFormat::Toml);
        const bool isOfToml1 = listed.split('\n').contains(path.mid(tests.size() + 1).toUtf8());
        QVERIFY2(config || !isOfToml1, qPrintable(QString(path % u": " % (config ? QString() : config.error().detail))));
        if (!config)
            continue;
        ++read;
        const QString fault = test::faultOf(bytes, WranglerFormat::Toml, {});
        QVERIFY2(fault.isEmpty(), qPrintable(QString(path % u'\n' % fault)));
    }
    qInfo("%d valid files read and switched", read);
}

void TestWranglerFiles::invalidTomlIsRefused()
{
    QVERIFY(!readWrangler("a = 1\n[a]\n", WranglerFormat::Toml));
    const QStringList files = filesBelow(test::sharedPath(QStringLiteral("data/toml/toml-test/tests/invalid")), QStringLiteral("*.toml"));
    QStringList taken;
    for (const QString& path : files) {
        const QByteArray bytes = contents(path);
        if (readWrangler(bytes, WranglerFormat::Toml) || setLogpush(bytes, WranglerFormat::Toml, {{QString(), true}}))
            taken << path;
    }
    QVERIFY2(taken.isEmpty(), qPrintable(taken.join(u'\n')));
    qInfo("%d invalid files refused", static_cast<int>(files.size()));
}

QTEST_APPLESS_MAIN(TestWranglerFiles)
#include "test_wrangler_files.moc"
