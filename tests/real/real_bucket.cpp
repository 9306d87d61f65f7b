// Our client against an S3 server that others wrote; tests/real/bucket.mjs starts one and says where by TRACEDECK_S3_ENDPOINT,
// TRACEDECK_S3_BUCKET and the usual variables for keys.
#include "net/http_transport.h"
#include "s3/bucket.h"
#include "s3/sigv4.h"
#include "support/waited.h"

#include <QTest>

#include <set>

using namespace tracedeck;
using namespace tracedeck::s3;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct ShiftedClock final : Clock {
    explicit ShiftedClock(std::int64_t ms) : shift(ms) {}
    [[nodiscard]] std::int64_t nowMs() const override { return SystemClock().nowMs() + shift; }
    std::int64_t shift;
};

BucketAddress address()
{
    return {QUrl(qEnvironmentVariable("TRACEDECK_S3_ENDPOINT")), qEnvironmentVariable("TRACEDECK_S3_BUCKET"), u"auto"_s};
}

Keys keys(const QByteArray& secret = qgetenv("AWS_SECRET_ACCESS_KEY"))
{
    return {qEnvironmentVariable("AWS_ACCESS_KEY_ID"), std::make_shared<const Secret>(secret), nullptr};
}

QByteArray bytesOf(int n)
{
    return QByteArray("object ").repeated(n) + QByteArray::number(n);
}

} // namespace

class RealBucket : public QObject {
    Q_OBJECT

private slots:
    void keysOfAllKindsAreWrittenListedAndRead_data();
    void keysOfAllKindsAreWrittenListedAndRead();
    void aListingGoesFromPageToPage();
    void aListingStartsBehindAKey();
    void foldersAreListedByADelimiter();
    void aPartOfAnObjectIsRead();
    void anUnchangedObjectIsNotSentAgain();
    void anObjectIsDescribed();
    void whatIsNotThereIsNotFound();
    void aWrongSecretIsRefused();
    void aWrongClockIsCorrected();
    void aPresignedAddressIsGood();

private:
    net::HttpTransport m_transport;
    Bucket m_bucket {m_transport, address(), keys()};
};

void RealBucket::keysOfAllKindsAreWrittenListedAndRead_data()
{
    QTest::addColumn<QString>("key");
    for (const auto& key : {u"kinds/plain.log.gz"_s, u"kinds/with space"_s, u"kinds/plus+and&and=and?and#"_s, u"kinds/percent%41%"_s,
                            u"kinds/\u65e5\u672c\u00e9"_s, u"kinds/\U0001F600"_s, u"kinds/{DATE}/[x]!'()*;:@,$"_s, u"kinds/a//b"_s,
                            u"kinds/line\nbreak\ttab"_s, u"kinds/back\\slash\"quote<>"_s})
        QTest::newRow(qPrintable(key)) << key;
}

