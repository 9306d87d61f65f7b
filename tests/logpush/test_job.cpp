#include "logpush/job.h"
#include "logpush/logpull_options.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject object(const QByteArray& json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s: %s", json.constData(), qPrintable(error.errorString()));
    return document.object();
}

/// A job as the API tells of one, with what the server fills in and a member that nobody knows yet.
QJsonObject job()
{
    const QJsonObject options {{u"field_names"_s, QJsonArray {u"Event"_s, u"Outcome"_s}},
                               {u"sample_rate"_s, 0.5},
                               {u"future_option"_s, QJsonObject {{u"a"_s, QJsonArray {1, 2.5}}}}};
    return {{u"id"_s, 146},
            {u"dataset"_s, u"workers_trace_events"_s},
            {u"enabled"_s, true},
            {u"name"_s, u"workers"_s},
            {u"destination_conf"_s, u"r2://logs/w/{DATE}?account-id=a&access-key-id=k&secret-access-key=sesame%2Bopen"_s},
            {u"filter"_s, QString(R"({"where":{"key":"Outcome","operator":"!eq","value":"exception"}})"_L1)},
            {u"output_options"_s, options},
            {u"logpull_options"_s, u""_s},
            {u"frequency"_s, u"high"_s},
            {u"kind"_s, u""_s},
            {u"max_upload_bytes"_s, 5'000'000},
            {u"last_complete"_s, u"2026-11-21T12:00:00Z"_s},
            {u"last_error"_s, QJsonValue()},
            {u"error_message"_s, QJsonValue()},
            {u"transformer_id"_s, 7},
            {u"unheard_of"_s, QJsonObject {{u"deep"_s, QJsonArray {true, QJsonValue()}}}}};
}

QJsonObject changed(QJsonObject job, const QString& member, const QJsonValue& value)
{
    job[member] = value;
    return job;
}

QJsonObject withOption(QJsonObject job, const QString& option, const QJsonValue& value)
{
    auto options = job[u"output_options"_s].toObject();
    options[option] = value;
    job[u"output_options"_s] = options;
    return job;
}

QStringList paths(const std::vector<JobChange>& changes)
{
    QStringList paths;
    for (const JobChange& change : changes)
        paths << change.path;
    return paths;
}

} // namespace

class TestJob : public QObject {
    Q_OBJECT

private slots:
    void anUpdateSendsTheWholeAndNothingElse();
    void aCreateNamesTheDataset();
    void whatMeansTheSameIsNoChange_data();
    void whatMeansTheSameIsNoChange();
    void whatDiffersIsNamed_data();
    void whatDiffersIsNamed();
    void changesStandInTheOrderOfTheApi();
    void secretsAreNeverInAChange();
    void legacyOptionsAreConverted_data();
    void legacyOptionsAreConverted();
    void aConvertedJobIsTheSame();
};

void TestJob::anUpdateSendsTheWholeAndNothingElse()
{
    const QJsonObject body = updateBodyOf(job());
    for (const char* name : {"id", "dataset", "last_complete", "last_error", "error_message", "logpull_options"})
        QVERIFY2(!body.contains(QLatin1StringView(name)), name);
    for (const char* name : {"enabled", "name", "destination_conf", "filter", "output_options", "frequency", "kind", "max_upload_bytes",
                             "transformer_id", "unheard_of"})
        QCOMPARE(body[QLatin1StringView(name)], job()[QLatin1StringView(name)]);
    QVERIFY(!updateBodyOf(changed(job(), u"ownership_challenge"_s, u"token"_s)).contains(u"ownership_challenge"_s));
    auto legacy = job();
    legacy.remove(u"output_options"_s);
    legacy[u"logpull_options"_s] = u"fields=Event"_s;
    QCOMPARE(updateBodyOf(legacy)[u"logpull_options"_s].toString(), u"fields=Event"_s);
    QVERIFY(!updateBodyOf(legacy).contains(u"output_options"_s)); // not even as null, which would be said to the API
}

void TestJob::aCreateNamesTheDataset()
{
    const QJsonObject body = createBodyOf(job());
    QCOMPARE(body[u"dataset"_s].toString(), u"workers_trace_events"_s);
    QVERIFY(!body.contains(u"id"_s));
}

