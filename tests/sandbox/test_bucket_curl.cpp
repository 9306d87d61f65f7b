#include "s3/sigv4.h"
#include "sandbox/bucket_stage.h"
#include "support/waited.h"

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What curl says, its status behind the body.
QByteArray curl(const QStringList& arguments)
{
    QProcess process;
    process.start(u"curl"_s, QStringList {u"-s"_s, u"-g"_s, u"--path-as-is"_s, u"-w"_s, u"\n%{http_code}"_s} + arguments);
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    loop.exec();
    return process.readAllStandardOutput();
}

QStringList signedBy(const char* id, const char* secret)
{
    return {u"--aws-sigv4"_s, u"aws:amz:auto:s3"_s, u"--user"_s, QString::fromLatin1(id) % u':' % QString::fromLatin1(secret)};
}

/// A query that lets whoever has it read this path.
QString presigned(const BucketStage& stage, const QByteArray& path, std::int64_t atMs, std::int64_t validSeconds)
{
    const Secret secret {QByteArrayView(kReaderSecret)};
    const s3::SigningScope scope {kReader, atMs, "auto", "s3"};
    s3::SignableRequest request {
        "GET", path, {}, {{"host", "127.0.0.1:" + QByteArray::number(stage.server->port())}}, s3::kUnsignedPayload};
    request.query = s3::presignQuery(request, scope, validSeconds);
    const QByteArray signature = s3::sign(request, scope, secret).signature;
    return stage.endpoint() % QString::fromLatin1(path + '?' + request.query + "&X-Amz-Signature=" + signature);
}

} // namespace

/// The bucket as a client sees it that nobody here wrote.
class TestBucketCurl : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void anUploadIsReadBack();
    void aHeadTellsTheLengthWithoutABody();
    void bucketsAreListedAndPlaced();
    void aWrongSignatureIsRefused();
    void anUnsignedRequestIsRefused();
    void aPresignedAddressReadsUntilItsTime();
    void aBucketOfAJurisdictionAnswersAtItsHost();
    void conditionsAreKept();
    void whatIsNotServedIsSaid_data();
    void whatIsNotServedIsSaid();
    void aConnectionServesManyRequests();
};

void TestBucketCurl::initTestCase()
{
    if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
        QSKIP("curl is not installed");
}

