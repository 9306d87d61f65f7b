#include "store/eventful_life.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Skip = std::function<bool(FragileDisk::Step, const QString&)>;

struct Outcome {
    QString wrong; ///< empty: nothing was
    int cuts = 0;
};

/// Stores that live and fall so many times, up to the first time that something is wrong.
Outcome fall(int cuts, std::uint64_t firstSeed, const Skip& skip = {})
{
    Outcome outcome;
    for (std::uint64_t seed = firstSeed; outcome.cuts < cuts; ++seed) {
        EventfulLife life(seed);
        life.disk().skip(skip);
        for (int i = 0; i < 6 && outcome.cuts < cuts; ++i, ++outcome.cuts) {
            if (!life.liveFor(1 + life.below(220)))
                outcome.wrong = u"it stopped by itself"_s;
            life.fall();
            if (outcome.wrong.isEmpty())
                outcome.wrong = life.look();
            if (!outcome.wrong.isEmpty()) {
                outcome.wrong = u"seed %1, cut %2: %3"_s.arg(seed).arg(i).arg(outcome.wrong);
                return outcome;
            }
        }
        if (outcome.wrong = life.finish(); !outcome.wrong.isEmpty())
            return outcome;
    }
    return outcome;
}

} // namespace

class TestPowerCuts : public QObject {
    Q_OBJECT
private slots:
    void whateverWasNotSyncedIsLostTheStoreHoldsWhatItSaid();
    void withoutAnyOneOfItsSyncsSomethingIsLost_data();
    void withoutAnyOneOfItsSyncsSomethingIsLost();
};

void TestPowerCuts::whateverWasNotSyncedIsLostTheStoreHoldsWhatItSaid()
{
    const int asked = qEnvironmentVariableIntValue("TRACEDECK_ROUNDS");
    const auto outcome = fall(asked > 0 ? asked : 100, asked > 0 ? 10'000 : 1);
    QVERIFY2(outcome.wrong.isEmpty(), qPrintable(outcome.wrong));
}

void TestPowerCuts::withoutAnyOneOfItsSyncsSomethingIsLost_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("name");
    QTest::newRow("a segment's bytes") << u"file"_s << u".seg.new"_s;
    QTest::newRow("a pack's bytes") << u"file"_s << u".bin"_s;
    QTest::newRow("the manifest's log") << u"file"_s << u"manifest.sqlite-wal"_s;
    QTest::newRow("the manifest before it has its name") << u"file"_s << u"manifest.sqlite.new"_s;
    QTest::newRow("names of segments") << u"folder"_s << u"/segments"_s;
    QTest::newRow("names of packs") << u"folder"_s << u"/objects"_s;
    QTest::newRow("the manifest's name") << u"folder"_s << u"/store"_s;
    QTest::newRow("the store's folder") << u"folder"_s << u"/data"_s;
}

void TestPowerCuts::withoutAnyOneOfItsSyncsSomethingIsLost()
{
    QFETCH(QString, step);
    QFETCH(QString, name);
    const auto wanted = step == u"file"_s ? FragileDisk::Step::Sync : FragileDisk::Step::SyncFolder;
    const auto outcome = fall(400, 1, [&](FragileDisk::Step done, const QString& file) { return done == wanted && file.endsWith(name); });
    QVERIFY2(!outcome.wrong.isEmpty(), "it was not noticed");
    qInfo("cut %d: %s", outcome.cuts, qPrintable(outcome.wrong));
}

QTEST_GUILESS_MAIN(TestPowerCuts)
#include "test_power_cuts.moc"
