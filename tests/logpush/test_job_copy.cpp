// A job leaves as curl, Terraform and JSON, and comes back.
#include "logpush/destination.h"
#include "logpush/job.h"
#include "logpush/job_copy.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kBase = u"https://api.cloudflare.com/client/v4"_s, kAccount = u"0123456789abcdef0123456789abcdef"_s;

QJsonObject someJob(const QString& name = u"workers"_s)
{
    return {{u"id"_s, 7},
            {u"name"_s, name},
            {u"dataset"_s, u"workers_trace_events"_s},
            {u"enabled"_s, true},
            {u"destination_conf"_s, u"r2://logs/w/{DATE}?account-id=a&access-key-id=k&secret-access-key=sesame"_s},
            {u"filter"_s, u"{\"where\":{\"key\":\"Outcome\",\"operator\":\"!eq\",\"value\":\"it's $HOME\"}}"_s},
            {u"output_options"_s,
             QJsonObject {{u"sample_rate"_s, 0.5}, {u"field_names"_s, QJsonArray {u"Event"_s}}, {u"CVE-2021-44228"_s, false}}},
            {u"last_complete"_s, u"2026-11-21T12:00:00Z"_s},
            {u"unheard_of"_s, QJsonObject {{u"deep"_s, QJsonArray {1, true, QJsonValue()}}}}};
}

/// Bash runs the command with a curl that writes down the body.
QJsonObject bodyOfRun(const QString& command, const QMap<QString, QString>& secrets)
{
    const QTemporaryDir folder;
    QFile curl(folder.filePath(u"curl"_s));
    if (!curl.open(QIODevice::WriteOnly))
        return {};
    curl.write("#!/bin/bash\nwhile (($#)); do [[ $1 == --data ]] && printf %s \"$2\" > \"$OUT\"; shift; done\n");
    curl.close();
    curl.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    QProcess bash;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, folder.path() + u':' + environment.value(u"PATH"_s));
    environment.insert(u"OUT"_s, folder.filePath(u"body"_s));
    for (auto at = secrets.begin(); at != secrets.end(); ++at)
        environment.insert(at.key(), at.value());
    bash.setProcessEnvironment(environment);
    bash.start(u"bash"_s, {u"-euc"_s, command});
    if (!bash.waitForFinished() || bash.exitCode() != 0)
        qWarning("%s", bash.readAllStandardError().constData());
    QFile body(folder.filePath(u"body"_s));
    return body.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(body.readAll()).object() : QJsonObject();
}

QString randomText(QRandomGenerator& random)
{
    static const QString kSigns = u"ab \\\"'`$!{}%&;\n\t#<>|äあ*?~^()[]="_s;
    QString text;
    for (int i = random.bounded(12); i > 0; --i)
        text += kSigns[random.bounded(int(kSigns.size()))];
    return text;
}

} // namespace

class TestJobCopy : public QObject {
    Q_OBJECT

private slots:
    void bashRunsTheCopiedCurl()
    {
        const QString command = asCurl(someJob(), kBase, kAccount);
        QVERIFY(!command.contains(u"sesame"_s));
        QVERIFY(command.contains(u"$CLOUDFLARE_API_TOKEN"_s));
        const QJsonObject body = bodyOfRun(command, {{u"SECRET_ACCESS_KEY"_s, u"sesame"_s}, {u"CLOUDFLARE_API_TOKEN"_s, u"t"_s}});
        QCOMPARE(body, createBodyOf(someJob()));
    }

