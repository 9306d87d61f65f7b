// Jobs and their changes in words.
#include "jobs/job_view.h"
#include "text/change_text.h"
#include "ui_jobs/some_jobs.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace tracedeck::ui;

class JobTextTest : public QObject {
    Q_OBJECT

private slots:
    void theStateIsWhatTheApiAndTheClockTell_data()
    {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<int>("state");
        const auto row = [](const char* name, const QJsonObject& more, JobState state) {
            QTest::newRow(name) << more << static_cast<int>(state);
        };
        row("pushed a minute ago", {}, JobState::Delivering);
        row("pushed an hour ago", {{u"last_complete"_s, u"2026-11-21T11:35:00Z"_s}}, JobState::Quiet);
        row("never pushed", {{u"last_complete"_s, QJsonValue()}}, JobState::Quiet);
        row("the last push failed", {{u"last_error"_s, u"2026-11-21T12:35:30Z"_s}, {u"error_message"_s, u"401"_s}}, JobState::Failing);
        row("off", {{u"enabled"_s, false}}, JobState::Off);
        row("off with an error", {{u"enabled"_s, false}, {u"error_message"_s, u"401"_s}}, JobState::SwitchedOff);
    }

    void theStateIsWhatTheApiAndTheClockTell()
    {
        QFETCH(QJsonObject, more);
        QFETCH(int, state);
        QCOMPARE(static_cast<int>(viewOf(someJob(1, u"w"_s, more), kNow).state), state);
    }

    void aJobIsReadIntoItsRow()
    {
        const JobView view = viewOf(someJob(918204, u"workers-prod"_s), kNow);
        QCOMPARE(view.kind, u"R2"_s);
        QCOMPARE(view.place, u"logs/w/{DATE}"_s);
        QCOMPARE(view.sampleRate, 0.1);
        QCOMPARE(fieldsText(view), u"2 of 13"_s);
        QCOMPARE(view.keeps, u"Everything"_s);
        QVERIFY(sendsText(view).contains(u"30 s or 100,000 records"_s));
        QVERIFY(sendsText(view).contains(u"10"_s) && sendsText(view).contains(u"NDJSON"_s));
    }

    void legacyOptionsAreReadAndNamed()
    {
        QJsonObject job = someJob(1, u"old"_s, {{u"logpull_options"_s, u"fields=Event,Outcome,Logs&sample=0.5"_s}});
        job.remove(u"output_options"_s);
        const JobView view = viewOf(job, kNow);
        QVERIFY(view.isLegacy);
        QCOMPARE(view.sampleRate, 0.5);
        QCOMPARE(view.fields.value_or(0), 3);
        QCOMPARE(fieldsText(view), u"legacy"_s);
    }

    void jobsOfOtherKindsAndBrokenOnesHaveARow()
    {
        const JobView other = viewOf(
            {{u"id"_s, 7}, {u"dataset"_s, u"http_requests"_s}, {u"destination_conf"_s, u"carrier-pigeon"_s}, {u"filter"_s, u"{"_s}}, kNow);
        QVERIFY(!other.isOfTraceEvents());
        QVERIFY(!other.kind.isEmpty() && !other.keeps.isEmpty());
        QCOMPARE(fieldsText(other), u"default"_s);
        QCOMPARE(viewOf({}, kNow).id, 0);
    }

    void changesAreSaidInWords_data()
    {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const QJsonObject& more, const QString& said) { QTest::newRow(name) << more << said; };
        row("off", {{u"enabled"_s, false}}, u"Job: on → off"_s);
        row("renamed", {{u"name"_s, u"v"_s}}, u"Name: w → v"_s);
        row("limits", {{u"max_upload_interval_seconds"_s, 60}}, u"Most seconds of a file: no limit of its own → 60"_s);
        row("filtered", {{u"filter"_s, QString(R"({"where":{"key":"Outcome","operator":"eq","value":"exception"}})"_L1)}},
            u"Filter: Everything → Outcome is exception"_s);
        row("unknown", {{u"new_member"_s, 1}}, u"new_member: — → 1"_s);
    }

    void changesAreSaidInWords()
    {
        QFETCH(QJsonObject, more);
        QFETCH(QString, said);
        const auto changes = logpush::changesOf(someJob(1, u"w"_s), someJob(1, u"w"_s, more));
        QCOMPARE(changes.size(), std::size_t {1});
        QCOMPARE(changeText(changes.front()), said);
        QCOMPARE(changesText(changes), said);
    }

    void manyChangesAreCounted()
    {
        const auto changes = logpush::changesOf(someJob(1, u"w"_s), someJob(1, u"v"_s, {{u"enabled"_s, false}, {u"x"_s, 1}}));
        QCOMPARE(changesText(changes), u"Job: on → off, and 2 more"_s);
        QCOMPARE(changesText({}), u"No change"_s);
    }

    void hostileTextIsShownAsText()
    {
        const QString hostile = u"<b>x</b>\u202Eevil\nnext"_s;
        const JobView view = viewOf(someJob(1, hostile, {{u"error_message"_s, hostile}}), kNow);
        for (const QString& text : {view.name, view.errorMessage})
            QVERIFY(!text.contains(QChar(0x202E)) && !text.contains(u'\n') && text.contains(u"<b>x</b>"_s));
        const auto changes = logpush::changesOf(someJob(1, u"w"_s), someJob(1, hostile));
        QVERIFY(!changeText(changes.front()).contains(QChar(0x202E)));
    }
};

QTEST_MAIN(JobTextTest)
#include "test_text.moc"
