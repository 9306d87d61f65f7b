// Any file that parses can be switched in each of its sections, and changes in no more than that; any bytes at all are answered.
#include "edit_proof.h"
#include "random_wrangler.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::workers;

class TestWranglerRandom : public QObject {
    Q_OBJECT
private slots:
    void tenThousandDocumentsKeepTheirBytes();
    void allSectionsAtOnceAreAsOneAfterTheOther();
    void damagedDocumentsAreAnswered();
};

namespace {

constexpr unsigned kDocuments = 10'000;

test::RandomWrangler::Made made(unsigned seed, WranglerFormat format)
{
    test::RandomWrangler random(seed);
    return format == WranglerFormat::Toml ? random.toml() : random.json();
}

WranglerFormat formatOfSeed(unsigned seed)
{
    return seed % 2 == 0 ? WranglerFormat::Toml : WranglerFormat::Json;
}

} // namespace

void TestWranglerRandom::tenThousandDocumentsKeepTheirBytes()
{
    int switched = 0;
    for (unsigned seed = 0; seed < kDocuments; ++seed) {
        const WranglerFormat format = formatOfSeed(seed);
        const auto [bytes, sections] = made(seed, format);
        const auto config = readWrangler(bytes, format);
        QVERIFY2(
            config,
            qPrintable(
                QStringLiteral("seed %1: %2\n%3").arg(seed).arg(config ? QString() : config.error().detail, QString::fromUtf8(bytes))));
        QCOMPARE(config->sections.size(), static_cast<std::size_t>(sections.size()));
        for (const QString& environment : sections) {
            const QString fault = test::faultOf(bytes, format, environment);
            QVERIFY2(
                fault.isEmpty(),
                qPrintable(
                    QStringLiteral("seed %1, section '%2': %3\n----\n%4").arg(seed).arg(environment, fault, QString::fromUtf8(bytes))));
            ++switched;
        }
    }
    qInfo("%d sections of %u documents", switched, kDocuments);
}

void TestWranglerRandom::allSectionsAtOnceAreAsOneAfterTheOther()
{
    for (unsigned seed = 0; seed < 4'000; ++seed) {
        const WranglerFormat format = formatOfSeed(seed);
        const auto [bytes, sections] = made(seed, format);
        std::vector<FlagEdit> edits;
        for (const QString& environment : sections)
            edits.push_back({environment, (seed + edits.size()) % 3 != 0});
        const auto once = setLogpush(bytes, format, edits);
        const QString of =
            QStringLiteral("seed %1: %2\n%3").arg(seed).arg(once ? QString() : once.error().detail, QString::fromUtf8(bytes));
        QVERIFY2(once, qPrintable(of));
        const auto config = readWrangler(*once, format);
        for (const FlagEdit& edit : edits)
            QVERIFY2(config && config->section(edit.environment)->logpush.value == edit.value, qPrintable(of));
        QByteArray now = *once;
        for (const FlagEdit& edit : edits)
            now = setLogpush(now, format, {edit}).value_or(QByteArray());
        QCOMPARE(now, *once);
    }
}

/// A byte that is lost, doubled or another: either it is refused, or it is a document like any other.
void TestWranglerRandom::damagedDocumentsAreAnswered()
{
    std::mt19937 random(7);
    int refused = 0;
    for (unsigned seed = 0; seed < 4'000; ++seed) {
        const WranglerFormat format = formatOfSeed(seed);
        QByteArray bytes = made(seed, format).bytes;
        for (int times = 0; times < 3 && !bytes.isEmpty(); ++times) {
            const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()));
            if (random() % 3 == 0)
                bytes.remove(at, 1);
            else
                bytes[at] = "\"'[]{}=,#\n\\.\xff/* \0"[random() % 18];
        }
        const auto config = readWrangler(bytes, format);
        if (!config) {
            ++refused;
            QVERIFY(!setLogpush(bytes, format, {{QString(), true}}));
            continue;
        }
        for (const WranglerSection& section : config->sections) {
            const auto edited = setLogpush(bytes, format, {{section.environment, true}});
            QVERIFY2(edited || edited.error().code != ErrorCode::Internal,
                     qPrintable(QStringLiteral("seed %1, section '%2'\n%3").arg(seed).arg(section.environment, QString::fromUtf8(bytes))));
        }
    }
    QVERIFY(refused > 1'000);
    qInfo("%d of 4000 refused", refused);
}

QTEST_APPLESS_MAIN(TestWranglerRandom)
#include "test_wrangler_random.moc"