void TestBucketCurl::anUploadIsReadBack()
{
    BucketStage stage;
    QTemporaryDir place;
    QFile file(place.filePath(u"up"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray bytes = QByteArray("line\r\n\0bytes", 12).repeated(200'000); // long enough for curl to ask before it sends
    file.write(bytes);
    file.close();
    const auto keys = signedBy(kWriter, kWriterSecret);
    const QString address = stage.endpoint() % u"/logs/folder/a%20b.bin"_s;
    // curl 7.88 takes the body of -T for empty unless it is told not to look at it, as its users on S3 have to.
    const QStringList headers {
        u"-H"_s, u"x-amz-content-sha256: UNSIGNED-PAYLOAD"_s, u"-H"_s, u"Content-Type: text/x-log"_s, u"-H"_s, u"x-amz-meta-a: 1"_s};
    QCOMPARE(curl(keys + headers + QStringList {u"-T"_s, file.fileName(), address}), QByteArray("\n200"));
    QCOMPARE(*stage.logs().read("folder/a b.bin"), bytes);
    QCOMPARE(stage.logs().find("folder/a b.bin")->header("x-amz-meta-a"), QByteArray("1"));
    QCOMPARE(curl(keys + QStringList {address}), QByteArray(bytes + "\n200"));
    const QString other = stage.endpoint() % u"/logs/hashed"_s;
    QCOMPARE(curl(keys + QStringList {u"-X"_s, u"PUT"_s, u"--data-binary"_s, u"a body that is hashed"_s, other}), QByteArray("\n200"));
    QCOMPARE(*stage.logs().read("hashed"), QByteArray("a body that is hashed"));
    QCOMPARE(curl(keys + QStringList {u"-X"_s, u"DELETE"_s, other}), QByteArray("\n204"));
    QCOMPARE(curl(keys + QStringList {u"-X"_s, u"DELETE"_s, address}), QByteArray("\n204"));
    QCOMPARE(stage.logs().count(), std::size_t {0});
}

void TestBucketCurl::aHeadTellsTheLengthWithoutABody()
{
    BucketStage stage;
    QVERIFY(stage.logs().put("k", QByteArray(4321, 'x'), {{"content-encoding", "gzip"}}));
    const QByteArray head = curl(signedBy(kReader, kReaderSecret) + QStringList {u"-I"_s, stage.endpoint() % u"/logs/k"_s}).toLower();
    QVERIFY2(head.contains("content-length: 4321\r\n"), head.constData());
    QVERIFY(head.contains("content-encoding: gzip\r\n"));
    QVERIFY(head.contains("last-modified: "));
    QVERIFY(head.endsWith("\n200"));
    const QByteArray none = curl(signedBy(kReader, kReaderSecret) + QStringList {u"-I"_s, stage.endpoint() % u"/logs/none"_s});
    QVERIFY(none.endsWith("\n404"));
    QVERIFY(!none.contains("<Error>"));
}

void TestBucketCurl::bucketsAreListedAndPlaced()
{
    BucketStage stage;
    const auto keys = signedBy(kReader, kReaderSecret);
    const QByteArray buckets = curl(keys + QStringList {stage.endpoint() % u"/"_s});
    QVERIFY2(buckets.contains("<Name>logs</Name>") && buckets.endsWith("\n200"), buckets.constData());
    QVERIFY(!buckets.contains("private-things") && !buckets.contains("eu-logs"));
    QVERIFY(curl(keys + QStringList {stage.endpoint() % u"/logs?location="_s}).contains(">weur</LocationConstraint>"));
    QVERIFY(curl(keys + QStringList {u"-I"_s, stage.endpoint() % u"/logs"_s}).endsWith("\n200"));
    QVERIFY(curl(keys + QStringList {u"-I"_s, stage.endpoint() % u"/nothing"_s}).endsWith("\n404"));
}

void TestBucketCurl::aWrongSignatureIsRefused()
{
    BucketStage stage;
    QVERIFY(stage.logs().put("k", "x"));
    const QByteArray answer = curl(signedBy(kReader, "not the secret") + QStringList {stage.endpoint() % u"/logs/k"_s});
    QVERIFY2(answer.contains("<Code>SignatureDoesNotMatch</Code>") && answer.endsWith("\n403"), answer.constData());
}

void TestBucketCurl::anUnsignedRequestIsRefused()
{
    BucketStage stage;
    QVERIFY(stage.logs().put("k", "x"));
    const QByteArray answer = curl({stage.endpoint() % u"/logs/k"_s});
    QVERIFY2(answer.contains("<Code>AccessDenied</Code>") && answer.endsWith("\n403"), answer.constData());
}

void TestBucketCurl::aPresignedAddressReadsUntilItsTime()
{
    BucketStage stage;
    QVERIFY(stage.logs().put("a b", "hello"));
    const qint64 now = stage.clock.nowMs();
    QCOMPARE(curl({presigned(stage, "/logs/a%20b", now, 60)}), QByteArray("hello\n200"));
    const QByteArray late = curl({presigned(stage, "/logs/a%20b", now - 120'000, 60)});
    QVERIFY2(late.contains("<Code>ExpiredRequest</Code>") && late.endsWith("\n400"), late.constData());
    QVERIFY(curl({presigned(stage, "/logs/a%20b", now, 60).replace(u"a%20b"_s, u"other"_s)}).endsWith("\n403"));
}

void TestBucketCurl::aBucketOfAJurisdictionAnswersAtItsHost()
{
    BucketStage stage;
    const QString port = QString::number(stage.server->port());
    const QStringList there {u"--resolve"_s, u"eu.r2.test:"_s % port % u":127.0.0.1"_s,
                             u"http://eu.r2.test:"_s % port % u"/eu-logs?list-type=2"_s};
    const QByteArray listing = curl(signedBy(kReader, kReaderSecret) + there);
    QVERIFY2(listing.contains("<KeyCount>0</KeyCount>") && listing.endsWith("\n200"), listing.constData());
}

void TestBucketCurl::conditionsAreKept()
{
    BucketStage stage;
    const auto facts = stage.logs().put("k", "x");
    QVERIFY(facts);
    const QString address = stage.endpoint() % u"/logs/k"_s;
    const auto with = [&](const QString& header) {
        return curl(signedBy(kReader, kReaderSecret) + QStringList {u"-H"_s, header, address}).right(3);
    };
    const QString etag = u'"' % QString::fromLatin1(facts->etag) % u'"';
    QCOMPARE(with(u"If-None-Match: "_s % etag), QByteArray("304"));
    QCOMPARE(with(u"If-None-Match: \"other\""_s), QByteArray("200"));
    QCOMPARE(with(u"If-Match: "_s % etag), QByteArray("200"));
    QCOMPARE(with(u"If-Match: \"other\""_s), QByteArray("412"));
    QCOMPARE(with(u"If-Modified-Since: "_s % QString::fromLatin1(httpTime(facts->changedMs))), QByteArray("304"));
    QCOMPARE(with(u"If-Unmodified-Since: "_s % QString::fromLatin1(httpTime(facts->changedMs - 5000))), QByteArray("412"));
    QCOMPARE(with(u"Range: bytes=0-0"_s), QByteArray("206"));
}

void TestBucketCurl::whatIsNotServedIsSaid_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("an upload in parts") << u"POST"_s << u"/logs/k?uploads="_s << QByteArray("NotImplemented") << QByteArray("501");
    QTest::newRow("an access list") << u"GET"_s << u"/logs?acl="_s << QByteArray("NotImplemented") << QByteArray("501");
    QTest::newRow("a new bucket") << u"PUT"_s << u"/new-bucket"_s << QByteArray("NoSuchBucket") << QByteArray("404");
    QTest::newRow("the first kind of listing") << u"GET"_s << u"/logs"_s << QByteArray("NotImplemented") << QByteArray("501");
    QTest::newRow("no name of a bucket") << u"GET"_s << u"/Logs_1?list-type=2"_s << QByteArray("InvalidBucketName") << QByteArray("400");
    QTest::newRow("a page of no size") << u"GET"_s << u"/logs?list-type=2&max-keys=x"_s << QByteArray("InvalidArgument")
                                       << QByteArray("400");
    QTest::newRow("somebody else's token") << u"GET"_s << u"/logs?continuation-token=abc&list-type=2"_s << QByteArray("InvalidArgument")
                                           << QByteArray("400");
    QTest::newRow("a key too long") << u"PUT"_s << QString(u"/logs/"_s % QString(1025, u'k')) << QByteArray("KeyTooLongError")
                                    << QByteArray("400");
}

void TestBucketCurl::whatIsNotServedIsSaid()
{
    QFETCH(QString, verb);
    QFETCH(QString, target);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, status);
    BucketStage stage;
    const QByteArray answer = curl(signedBy(kWriter, kWriterSecret) + QStringList {u"-X"_s, verb, stage.endpoint() % target});
    QVERIFY2(answer.contains(QByteArray("<Code>" + code + "</Code>")) && answer.endsWith(QByteArray("\n" + status)), answer.constData());
}

void TestBucketCurl::aConnectionServesManyRequests()
{
    BucketStage stage;
    QVERIFY(stage.logs().put("k", "x"));
    QStringList arguments = signedBy(kReader, kReaderSecret) + QStringList {u"-w"_s, u"%{num_connects}"_s};
    for (int i = 0; i < 5; ++i)
        arguments.append(stage.endpoint() % u"/logs/k"_s);
    QCOMPARE(curl(arguments), QByteArray("x1x0x0x0x0"));
}

QTEST_GUILESS_MAIN(TestBucketCurl)
#include "test_bucket_curl.moc"
