#include "net/http_transport.h"
#include "sandbox/bucket_stage.h"
#include "sandbox/destination_writer.h"
#include "support/waited.h"

#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kNoon = 1'795'262'400'000; // 2026-11-21T12:00:00Z

/// A receiver of POSTs that remembers them.
struct Receiver {
    explicit Receiver(int status = 200)
    {
        auto started = LoopbackServer::start(0, [this, status](const WireRequest& request) {
            got.push_back(request);
            WireAnswer answer;
            answer.status = status;
            return answer;
        });
        server = std::move(*started);
    }
    [[nodiscard]] QString place() const { return u"127.0.0.1:%1"_s.arg(server->port()); }
    std::vector<WireRequest> got;
    std::unique_ptr<LoopbackServer> server;
};

struct Stage : BucketStage {
    Result<void> write(const QString& conf, const QByteArray& bytes = "hello", bool saysGzip = false)
    {
        Delivery delivery {conf, u"name.log.gz"_s, bytes, true, saysGzip, kNoon, {}};
        return waited(writer.write(std::move(delivery), {}));
    }
    [[nodiscard]] QString r2(const QString& place = u"logs/tracedeck/{DATE}"_s, const char* id = kWriter,
                             const char* secret = kWriterSecret, const char* account = "0123456789abcdef0123456789abcdef") const
    {
        return u"r2://%1?account-id=%2&access-key-id=%3&secret-access-key=%4"_s.arg(
            place, QString::fromLatin1(account), QString::fromLatin1(id), QString::fromLatin1(QByteArray(secret).toPercentEncoding()));
    }
    net::HttpTransport net;
    DestinationWriter writer {door, shelf, net, folder.filePath(u"delivered"_s)};
};

QString reasonOf(const Result<void>& result)
{
    return result ? QString() : result.error().subject;
}

} // namespace

class TestDestinations : public QObject {
    Q_OBJECT

private slots:
    void ourOwnBucketIsWritten();
    void anObjectOfThePastHasItsTime();
    void keysThatDoNotOpenTheBucketAreRefused_data();
    void keysThatDoNotOpenTheBucketAreRefused();
    void anS3EndpointIsWritten();
    void aWrongS3KeyIsToldWithoutTheSecret();
    void aReceiverGetsGzipAndItsHeaders();
    void aReceiverThatRefusesIsAFailure();
    void nobodyThereIsAFailure();
    void aFolderIsWritten();
    void aFolderOutsideIsRefused();
    void otherKindsAreRefused();
};

void TestDestinations::ourOwnBucketIsWritten()
{
    Stage stage;
    const auto written = stage.write(stage.r2());
    QVERIFY2(written, qPrintable(reasonOf(written)));
    QCOMPARE(*stage.logs().read("tracedeck/20261121/name.log.gz"), QByteArray("hello"));
    QCOMPARE(stage.logs().find("tracedeck/20261121/name.log.gz")->header("content-encoding"), QByteArray());
    QVERIFY(stage.write(stage.r2(u"logs"_s), "hello", true));
    QCOMPARE(stage.logs().find("name.log.gz")->header("content-encoding"), QByteArray("gzip"));
}

void TestDestinations::anObjectOfThePastHasItsTime()
{
    Stage stage;
    Delivery delivery {stage.r2(), u"n"_s, "x", true, false, kNoon, kNoon + 60'000};
    const auto written = stage.writer.writeHere(delivery);
    QVERIFY(written && *written);
    QCOMPARE(stage.logs().find("tracedeck/20261121/n")->changedMs, kNoon + 60'000);
}

void TestDestinations::keysThatDoNotOpenTheBucketAreRefused_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("account");
    QTest::addColumn<QString>("reason");
    const QByteArray account = "0123456789abcdef0123456789abcdef";
    QTest::newRow("another account") << u"logs"_s << QByteArray(kWriter) << QByteArray(kWriterSecret) << QByteArray(32, 'f')
                                     << u"no such account"_s;
    QTest::newRow("a wrong secret") << u"logs"_s << QByteArray(kWriter) << QByteArray("wrong") << account << u"Unauthorized"_s;
    QTest::newRow("an unknown key") << u"logs"_s << QByteArray(kStranger) << QByteArray(kWriterSecret) << account << u"Unauthorized"_s;
    QTest::newRow("a key that only reads") << u"logs"_s << QByteArray(kReader) << QByteArray(kReaderSecret) << account << u"AccessDenied"_s;
    QTest::newRow("no such bucket") << u"other"_s << QByteArray(kWriter) << QByteArray(kWriterSecret) << account << u"NoSuchBucket"_s;
    QTest::newRow("a bucket of a jurisdiction")
        << u"eu-logs"_s << QByteArray(kWriter) << QByteArray(kWriterSecret) << account << u"NoSuchBucket"_s;
}

void TestDestinations::keysThatDoNotOpenTheBucketAreRefused()
{
    QFETCH(QString, place);
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, account);
    QFETCH(QString, reason);
    Stage stage;
    const auto written = stage.write(stage.r2(place, id.constData(), secret.constData(), account.constData()));
    QVERIFY(!written);
    QCOMPARE(written.error().detail, u"error writing object: error uploading"_s);
    QCOMPARE(written.error().subject, reason);
    QCOMPARE(stage.logs().count(), std::size_t {0});
}

