#include "net/http_transport.h"
#include "s3/bucket.h"
#include "sandbox/bucket_stage.h"
#include "support/waited.h"

#include <QtTest>

#include <set>

using namespace tracedeck;
using namespace tracedeck::sandbox;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Our own reader of buckets in front of the stage.
struct Client {
    explicit Client(const BucketStage& stage, const char* id = kWriter, const char* secret = kWriterSecret, const QString& name = u"logs"_s)
        : bucket(net, {QUrl(stage.endpoint()), name, u"auto"_s},
                 {QString::fromLatin1(id), std::make_shared<const Secret>(QByteArrayView(secret)), nullptr})
    {}
    net::HttpTransport net;
    s3::Bucket bucket;
};

QString refusalOf(const Error& error)
{
    return QStringLiteral("%1 %2").arg(error.status).arg(error.detail.section(u':', 0, 0));
}

} // namespace

class TestBucketServer : public QObject {
    Q_OBJECT

private slots:
    void whatIsPutIsListedReadAndDescribed();
    void keysOfAnyTextSurviveTheSignature();
    void aListingComesInPages();
    void foldersAreRolledUp();
    void partsAndUnchangedObjectsAreAnswered();
    void refusalsAreThoseOfR2_data();
    void refusalsAreThoseOfR2();
    void aKeyTakesOneWriteASecond();
    void aWrongClockIsCorrected();
    void faultsThatPassAreOvercome_data();
    void faultsThatPassAreOvercome();
    void faultsThatStayAreTold_data();
    void faultsThatStayAreTold();
};

void TestBucketServer::whatIsPutIsListedReadAndDescribed()
{
    BucketStage stage;
    Client client(stage);
    QVERIFY(waited(client.bucket.put(u"a/b.log.gz"_s, "hello", {})));
    const auto page = waited(client.bucket.list({}, {}));
    QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
    QCOMPARE(page->objects.size(), std::size_t {1});
    QCOMPARE(page->objects[0].key, u"a/b.log.gz"_s);
    QCOMPARE(page->objects[0].etag, u"5d41402abc4b2a76b9719d911017c592"_s);
    QCOMPARE(page->objects[0].changedMs, stage.logs().find("a/b.log.gz")->changedMs);
    const auto got = waited(client.bucket.get({u"a/b.log.gz"_s, 0, {}, {}, {}}, {}));
    QVERIFY(got);
    QCOMPARE(got->bytes, QByteArray("hello"));
    const auto head = waited(client.bucket.head(u"a/b.log.gz"_s, {}));
    QVERIFY(head);
    QCOMPARE(head->size, std::uint64_t {5});
    QCOMPARE(head->changedMs, page->objects[0].changedMs / 1000 * 1000);
}

void TestBucketServer::keysOfAnyTextSurviveTheSignature()
{
    BucketStage stage;
    Client client(stage);
    const QStringList keys {u"a b+c%2F&=?#'()!*~"_s, u"\u65e5\u672c/\u00e9"_s, u"x/{DATE}/y"_s, u"a//b"_s, u"line\nbreak\t"_s, u"<&>\""_s};
    for (const QString& key : keys) {
        const auto put = waited(client.bucket.put(key, key.toUtf8(), {}));
        QVERIFY2(put, qPrintable(key));
        const auto got = waited(client.bucket.get({key, 0, {}, {}, {}}, {}));
        QVERIFY2(got, qPrintable(key));
        QCOMPARE(got->bytes, key.toUtf8());
    }
    const auto page = waited(client.bucket.list({}, {}));
    QVERIFY(page);
    std::set<QString> listed;
    for (const auto& object : page->objects)
        listed.insert(object.key);
    QCOMPARE(listed, std::set<QString>(keys.begin(), keys.end()));
}

void TestBucketServer::aListingComesInPages()
{
    BucketStage stage;
    QStringList keys;
    for (int i = 0; i < 2345; ++i)
        keys.append(u"logs/%1"_s.arg(i, 5, 10, QChar(u'0')));
    for (const QString& key : keys)
        QVERIFY(stage.logs().put(key.toUtf8(), "x"));
    Client client(stage, kReader, kReaderSecret);
    QStringList listed;
    objects::ListRequest request;
    request.startAfter = u"logs/00009"_s;
    request.maxKeys = 5000; // a page has 1000 at most
    int pages = 0;
    do {
        const auto page = waited(client.bucket.list(request, {}));
        QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
        for (const auto& object : page->objects)
            listed.append(object.key);
        request.continuation = page->continuation;
        ++pages;
    } while (!request.continuation.isEmpty());
    QCOMPARE(pages, 3);
    QCOMPARE(listed, keys.mid(10));
}

void TestBucketServer::foldersAreRolledUp()
{
    BucketStage stage;
    for (const char* key : {"a/1", "a/2", "b/1", "top"})
        QVERIFY(stage.logs().put(key, "x"));
    Client client(stage);
    objects::ListRequest request;
    request.delimiter = u"/"_s;
    request.maxKeys = 2;
    const auto first = waited(client.bucket.list(request, {}));
    QVERIFY(first);
    QCOMPARE(first->folders, QStringList({u"a/"_s, u"b/"_s}));
    request.continuation = first->continuation;
    const auto second = waited(client.bucket.list(request, {}));
    QVERIFY(second);
    QVERIFY(second->folders.isEmpty());
    QCOMPARE(second->objects.at(0).key, u"top"_s);
}

