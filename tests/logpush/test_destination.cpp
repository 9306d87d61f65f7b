#include "logpush/destination.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kId = u"0123456789abcdef0123456789abcdef"_s;
const QString kSecret = u"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"_s;

Destination parsed(const QString& text)
{
    const auto destination = parseDestination(text);
    if (!destination)
        qFatal("%s: %s", qPrintable(text), qPrintable(destination.error().detail));
    return *destination;
}

QStringList errorsOf(const QString& text)
{
    QStringList errors;
    for (const auto& issue : checkDestination(parsed(text))) {
        if (!issue.isWarning)
            errors << issue.message;
    }
    return errors;
}

QString r2(const QString& id, const QString& secret)
{
    return u"r2://logs/{DATE}?account-id="_s + kId + u"&access-key-id="_s + id + u"&secret-access-key="_s + secret;
}

} // namespace

class TestDestination : public QObject {
    Q_OBJECT

private slots:
    void everyKindIsRecognised_data();
    void everyKindIsRecognised();
    void textThatIsNoneIsRefused_data();
    void textThatIsNoneIsRefused();
    void whatWasParsedPrintsTheSame();
    void changedValueKeepsItsPlaceAndTheRest();
    void dateBecomesTheDayAndIsNeverEncoded();
    void secretsAreMasked_data();
    void secretsAreMasked();
    void ownership_data();
    void ownership();
    void missingAndWrongPartsAreNamed_data();
    void missingAndWrongPartsAreNamed();
    void keysOfR2AreLookedAt();
};

void TestDestination::everyKindIsRecognised_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("kind");
    const auto row = [](const char* kind, const char* text) { QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(kind); };
    row("r2", "r2://logs/workers/{DATE}?account-id=0123456789abcdef0123456789abcdef&access-key-id=a&secret-access-key=b");
    row("s3", "s3://logs/dir?region=us-west-2&sse=AES256");
    row("s3", "s3://logs?region=us-west-2&access-key-id=a&secret-access-key=b");
    row("s3-compatible", "s3://logs/dir?region=WEUR&access-key-id=a&secret-access-key=b&endpoint=x.eu.r2.cloudflarestorage.com");
    row("gcs", "gs://logs/dir");
    row("azure", "azure://account.blob.core.windows.net/logs?sv=2020-08-04&ss=b&srt=o&sp=w&sig=abc%3D");
    row("sumo", "sumo://endpoint.collection.sumologic.com/receiver/v1/http/Zm9v");
    row("splunk",
        "splunk://host:8088/services/collector/raw?channel=c&insecure-skip-verify=false&sourcetype=s&header_Authorization=Splunk%20t");
    row("datadog", "datadog://http-intake.logs.datadoghq.com/api/v2/logs?header_DD-API-KEY=k&ddsource=cloudflare");
    row("newrelic", "https://log-api.eu.newrelic.com/log/v1?Api-Key=k&format=cloudflare");
    row("elastic", "https://x.es.eu-west-1.aws.elastic-cloud.com:9243?header_X-Secret=v");
    row("https", "https://logs.example.com/in?header_X-Token=v&tags=host:a,b");
    row("ibmcl", "ibmcl://i.ingress.eu-de.logs.cloud.ibm.com/logs/v1/singles?ibm_api_key=k");
    row("bigquery", "bq://projects/p/datasets/d/tables/t?credentials=base64:e30=");
    row("kinesis", "kinesis://stream?region=eu-west-1&sts-assume-role-arn=arn");
    row("other", "pipelines://x");
}

void TestDestination::everyKindIsRecognised()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, kind);
    const Destination destination = parsed(text);
    QCOMPARE(QByteArray(kindName(destination.kind).data()), kind);
    QCOMPARE(printDestination(destination), text);
    QVERIFY2(errorsOf(text).isEmpty() || kind == "other", qPrintable(errorsOf(text).join(u"; "_s)));
}

void TestDestination::textThatIsNoneIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("no scheme") << u"logs/dir"_s;
    QTest::newRow("scheme alone") << u"r2://"_s;
    QTest::newRow("no bucket") << u"r2:///dir?a=b"_s;
    QTest::newRow("line break") << u"r2://logs?account-id=a\n&b=c"_s;
    QTest::newRow("too long") << QString(u"r2://logs?a="_s + QString(4090, u'a'));
}

void TestDestination::textThatIsNoneIsRefused()
{
    QFETCH(QString, text);
    const auto destination = parseDestination(text);
    QVERIFY(!destination);
    QCOMPARE(destination.error().code, tracedeck::ErrorCode::BadValue);
}

void TestDestination::whatWasParsedPrintsTheSame()
{
    const QString alphabet = u"ab/?&=%2F{DATE}:.+ é-_*#@"_s;
    QRandomGenerator random(7);
    for (int i = 0; i < 2000; ++i) {
        QString text = u"s3://b"_s;
        for (int length = random.bounded(40); length > 0; --length)
            text += alphabet[random.bounded(static_cast<int>(alphabet.size()))];
        QCOMPARE(printDestination(parsed(text)), text);
    }
}

void TestDestination::changedValueKeepsItsPlaceAndTheRest()
{
    Destination destination = parsed(u"s3://b/{DATE}?x=%7E1&region=us&secret-access-key=a%2Fb&flag"_s);
    destination.setParam(u"region"_s, u"a b/&"_s);
    destination.setParam(u"x"_s, u"~1"_s); // the same value, written as before
    QCOMPARE(printDestination(destination), u"s3://b/{DATE}?x=%7E1&region=a%20b%2F%26&secret-access-key=a%2Fb&flag"_s);
    QCOMPARE(destination.param(u"region").value(), u"a b/&"_s);
    destination.setParam(u"endpoint"_s, u"host"_s);
    QCOMPARE(destination.kind, DestinationKind::S3Compatible);
    destination.removeParam(u"endpoint");
    QCOMPARE(destination.kind, DestinationKind::S3);
}