void TestDestinations::anS3EndpointIsWritten()
{
    Stage stage;
    const QString conf = u"s3://logs/a/{DATE}?region=auto&access-key-id=%1&secret-access-key=%2&endpoint=127.0.0.1:%3"_s.arg(
        QString::fromLatin1(kWriter), QString::fromLatin1(QByteArray(kWriterSecret).toPercentEncoding()),
        QString::number(stage.server->port()));
    const auto written = stage.write(conf);
    QVERIFY2(written, qPrintable(reasonOf(written)));
    QCOMPARE(*stage.logs().read("a/20261121/name.log.gz"), QByteArray("hello"));
}

void TestDestinations::aWrongS3KeyIsToldWithoutTheSecret()
{
    Stage stage;
    const auto written =
        stage.write(u"s3://logs?region=auto&access-key-id=writer-key&secret-access-key=not-the-right-one&endpoint=127.0.0.1:%1"_s.arg(
            stage.server->port()));
    QVERIFY(!written);
    QVERIFY2(reasonOf(written).startsWith(u"SignatureDoesNotMatch"), qPrintable(reasonOf(written)));
    QVERIFY(!reasonOf(written).contains(u"not-the-right-one"));
}

void TestDestinations::aReceiverGetsGzipAndItsHeaders()
{
    Stage stage;
    Receiver receiver;
    const auto written = stage.write(u"https://"_s % receiver.place() % u"/in/box?header_Authorization=Bearer%20a%2Bb&tags=x%20y&flag"_s);
    QVERIFY2(written, qPrintable(reasonOf(written)));
    QCOMPARE(receiver.got.size(), std::size_t {1});
    const auto& got = receiver.got[0];
    QCOMPARE(got.method, QByteArray("POST"));
    QCOMPARE(got.target, QByteArray("/in/box?tags=x%20y&flag"));
    QCOMPARE(got.header("authorization"), QByteArray("Bearer a+b"));
    QCOMPARE(got.header("content-encoding"), QByteArray("gzip"));
    QCOMPARE(got.body, QByteArray("hello"));
}

void TestDestinations::aReceiverThatRefusesIsAFailure()
{
    Stage stage;
    Receiver receiver(503);
    QCOMPARE(reasonOf(stage.write(u"https://"_s % receiver.place() % u"/"_s)), u"HTTP status 503"_s);
    QCOMPARE(receiver.got.size(), std::size_t {1});
}

void TestDestinations::nobodyThereIsAFailure()
{
    Stage stage;
    QString place;
    {
        const Receiver gone;
        place = gone.place();
    }
    const auto written = stage.write(u"https://"_s % place % u"/"_s);
    QVERIFY(!written);
    QCOMPARE(written.error().detail, u"error writing object: error uploading"_s);
}

void TestDestinations::aFolderIsWritten()
{
    Stage stage;
    QVERIFY(stage.write(u"file://localhost/mine/{DATE}"_s));
    QFile file(stage.folder.filePath(u"delivered/mine/20261121/name.log.gz"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("hello"));
    QVERIFY(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
}

void TestDestinations::aFolderOutsideIsRefused()
{
    Stage stage;
    QVERIFY(!stage.write(u"file://localhost/mine/../../outside"_s));
    QVERIFY(!QFileInfo::exists(stage.folder.filePath(u"outside"_s)));
    QVERIFY(!stage.write(u"file://elsewhere/mine"_s));
}

void TestDestinations::otherKindsAreRefused()
{
    Stage stage;
    QVERIFY(!stage.write(u"gs://bucket/x"_s));
    QVERIFY(!stage.write(u"nothing"_s));
}

QTEST_GUILESS_MAIN(TestDestinations)
#include "test_destinations.moc"