void TestJob::whatMeansTheSameIsNoChange_data()
{
    QTest::addColumn<QJsonObject>("other");
    QTest::newRow("itself") << job();
    QTest::newRow("another id") << changed(job(), u"id"_s, 7);
    QTest::newRow("pushed since") << changed(job(), u"last_complete"_s, u"2026-11-21T13:00:00Z"_s);
    QTest::newRow("failed since") << changed(changed(job(), u"last_error"_s, u"2026-11-21T13:00:00Z"_s), u"error_message"_s, u"x"_s);
    QTest::newRow("null for the default") << changed(job(), u"frequency"_s, QJsonValue());
    QTest::newRow("no batch limit, spelled out") << changed(job(), u"max_upload_records"_s, 0);
    QTest::newRow("legacy options that are not looked at") << changed(job(), u"logpull_options"_s, u"fields=Logs"_s);
    QTest::newRow("blanks in the filter") << changed(
        job(), u"filter"_s, QString(R"({ "where": { "operator": "!eq", "key": "Outcome", "value": "exception" } })"_L1));
    QTest::newRow("parameters in another order")
        << changed(job(), u"destination_conf"_s, u"r2://logs/w/{DATE}?secret-access-key=sesame%2Bopen&account-id=a&access-key-id=k"_s);
    QTest::newRow("a letter encoded without need")
        << changed(job(), u"destination_conf"_s, u"r2://logs/w/{DATE}?account-id=%61&access-key-id=k&secret-access-key=sesame%2bopen"_s);
    QTest::newRow("an option's default") << withOption(job(), u"field_delimiter"_s, u","_s);
    QTest::newRow("an option that is null") << withOption(job(), u"record_template"_s, QJsonValue());
    QTest::newRow("what surrounds a record of ndjson") << withOption(job(), u"record_prefix"_s, u"{"_s);
}

void TestJob::whatMeansTheSameIsNoChange()
{
    QFETCH(QJsonObject, other);
    QCOMPARE(paths(changesOf(job(), other)), QStringList());
    QCOMPARE(paths(changesOf(other, job())), QStringList());
}

void TestJob::whatDiffersIsNamed_data()
{
    QTest::addColumn<QJsonObject>("other");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const QJsonObject& other, const QStringList& expected) {
        QTest::newRow(name) << other << expected;
    };
    row("switched off", changed(job(), u"enabled"_s, false), {u"enabled"_s});
    row("renamed", changed(job(), u"name"_s, u"w"_s), {u"name"_s});
    row("no filter", changed(job(), u"filter"_s, u""_s), {u"filter"_s});
    row("another value", changed(job(), u"filter"_s, QString(R"({"where":{"key":"Outcome","operator":"!eq","value":"ok"}})"_L1)),
        {u"filter"_s});
    row("a filter that is none", changed(job(), u"filter"_s, u"{"_s), {u"filter"_s});
    row("sampled less", withOption(job(), u"sample_rate"_s, 0.25), {u"output_options.sample_rate"_s});
    row("fields in another order", withOption(job(), u"field_names"_s, QJsonArray {u"Outcome"_s, u"Event"_s}),
        {u"output_options.field_names"_s});
    row("a record's default for csv, without csv", withOption(job(), u"record_prefix"_s, u""_s), {u"output_options.record_prefix"_s});
    row("csv", withOption(job(), u"output_type"_s, u"csv"_s), {u"output_options.output_type"_s});
    row("an option nobody knows", withOption(job(), u"future_option"_s, 1), {u"output_options.future_option"_s});
    row("all options gone", changed(job(), u"output_options"_s, QJsonValue()),
        {u"output_options.field_names"_s, u"output_options.future_option"_s, u"output_options.sample_rate"_s});
    row("a member nobody knows", changed(job(), u"unheard_of"_s, 1), {u"unheard_of"_s});
    row("another bucket", changed(job(), u"destination_conf"_s, u"r2://other?account-id=a"_s), {u"destination_conf"_s});
}