void TestDestination::dateBecomesTheDayAndIsNeverEncoded()
{
    const qint64 at = 1'669'161'599'000; // 2022-11-22T23:59:59Z
    QCOMPARE(objectPrefix(parsed(u"r2://b/a/{DATE}/?x=y"_s), at), u"a/20221122"_s);
    QCOMPARE(objectPrefix(parsed(u"r2://b/{DATE}/x-{DATE}"_s), at), u"20221122/x-20221122"_s);
    QCOMPARE(objectPrefix(parsed(u"r2://b"_s), at), QString());
}

void TestDestination::secretsAreMasked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("r2") << r2(kId, kSecret) << r2(kId, u"****"_s);
    QTest::newRow("header") << u"https://h/p?header_X-Any=hush&a=b"_s << u"https://h/p?header_X-Any=****&a=b"_s;
    QTest::newRow("user and password") << u"https://u:hush@h/p"_s << u"https://****@h/p"_s;
    QTest::newRow("unheard-of scheme") << u"new://h?api_key=hush&Token=hush&a=b"_s << u"new://h?api_key=****&Token=****&a=b"_s;
    QTest::newRow("code in the path") << u"sumo://h/receiver/v1/http/hush"_s << u"sumo://h/receiver/v1/http/****"_s;
    QTest::newRow("signature") << u"azure://h/c?sp=w&sig=hush"_s << u"azure://h/c?sp=w&sig=****"_s;
    QTest::newRow("name in another case") << u"r2://b?Secret-Access-Key=hush"_s << u"r2://b?Secret-Access-Key=****"_s;
    QTest::newRow("encoded name") << u"https://h/p?h%65ader_X=hush&t%6Fken=hush&a=b"_s << u"https://h/p?h%65ader_X=****&t%6Fken=****&a=b"_s;
    QTest::newRow("does not parse") << u"r2://?secret=hush"_s << u"r2://****"_s;
    QTest::newRow("no scheme") << u"hush"_s << u"****"_s;
}

void TestDestination::secretsAreMasked()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(redactedDestination(text), shown);
}

void TestDestination::ownership_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("ownership");
    const auto row = [](const char* name, const char* text, Ownership ownership) {
        QTest::newRow(name) << QString::fromUtf8(text) << static_cast<int>(ownership);
    };
    row("R2", "r2://b?account-id=a", Ownership::NotNeeded);
    row("S3 by role", "s3://b?region=us", Ownership::Needed);
    row("S3 by keys", "s3://b?region=us&access-key-id=a&secret-access-key=b", Ownership::NotNeeded);
    row("S3-compatible", "s3://b?region=us&access-key-id=a&secret-access-key=b&endpoint=h", Ownership::NotNeeded);
    row("GCS", "gs://b", Ownership::Needed);
    row("Azure", "azure://b?sig=x", Ownership::Disputed);
    row("HTTPS", "https://h", Ownership::NotNeeded);
}

void TestDestination::ownership()
{
    QFETCH(QString, text);
    QFETCH(int, ownership);
    QCOMPARE(static_cast<int>(ownershipOf(parsed(text))), ownership);
}

void TestDestination::missingAndWrongPartsAreNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* text, const char* message) {
        QTest::newRow(message) << QString::fromUtf8(text) << QString::fromUtf8(message);
    };
    row("r2://b?access-key-id=a&secret-access-key=b", "account-id is missing");
    row("r2://b?account-id=short&access-key-id=a&secret-access-key=b", "account-id must have 32 hex digits");
    row("s3://b?access-key-id=a&secret-access-key=b", "region is missing");
    row("s3://b?region=us&access-key-id=a", "secret-access-key is missing");
    row("s3://b?region=us&access-key-id=a&secret-access-key=b&endpoint=https://h/b",
        "endpoint must be a host without scheme, bucket and path");
    row("azure://h/c?srt=sco&sig=x", "signedResourceTypes must be Object only (srt=o)");
    row("splunk://h/p?header_Authorization=Splunk%20t", "channel is missing");
    row("bq://projects/p/datasets/d?credentials=base64:x", "must be bq://projects/PROJECT/datasets/DATASET/tables/TABLE");
    row("kinesis://s?region=us", "needs sts-assume-role-arn or access keys");
    row("ftp://h/p", "unknown scheme \"ftp\"");
    row("https://bad host/p", "not a host name");
}

void TestDestination::missingAndWrongPartsAreNamed()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    QCOMPARE(errorsOf(text), QStringList {message});
}

void TestDestination::keysOfR2AreLookedAt()
{
    const auto said = [](const QString& id, const QString& secret) {
        const auto issues = checkDestination(parsed(r2(id, secret)));
        return issues.empty() ? QString() : issues.front().message;
    };
    QCOMPARE(said(kId, kSecret), QString());
    QCOMPARE(said(kSecret, kId), u"id and secret are swapped"_s);
    QVERIFY(said(kId, QString(40, u'a')).contains(u"SHA-256"));
    QVERIFY(said(u"AKIA"_s, kSecret).contains(u"32 hex"));
    QVERIFY(said(kId, u"abc"_s).contains(u"64 hex"));
}

QTEST_GUILESS_MAIN(TestDestination)
#include "test_destination.moc"
