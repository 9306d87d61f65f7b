#include "events/truncation.h"
#include "events/vocabulary.h"

#include <QTest>

using namespace tracedeck::events;

class TestVocabulary : public QObject {
    Q_OBJECT

private slots:
    void levelsInAnyCase();
    void traceArrivesAsDebug();
    void everyLevelReadsBack();
    void failureIsNeverOutcomeAlone();
    void unheardOfOutcomeIsAFailureOfItsOwn();
    void bothSpellingsOfRpcAreOne();
    void truncationMarkers();
    void markedRecordIsRecognised();
    void fullListOf2022IsProbablyCut();
    void longerThan2022AllowedIsNotCutBy2022();
    void lengthIsCountedInUtf16Units();
};

void TestVocabulary::levelsInAnyCase()
{
    QCOMPARE(levelOf("ERROR"), Level::Error);
    QCOMPARE(levelOf("Warn"), Level::Warn);
    QCOMPARE(levelOf("warning"), Level::Warn);
    QCOMPARE(levelOf("fatal"), Level::Other);
    QCOMPARE(levelOf(""), Level::Other);
}

void TestVocabulary::traceArrivesAsDebug()
{
    QCOMPARE(levelOf("trace"), Level::Debug);
}

void TestVocabulary::everyLevelReadsBack()
{
    for (const Level level : {Level::Debug, Level::Log, Level::Info, Level::Warn, Level::Error, Level::Other})
        QCOMPARE(levelOf(levelName(level)), level);
}

void TestVocabulary::failureIsNeverOutcomeAlone()
{
    QVERIFY(isFailure("ok", true));
    QVERIFY(!isFailure("ok", false));
    QVERIFY(!isFailure("canceled", false));
    QVERIFY(isFailure("canceled", true));
    QVERIFY(isFailure("exceededCpu", false));
    QVERIFY(!isFailure("", false));
    QCOMPARE(outcomeClass("ok", true), OutcomeClass::OkWithException);
    QCOMPARE(outcomeClass("ok", false), OutcomeClass::Ok);
}

void TestVocabulary::unheardOfOutcomeIsAFailureOfItsOwn()
{
    QVERIFY(isFailure("explodedInSpace", false));
    QCOMPARE(outcomeClass("explodedInSpace", false), OutcomeClass::Other);
    QCOMPARE(outcomeClass("exception", true), OutcomeClass::Exception);
    QCOMPARE(outcomeClass("exceededMemory", false), OutcomeClass::ExceededMemory);
}

void TestVocabulary::bothSpellingsOfRpcAreOne()
{
    QCOMPARE(canonicalEventType("rpc"), canonicalEventType("worker_rpc"));
    QCOMPARE(canonicalEventType("fetch"), std::string_view("fetch"));
}

void TestVocabulary::truncationMarkers()
{
    QVERIFY(hasTruncationMarker("unable to <<<Logpush: exception messages truncated>>>"));
    QVERIFY(hasTruncationMarker("<<<Logpush: messages truncated>>>"));
    QVERIFY(hasTruncationMarker("<<<Logpush: a> b <<<Logpush: names truncated>>> c"));
    QVERIFY(!hasTruncationMarker("<<<Logpush: messages truncated>>"));
    QVERIFY(!hasTruncationMarker("<<<Logpush: a > b truncated>>>"));
    QVERIFY(!hasTruncationMarker("<<<Logpush: truncated>>"));
    QVERIFY(!hasTruncationMarker("<<<Logpush: "));
    QVERIFY(!hasTruncationMarker("truncated>>>"));
}

void TestVocabulary::markedRecordIsRecognised()
{
    Event event;
    event.logs = {LogLine {"log", {Argument {"fine", false}, Argument {"<<<Logpush: messages truncated>>>", false}}, 1}};
    QCOMPARE(truncationOf(event), Truncation::Marked);
    event.logs.clear();
    QCOMPARE(truncationOf(event), Truncation::None);
    event.exceptions = {Exception {"<<<Logpush: exception names truncated>>>", "", "", 1}};
    QCOMPARE(truncationOf(event), Truncation::Marked);
}

void TestVocabulary::fullListOf2022IsProbablyCut()
{
    Event event;
    event.logs.assign(20, LogLine {"log", {Argument {"short", false}}, 1});
    QCOMPARE(truncationOf(event), Truncation::ProbablyLimits2022);
    event.logs.pop_back();
    QCOMPARE(truncationOf(event), Truncation::None);
    event.logs.push_back(LogLine {"log", {Argument {std::string(300, 'x'), false}}, 1});
    event.logs.resize(1);
    event.logs[0].arguments[0].text = std::string(300, 'x');
    QCOMPARE(truncationOf(event), Truncation::ProbablyLimits2022);
}

void TestVocabulary::longerThan2022AllowedIsNotCutBy2022()
{
    Event event;
    event.logs.assign(20, LogLine {"log", {Argument {"short", false}}, 1});
    event.logs[3].arguments[0].text = std::string(301, 'x');
    QCOMPARE(truncationOf(event), Truncation::None);
    event.logs.assign(21, LogLine {"log", {Argument {"short", false}}, 1});
    QCOMPARE(truncationOf(event), Truncation::None);
}

void TestVocabulary::lengthIsCountedInUtf16Units()
{
    QCOMPARE(utf16Length("abc"), std::size_t {3});
    QCOMPARE(utf16Length("\xc3\xa9"), std::size_t {1});
    QCOMPARE(utf16Length("\xe2\x82\xac"), std::size_t {1});
    QCOMPARE(utf16Length("\xf0\x9f\x98\x80"), std::size_t {2});
    const QString text = QString::fromUtf8("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z");
    QCOMPARE(utf16Length(text.toStdString()), static_cast<std::size_t>(text.size()));
}

QTEST_APPLESS_MAIN(TestVocabulary)
#include "test_vocabulary.moc"