void TestBucketServer::partsAndUnchangedObjectsAreAnswered()
{
    BucketStage stage;
    const auto facts = stage.logs().put("k", "0123456789");
    QVERIFY(facts);
    Client client(stage);
    const auto part = waited(client.bucket.get({u"k"_s, 2, 3, {}, {}}, {}));
    QVERIFY(part);
    QCOMPARE(part->bytes, QByteArray("234"));
    QCOMPARE(part->totalSize, std::uint64_t {10});
    const auto same = waited(client.bucket.get({u"k"_s, 0, {}, QString::fromLatin1(facts->etag), {}}, {}));
    QVERIFY(same);
    QVERIFY(same->notModified);
    const auto past = waited(client.bucket.get({u"k"_s, 10, {}, {}, {}}, {}));
    QVERIFY(!past);
    QCOMPARE(refusalOf(past.error()), u"416 InvalidRange"_s);
}

void TestBucketServer::refusalsAreThoseOfR2_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<bool>("entitled");
    QTest::addColumn<QString>("listing");
    QTest::addColumn<QString>("writing");
    const QByteArray writer = kWriter, writerSecret = kWriterSecret;
    QTest::newRow("a wrong secret") << writer << QByteArray("wrong") << u"logs"_s << true << u"403 SignatureDoesNotMatch"_s
                                    << u"403 SignatureDoesNotMatch"_s;
    QTest::newRow("an unknown key") << QByteArray(kStranger) << writerSecret << u"logs"_s << true << u"401 Unauthorized"_s
                                    << u"401 Unauthorized"_s;
    QTest::newRow("may only read") << QByteArray(kReader) << QByteArray(kReaderSecret) << u"logs"_s << true << QString()
                                   << u"403 AccessDenied"_s;
    QTest::newRow("another's bucket") << writer << writerSecret << u"private-things"_s << true << u"403 AccessDenied"_s
                                      << u"403 AccessDenied"_s;
    QTest::newRow("no such bucket") << writer << writerSecret << u"other"_s << true << u"404 NoSuchBucket"_s << u"404 NoSuchBucket"_s;
    QTest::newRow("an EU bucket at the default endpoint")
        << writer << writerSecret << u"eu-logs"_s << true << u"404 NoSuchBucket"_s << u"404 NoSuchBucket"_s;
    QTest::newRow("no R2 subscription") << writer << writerSecret << u"logs"_s << false << u"403 NotEntitled"_s << u"403 NotEntitled"_s;
}

void TestBucketServer::refusalsAreThoseOfR2()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, secret);
    QFETCH(QString, bucket);
    QFETCH(bool, entitled);
    QFETCH(QString, listing);
    QFETCH(QString, writing);
    BucketStage stage;
    stage.door.entitled = entitled;
    Client client(stage, id.constData(), secret.constData(), bucket);
    const auto page = waited(client.bucket.list({}, {}));
    QCOMPARE(page ? QString() : refusalOf(page.error()), listing);
    const auto put = waited(client.bucket.put(u"k"_s, "x", {}));
    QCOMPARE(put ? QString() : refusalOf(put.error()), writing);
    QCOMPARE(stage.logs().count(), std::size_t {0});
}

void TestBucketServer::aKeyTakesOneWriteASecond()
{
    BucketStage stage;
    QVERIFY(stage.logs().put("k", "first"));
    WireRequest request;
    const BucketCall call {request, stage.door.all[0], stage.logs(), "k", "second", stage.clock.nowMs()};
    QCOMPARE(putObject(call).status, 429);
    stage.clock.ahead = 1500;
    const BucketCall later {request, stage.door.all[0], stage.logs(), "k", "second", stage.clock.nowMs()};
    QCOMPARE(putObject(later).status, 200);
    QCOMPARE(*stage.logs().read("k"), QByteArray("second"));
}

void TestBucketServer::aWrongClockIsCorrected()
{
    BucketStage stage;
    QVERIFY(stage.logs().put("k", "x"));
    stage.door.breakNext(Fault::Skew, 1000);
    Client client(stage);
    const auto page = waited(client.bucket.list({}, {}));
    QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
    QCOMPARE(page->objects.size(), std::size_t {1});
    QCOMPARE(stage.door.asked, 2); // refused, then right
}

void TestBucketServer::faultsThatPassAreOvercome_data()
{
    QTest::addColumn<int>("fault");
    QTest::newRow("500") << static_cast<int>(Fault::ServerError);
    QTest::newRow("503") << static_cast<int>(Fault::Unavailable);
    QTest::newRow("429") << static_cast<int>(Fault::RateLimited);
    QTest::newRow("reset") << static_cast<int>(Fault::Reset);
    QTest::newRow("cut") << static_cast<int>(Fault::Cut);
}

void TestBucketServer::faultsThatPassAreOvercome()
{
    QFETCH(int, fault);
    BucketStage stage;
    QVERIFY(stage.logs().put("k", QByteArray(100'000, 'x')));
    stage.door.breakNext(static_cast<Fault>(fault), 1);
    Client client(stage);
    const auto got = waited(client.bucket.get({u"k"_s, 0, {}, {}, {}}, {}));
    QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
    QCOMPARE(got->bytes.size(), qsizetype {100'000});
    QVERIFY(stage.door.asked >= 2);
}

void TestBucketServer::faultsThatStayAreTold_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("code");
    QTest::newRow("403") << static_cast<int>(Fault::Forbidden) << static_cast<int>(ErrorCode::ObjectRefused);
    QTest::newRow("html") << static_cast<int>(Fault::Html) << static_cast<int>(ErrorCode::BadAnswer);
}

void TestBucketServer::faultsThatStayAreTold()
{
    QFETCH(int, fault);
    QFETCH(int, code);
    BucketStage stage;
    stage.door.breakNext(static_cast<Fault>(fault), 1000);
    Client client(stage);
    const auto page = waited(client.bucket.list({}, {}));
    QVERIFY(!page);
    QCOMPARE(static_cast<int>(page.error().code), code);
}

QTEST_GUILESS_MAIN(TestBucketServer)
#include "test_bucket_server.moc"