void RealBucket::keysOfAllKindsAreWrittenListedAndRead()
{
    QFETCH(QString, key);
    const QByteArray bytes = "bytes of " + key.toUtf8();
    const auto put = waited(m_bucket.put(key, bytes, {}));
    QVERIFY2(put, put ? "" : qPrintable(put.error().detail));
    const auto got = waited(m_bucket.get({key, 0, std::nullopt, {}, {}}, {}));
    QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
    QCOMPARE(got->bytes, bytes);
    const auto page = waited(m_bucket.list({key, {}, {}, 1000, {}}, {}));
    QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
    QCOMPARE(page->objects.size(), std::size_t {1});
    QCOMPARE(page->objects[0].key, key);
    QCOMPARE(page->objects[0].size, static_cast<std::uint64_t>(bytes.size()));
    QCOMPARE(page->objects[0].etag, got->etag);
    QVERIFY(std::abs(page->objects[0].changedMs - SystemClock().nowMs()) < 60'000);
}

void RealBucket::aListingGoesFromPageToPage()
{
    std::set<QString> put;
    for (int i = 0; i < 25; ++i) {
        const QString key = u"pages/%1"_s.arg(i, 3, 10, QChar(u'0'));
        put.insert(key);
        QVERIFY(waited(m_bucket.put(key, bytesOf(i), {})));
    }
    std::set<QString> listed;
    int pages = 0;
    objects::ListRequest request {u"pages/"_s, {}, {}, 10, {}};
    do {
        const auto page = waited(m_bucket.list(request, {}));
        QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
        for (const auto& object : page->objects)
            QVERIFY(listed.insert(object.key).second);
        request.continuation = page->continuation;
        QVERIFY(++pages < 10);
    } while (!request.continuation.isEmpty());
    QCOMPARE(listed, put);
    QCOMPARE(pages, 3);
}

void RealBucket::aListingStartsBehindAKey()
{
    const auto page = waited(m_bucket.list({u"pages/"_s, u"pages/021"_s, {}, 1000, {}}, {}));
    QVERIFY(page);
    QCOMPARE(page->objects.size(), std::size_t {3});
    QCOMPARE(page->objects[0].key, u"pages/022"_s);
    QVERIFY(page->continuation.isEmpty());
}

void RealBucket::foldersAreListedByADelimiter()
{
    for (const char* key : {"folders/20261120/a b", "folders/20261121/a", "folders/20261121/b", "folders/{x}/c", "folders/here"})
        QVERIFY(waited(m_bucket.put(QString::fromLatin1(key), "x", {})));
    const auto page = waited(m_bucket.list({u"folders/"_s, {}, {}, 1000, u"/"_s}, {}));
    QVERIFY(page);
    QCOMPARE(page->folders, QStringList({u"folders/20261120/"_s, u"folders/20261121/"_s, u"folders/{x}/"_s}));
    QCOMPARE(page->objects.size(), std::size_t {1});
}

void RealBucket::aPartOfAnObjectIsRead()
{
    QVERIFY(waited(m_bucket.put(u"range"_s, "0123456789", {})));
    const auto middle = waited(m_bucket.get({u"range"_s, 2, 3, {}, {}}, {}));
    QVERIFY(middle);
    QCOMPARE(middle->bytes, QByteArray("234"));
    QCOMPARE(middle->totalSize, std::uint64_t {10});
    QCOMPARE(waited(m_bucket.get({u"range"_s, 7, std::nullopt, {}, {}}, {}))->bytes, QByteArray("789"));
    const auto behind = waited(m_bucket.get({u"range"_s, 50, 3, {}, {}}, {}));
    QVERIFY(!behind);
    QVERIFY2(behind.error().detail.startsWith(u"InvalidRange"), qPrintable(behind.error().detail));
    QCOMPARE(behind.error().status, 416);
}

void RealBucket::anUnchangedObjectIsNotSentAgain()
{
    QVERIFY(waited(m_bucket.put(u"etag"_s, "one", {})));
    const auto first = waited(m_bucket.get({u"etag"_s, 0, std::nullopt, {}, {}}, {}));
    const auto same = waited(m_bucket.get({u"etag"_s, 0, std::nullopt, first->etag, {}}, {}));
    QVERIFY2(same, same ? "" : qPrintable(same.error().detail));
    QVERIFY(same->notModified);
    QVERIFY(same->bytes.isEmpty());
    QVERIFY(waited(m_bucket.put(u"etag"_s, "two", {})));
    QCOMPARE(waited(m_bucket.get({u"etag"_s, 0, std::nullopt, first->etag, {}}, {}))->bytes, QByteArray("two"));
}

void RealBucket::anObjectIsDescribed()
{
    QVERIFY(waited(m_bucket.put(u"head"_s, "12345", {})));
    const auto head = waited(m_bucket.head(u"head"_s, {}));
    QVERIFY2(head, head ? "" : qPrintable(head.error().detail));
    QCOMPARE(head->size, std::uint64_t {5});
    QCOMPARE(head->etag, waited(m_bucket.get({u"head"_s, 0, std::nullopt, {}, {}}, {}))->etag);
    QVERIFY(std::abs(head->changedMs - SystemClock().nowMs()) < 60'000);
}

void RealBucket::whatIsNotThereIsNotFound()
{
    QCOMPARE(waited(m_bucket.get({u"nowhere"_s, 0, std::nullopt, {}, {}}, {})).error().code, ErrorCode::NotFound);
    QCOMPARE(waited(m_bucket.head(u"nowhere"_s, {})).error().code, ErrorCode::NotFound);
    auto elsewhere = address();
    elsewhere.bucket = u"no-such-bucket"_s;
    Bucket other(m_transport, elsewhere, keys());
    const auto page = waited(other.list({}, {}));
    QCOMPARE(page.error().code, ErrorCode::ObjectRefused);
    QVERIFY2(page.error().detail.startsWith(u"NoSuchBucket"), qPrintable(page.error().detail));
}

void RealBucket::aWrongSecretIsRefused()
{
    Bucket wrong(m_transport, address(), keys("not-the-secret"));
    const auto page = waited(wrong.list({}, {}));
    QCOMPARE(page.error().code, ErrorCode::ObjectRefused);
    QVERIFY2(page.error().detail.startsWith(u"SignatureDoesNotMatch"), qPrintable(page.error().detail));
    QCOMPARE(page.error().status, 403);
}

void RealBucket::aWrongClockIsCorrected()
{
    for (const std::int64_t hours : {-30, -1, 1, 30}) {
        Bucket shifted(m_transport, address(), keys(), std::make_shared<ShiftedClock>(hours * 3'600'000));
        const auto page = waited(shifted.list({}, {}));
        QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
        Bucket shiftedToo(m_transport, address(), keys(), std::make_shared<ShiftedClock>(hours * 3'600'000));
        const auto head = waited(shiftedToo.head(u"head"_s, {}));
        QVERIFY2(head, head ? "" : qPrintable(head.error().detail));
    }
}

void RealBucket::aPresignedAddressIsGood()
{
    QVERIFY(waited(m_bucket.put(u"pre signed"_s, "12345", {})));
    const QByteArray host = address().endpoint.authority(QUrl::FullyEncoded).toLatin1();
    const QByteArray path = '/' + address().bucket.toLatin1() + "/pre%20signed";
    SignableRequest request {"GET", path, {}, {{"host", host}}, kUnsignedPayload};
    const SigningScope scope {keys().accessKeyId.toLatin1(), SystemClock().nowMs(), "auto"};
    request.query = presignQuery(request, scope, 60);
    const QByteArray signature = sign(request, scope, *keys().secretAccessKey).signature;
    for (const QByteArray& used : {signature, QByteArray(64, '0')}) {
        net::Request get;
        get.url = QUrl::fromEncoded("http://" + host + path + '?' + request.query + "&X-Amz-Signature=" + used, QUrl::StrictMode);
        const auto answer = waited(m_transport.send(get, {}));
        QVERIFY(answer);
        QCOMPARE(answer->status, used == signature ? 200 : 403);
    }
}

QTEST_GUILESS_MAIN(RealBucket)
#include "real_bucket.moc"
