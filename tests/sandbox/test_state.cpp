#include "sandbox/faults.h"
#include "sandbox/roles.h"
#include "sandbox/state_file.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace Qt::Literals::StringLiterals;

class TestState : public QObject {
    Q_OBJECT

private slots:
    void theSameSeedMakesTheSameAccount();
    void whatIsWrittenIsReadAgain();
    void aRestartGoesOn();
    void aFolderIsServedOnce();
    void otherVersionsAndRubbishAreNamed();
    void openFactsTakeWhatFits();
    void faultsAreNamedPlacedAndShared();
    void bucketTokensOpenTheirBucketAlone();
};

void TestState::theSameSeedMakesTheSameAccount()
{
    QCOMPARE(stateJson(makeState(1, 1000)), stateJson(makeState(1, 1000)));
    QVERIFY(makeState(1, 1000).account.id != makeState(2, 1000).account.id);
    const auto state = makeState(1, 1000);
    QCOMPARE(state.account.id.size(), 32);
    QCOMPARE(state.members.size(), roles().size());
    QCOMPARE(state.scripts.size(), std::size_t {40});
}

void TestState::whatIsWrittenIsReadAgain()
{
    auto state = makeState(3, 1'795'000'000'000);
    state.jobs.front().zoneId = state.zones.front().id;
    state.facts.maxJobs = 7;
    state.pipeline = {{u"x"_s, 1}};
    const auto again = stateFrom(QJsonDocument::fromJson(QJsonDocument(stateJson(state)).toJson()).object());
    QVERIFY(again.has_value());
    QCOMPARE(stateJson(*again), stateJson(state));
}

void TestState::aRestartGoesOn()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"sandbox"_s);
    QString id;
    {
        auto file = StateFile::open(path, 5, 1000);
        QVERIFY(file.has_value());
        id = (*file)->state().account.id;
        (*file)->state().jobs.clear();
        (*file)->touch();
    }
    QCOMPARE(QFile::permissions(path + u"/account.json"_s) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions {});
    auto file = StateFile::open(path, 6, 1000); // the seed is of the first start
    QVERIFY(file.has_value());
    QCOMPARE((*file)->state().account.id, id);
    QVERIFY((*file)->state().jobs.empty());
}

void TestState::aFolderIsServedOnce()
{
    const QTemporaryDir folder;
    auto file = StateFile::open(folder.path(), 5, 1000);
    QVERIFY(file.has_value());
    const auto second = StateFile::open(folder.path(), 5, 1000);
    QCOMPARE(second.error().code, ErrorCode::StoreLocked);
    QCOMPARE(second.error().subject, folder.path());
    file->reset();
    QVERIFY(StateFile::open(folder.path(), 5, 1000).has_value());
}

void TestState::otherVersionsAndRubbishAreNamed()
{
    QJsonObject json = stateJson(makeState(1, 1000));
    json[u"jobs"_s] = 5;
    const auto wrong = stateFrom(json);
    QVERIFY(!wrong && wrong.error().code == ErrorCode::BadValue && wrong.error().detail.startsWith(u"jobs"));
    json[u"version"_s] = 99;
    QCOMPARE(stateFrom(json).error().code, ErrorCode::StoreVersion);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"account.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{") == 1);
    file.close();
    QCOMPARE(StateFile::open(folder.path(), 1, 1000).error().code, ErrorCode::BadJson);
}

void TestState::openFactsTakeWhatFits()
{
    OpenFacts facts;
    for (const QString& name : openFactNames())
        QVERIFY2(openFactsJson(facts).contains(name), qPrintable(name));
    QVERIFY(setOpenFact(facts, u"maxJobs"_s, u"9"_s) && facts.maxJobs == 9);
    QVERIFY(!setOpenFact(facts, u"maxJobs"_s, u"-1"_s));
    QVERIFY(!setOpenFact(facts, u"nameMayChange"_s, u"9"_s));
    QVERIFY(!setOpenFact(facts, u"nothing"_s, u"9"_s));
    QCOMPARE(openFactsFrom(openFactsJson(facts))->maxJobs, 9);
}

void TestState::faultsAreNamedPlacedAndShared()
{
    Faults faults(1);
    for (const QString& name : faultNames())
        QVERIFY2(faults.set({name}), qPrintable(name));
    for (const char* bad : {"", "teapot", "503@0", "503@101", "503@x", "api:gap", "r2:10023", "api:skew"})
        QVERIFY2(!faults.set({QString::fromLatin1(bad)}), bad);
    QVERIFY(faults.set({u"r2:cut"_s, u"503@20"_s}));
    QCOMPARE(faults.pick(FaultPlace::Bucket), Fault::Cut);
    int struck = 0;
    for (int i = 0; i < 1000; ++i)
        struck += faults.pick(FaultPlace::Api) == Fault::Unavailable ? 1 : 0;
    QVERIFY(struck > 150 && struck < 250);
    QVERIFY(!faults.strikes(Fault::Gap));
}

void TestState::bucketTokensOpenTheirBucketAlone()
{
    const auto state = makeState(1, 1000);
    const BucketInfo mine = state.buckets.front(), other {u"other"_s, u"default"_s, {}, {}, 0};
    const Token &writer = state.tokens[1], &reader = state.tokens[2];
    QCOMPARE(bucketRight(state, writer, mine), BucketRight::ReadWrite);
    QCOMPARE(bucketRight(state, reader, mine), BucketRight::Read);
    QCOMPARE(bucketRight(state, writer, other), BucketRight::None);
    QCOMPARE(bucketRight(state, state.tokens.front(), other), BucketRight::ReadWrite);
}

QTEST_GUILESS_MAIN(TestState)
#include "test_state.moc"