void TestJob::whatDiffersIsNamed()
{
    QFETCH(QJsonObject, other);
    QFETCH(QStringList, expected);
    const auto changes = changesOf(job(), other);
    QCOMPARE(paths(changes), expected);
    const auto back = changesOf(other, job());
    QCOMPARE(paths(back), expected);
    for (std::size_t i = 0; i < changes.size(); ++i) {
        QCOMPARE(changes[i].before, back[i].after);
        QCOMPARE(changes[i].after, back[i].before);
    }
}

void TestJob::changesStandInTheOrderOfTheApi()
{
    auto other = withOption(changed(job(), u"enabled"_s, false), u"sample_rate"_s, 1);
    other[u"a_new_member"_s] = 1;
    other[u"name"_s] = u"x"_s;
    other[u"filter"_s] = u""_s;
    QCOMPARE(paths(changesOf(job(), other)),
             QStringList({u"enabled"_s, u"name"_s, u"filter"_s, u"output_options.sample_rate"_s, u"a_new_member"_s}));
}

void TestJob::secretsAreNeverInAChange()
{
    const auto other =
        changed(job(), u"destination_conf"_s, u"r2://logs/w/{DATE}?account-id=a&access-key-id=k&secret-access-key=new-sesame"_s);
    const auto changes = changesOf(job(), other);
    QCOMPARE(changes.size(), std::size_t {1});
    QVERIFY(changes[0].isSecret);
    QCOMPARE(changes[0].before, changes[0].after);
    QVERIFY(!changes[0].before.toString().contains(u"sesame"_s) && changes[0].before.toString().contains(u"r2://logs/w"_s));
    const auto moved = changesOf(job(), changed(other, u"destination_conf"_s, u"r2://b?secret-access-key=new-sesame"_s));
    QVERIFY(!moved[0].isSecret);
    QVERIFY(!moved[0].after.toString().contains(u"sesame"_s));
}

void TestJob::legacyOptionsAreConverted_data()
{
    QTest::addColumn<QString>("legacy");
    QTest::addColumn<QByteArray>("today");
    QTest::newRow("all")
        << u"fields=Event,Outcome&timestamps=rfc3339&sample=0.1&CVE-2021-44228=true"_s
        << QByteArray(R"({"field_names":["Event","Outcome"],"timestamp_format":"rfc3339","sample_rate":0.1,"CVE-2021-44228":true})");
    QTest::newRow("a whole URL") << u"https://api.example.com/x?fields=Event"_s << QByteArray(R"({"field_names":["Event"]})");
    QTest::newRow("encoded") << u"fields=Event%2COutcome"_s << QByteArray(R"({"field_names":["Event","Outcome"]})");
    QTest::newRow("no number") << u"sample=lots"_s << QByteArray(R"({"sample_rate":"lots"})");
    QTest::newRow("twice") << u"sample=0.1&sample=1"_s << QByteArray(R"({"sample_rate":0.1})");
    QTest::newRow("nothing") << QString() << QByteArray("{}");
}

void TestJob::legacyOptionsAreConverted()
{
    QFETCH(QString, legacy);
    QFETCH(QByteArray, today);
    QCOMPARE(outputOptionsOf(legacy), object(today));
}

void TestJob::aConvertedJobIsTheSame()
{
    auto legacy = job();
    legacy.remove(u"output_options"_s);
    legacy[u"logpull_options"_s] = u"fields=Event,Outcome&sample=0.1"_s;
    const QJsonObject converted = withOutputOptions(legacy);
    QVERIFY(!converted.contains(u"logpull_options"_s));
    QCOMPARE(converted[u"output_options"_s].toObject(), object(R"({"field_names":["Event","Outcome"],"sample_rate":0.1})"));
    QCOMPARE(paths(changesOf(legacy, converted)), QStringList());
    QCOMPARE(paths(changesOf(legacy, withOption(converted, u"sample_rate"_s, 1))), QStringList {u"output_options.sample_rate"_s});
    QCOMPARE(withOutputOptions(job()), job());
    auto other = legacy;
    other[u"logpull_options"_s] = u"fields=Event,Outcome&sample=0.1&unheard=1"_s;
    QCOMPARE(paths(changesOf(legacy, other)), QStringList {u"logpull_options"_s});
}

QTEST_GUILESS_MAIN(TestJob)
#include "test_job.moc"