    void hostileNamesGoThroughBash()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 60; ++i) {
            const QJsonObject job = someJob(randomText(random));
            QCOMPARE(bodyOfRun(asCurl(job, kBase, kAccount), {{u"SECRET_ACCESS_KEY"_s, u"sesame"_s}, {u"CLOUDFLARE_API_TOKEN"_s, u"t"_s}}),
                     createBodyOf(job));
        }
    }

    void whatWasCopiedCanBePasted()
    {
        QRandomGenerator random(8);
        for (int i = 0; i < 500; ++i) {
            QJsonObject job = someJob(randomText(random));
            job[u"destination_conf"_s] = u"https://logs.example.com/in"_s; // without secrets there is nothing to fill in
            job[randomText(random) + u'x'] = randomText(random);
            for (const QString& text : {asCurl(job, kBase, kAccount), asJson(job)}) {
                const auto read = importJob(text);
                QVERIFY2(read, qPrintable(text));
                QCOMPARE(*read, createBodyOf(job));
            }
        }
    }

    void noCopyTellsASecret()
    {
        for (const QString& text : {asCurl(someJob(), kBase, kAccount), asJson(someJob()), asTerraform(someJob(), kAccount)})
            QVERIFY2(!text.contains(u"sesame"_s), qPrintable(text));
        QJsonObject job = someJob();
        job[u"destination_conf"_s] = u"https://ann:sesame@h/in?header_Authorization=sesame"_s;
        job[u"ownership_challenge"_s] = u"sesame"_s;
        for (const QString& text : {asCurl(job, kBase, kAccount), asJson(job), asTerraform(job, kAccount)})
            QVERIFY2(!text.contains(u"sesame"_s), qPrintable(text));
    }

    void terraformHasItsShape()
    {
        const QString text = asTerraform(someJob(u"Prod-1 \"x\" ${y}"_s), kAccount);
        QVERIFY2(text.startsWith(u"resource \"cloudflare_logpush_job\" \"prod_1__x____y_\" {\n"_s), qPrintable(text));
        QVERIFY(text.contains(u"secret-access-key=${var.secret_access_key}\""_s));
        QVERIFY(text.contains(u"\"Prod-1 \\\"x\\\" $${y}\""_s)); // no template of Terraform's
        QVERIFY(text.contains(u"cve_2021_44228 = false"_s));
    }

    void otherFormsOfCurlAreRead_data()
    {
        QTest::addColumn<QString>("command");
        const QString body = R"({"destination_conf":"r2://b","name":"n"})"_L1;
        QTest::newRow("single quotes") << QString(u"curl -X POST https://x -d '"_s + body + u'\'');
        QTest::newRow("json") << QString(u"curl https://x --json '"_s + body + u'\'');
        QTest::newRow("grown together") << QString(u"curl https://x --data-raw='"_s + body + u'\'');
        QTest::newRow("twofold quotes") << QString(u"curl https://x -d \""_s + QString(body).replace(u'"', u"\\\""_s) + u'"');
        QTest::newRow("lines") << QString(u"curl https://x \\\n  -H 'A: b' \\\r\n --data $'"_s + body + u"'\n"_s);
        QTest::newRow("an answer") << QString(u"{\"success\":true,\"result\":"_s + body + u'}');
        QTest::newRow("a path") << QString(u"/usr/bin/curl https://x -d '"_s + body + u'\'');
    }

    void otherFormsOfCurlAreRead()
    {
        QFETCH(QString, command);
        const auto read = importJob(command);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE((*read)[u"destination_conf"].toString(), u"r2://b"_s);
        QCOMPARE((*read)[u"name"].toString(), u"n"_s);
    }

    void whatIsNoJobIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");
        const auto row = [](const QString& text, const QString& why) { QTest::newRow(qPrintable(text)) << text << why; };
        row(u""_s, u"neither"_s);
        row(u"wget x"_s, u"neither"_s);
        row(u"curl https://x"_s, u"no data"_s);
        row(u"curl -d '{"_s, u"does not end, at character 9"_s);
        row(u"{\"a\":"_s, u"no JSON"_s);
        row(u"{\"a\":1}"_s, u"destination_conf"_s);
        row(u"[]"_s, u"a list"_s);
        row(u"curl -d '{]'"_s, u"no JSON"_s);
    }

    void whatIsNoJobIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto read = importJob(text);
        QVERIFY(!read);
        QVERIFY2(read.error().detail.contains(why), qPrintable(read.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestJobCopy)
#include "test_job_copy.moc"
