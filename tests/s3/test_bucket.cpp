#include "s3/bucket_support.h"

using namespace tracedeck;
using namespace tracedeck::s3;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char kToken[] = "a-session-token";

QByteArray listing(const QByteArray& contents, const QByteArray& rest = "<IsTruncated>false</IsTruncated>")
{
    return R"(<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>logs</Name>)"
        + rest + contents + "</ListBucketResult>";
}

QByteArray contents(const QByteArray& key, int size = 5)
{
    return "<Contents><Key>" + key + "</Key><LastModified>2026-11-21T12:37:04.123Z</LastModified><ETag>&quot;d41d8cd9&quot;</ETag><Size>"
        + QByteArray::number(size) + "</Size><StorageClass>STANDARD</StorageClass></Contents>";
}

} // namespace

class TestBucket : public QObject {
    Q_OBJECT

private slots:
    void aListingIsReadWithItsNamesDecoded();
    void foldersAreListedWhereAskedFor();
    void everyRequestCarriesAGoodSignature();
    void prefixesOfAnyBytesAreAskedFor();
    void aContinuationGoesWhereTheListingSays();
    void whatIsNoListingIsABadAnswer_data();
    void whatIsNoListingIsABadAnswer();
    void aPartOfAnObjectIsRead();
    void aServerWithoutRangesGivesThePartToo();
    void anUnchangedObjectIsNotSentAgain();
    void aLoginPageIsNoObject();
    void anObjectIsDescribed();
    void anObjectIsWritten();
    void refusalsBeginWithTheirCode_data();
    void refusalsBeginWithTheirCode();
    void unusableKeysAndAddressesAreNamedUnsent_data();
    void unusableKeysAndAddressesAreNamedUnsent();
    void theSecretIsNowhereInTheRequest();
};

void TestBucket::aListingIsReadWithItsNamesDecoded()
{
    ScriptedTransport net({answer(200,
                                  listing(contents("a%20b/%7BDATE%7D/%C3%A9%0A+%2B.log.gz", 7) + contents("z"),
                                          "<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
                                          "<NextContinuationToken>1/x+=</NextContinuationToken>"))});
    Bucket bucket(net, address(), keys());
    const auto page = take(bucket.list({}, {}));
    QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
    QCOMPARE(page->objects.size(), std::size_t {2});
    QCOMPARE(page->objects[0], (objects::ListedObject {u"a b/{DATE}/\u00e9\n +.log.gz"_s, 7, u"d41d8cd9"_s, 1'795'264'624'123}));
    QCOMPARE(page->continuation, u"1/x+="_s);
}

void TestBucket::foldersAreListedWhereAskedFor()
{
    ScriptedTransport net({answer(200,
                                  listing("<CommonPrefixes><Prefix>logs%2F20261121/</Prefix></CommonPrefixes>"
                                          "<CommonPrefixes><Prefix>logs/20261122/</Prefix></CommonPrefixes>",
                                          "<EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>"))});
    Bucket bucket(net, address(), keys());
    objects::ListRequest request;
    request.prefix = u"logs/"_s;
    request.delimiter = u"/"_s;
    const auto page = take(bucket.list(request, {}));
    QVERIFY(page);
    QCOMPARE(page->folders, QStringList({u"logs/20261121/"_s, u"logs/20261122/"_s}));
    QVERIFY(net.asked()[0].url.query(QUrl::FullyEncoded).contains(u"delimiter=%2F"));
}

void TestBucket::everyRequestCarriesAGoodSignature()
{
    const auto clock = std::make_shared<StoppedClock>(1'795'264'560'000);
    ScriptedTransport net([](const net::Request&) { return answer(200, listing({}), {kEtag, {"Content-Length", "0"}}); });
    Keys withToken = keys();
    withToken.sessionToken = std::make_shared<const Secret>(QByteArrayView(kToken));
    for (const char* endpoint : {"http://127.0.0.1:9000", "https://account.r2.cloudflarestorage.com/", "http://[::1]:8080/base/"}) {
        Bucket bucket(net, address(endpoint), withToken, clock);
        QVERIFY(take(bucket.list({u"p r{e}fix+%/"_s, u"\u00e9"_s, {}, 10, {}}, {})));
        QVERIFY(take(bucket.get({u"a/../b//c d'(1)!*~%2F&=?#.gz"_s, 5, 10, u"e"_s, {}}, {})));
        QVERIFY(take(bucket.head(u"\u65e5\u672c"_s, {})));
        QVERIFY(take(bucket.put(u"k"_s, "bytes", {})));
    }
    for (const auto& request : net.asked()) {
        QVERIFY(request.url.isValid());
        QCOMPARE(checked(request, clock->now), QString());
        QCOMPARE(request.secrets.size(), std::size_t {2});
    }
    QCOMPARE(net.asked()[1].url.path(QUrl::FullyEncoded), u"/logs/a/../b//c%20d%27%281%29%21%2A~%252F%26%3D%3F%23.gz"_s);
    QVERIFY(net.asked().back().url.path().startsWith(u"/base/logs/"));
}

void TestBucket::prefixesOfAnyBytesAreAskedFor()
{
    ScriptedTransport net({answer(200, listing({}))});
    Bucket bucket(net, address(), keys());
    QVERIFY(take(bucket.list({u"a&b=c+d/{DATE}/\u00e9 %41"_s, u"a#"_s, {}, 1000, {}}, {})));
    const QString query = net.asked()[0].url.query(QUrl::FullyEncoded);
    QVERIFY2(query.contains(u"prefix=a%26b%3Dc%2Bd%2F%7BDATE%7D%2F%C3%A9%20%2541"), qPrintable(query));
    QVERIFY(query.contains(u"start-after=a%23"));
    QVERIFY(query.contains(u"list-type=2"));
    QVERIFY(query.contains(u"encoding-type=url"));
}

void TestBucket::aContinuationGoesWhereTheListingSays()
{
    ScriptedTransport net({answer(200, listing(contents("b")))});
    Bucket bucket(net, address(), keys());
    const auto page = take(bucket.list({u"p"_s, u"a"_s, u"token/+="_s, 1000, {}}, {}));
    QVERIFY(page);
    QVERIFY(page->continuation.isEmpty());
    const QString query = net.asked()[0].url.query(QUrl::FullyEncoded);
    QVERIFY(query.contains(u"continuation-token=token%2F%2B%3D"));
    QVERIFY(!query.contains(u"start-after"));
}

void TestBucket::whatIsNoListingIsABadAnswer_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a login page") << QByteArray("<!DOCTYPE html><html><body>Sign in</body></html>");
    QTest::newRow("JSON") << QByteArray(R"({"success":true})");
    QTest::newRow("another document") << QByteArray("<ListAllMyBucketsResult/>");
    QTest::newRow("cut off") << listing(contents("a")).chopped(30);
    QTest::newRow("goes on nowhere") << listing({}, "<IsTruncated>true</IsTruncated>");
    QTest::newRow("goes on where it was") << listing({},
                                                     "<IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>");
    QTest::newRow("no size") << listing("<Contents><Key>a</Key></Contents>");
    QTest::newRow("a size that is none") << listing("<Contents><Key>a</Key><Size>-5</Size></Contents>");
    QTest::newRow("no key") << listing("<Contents><Size>5</Size></Contents>");
    QTest::newRow("an entity bomb") << QByteArray(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
        "<ListBucketResult><Contents><Key>&b;</Key><Size>1</Size></Contents></ListBucketResult>");
    QTest::newRow("deep") << QByteArray("<ListBucketResult>" + QByteArray("<a>").repeated(200'000));
}

void TestBucket::whatIsNoListingIsABadAnswer()
{
    QFETCH(QByteArray, body);
    ScriptedTransport net({answer(200, body)});
    Bucket bucket(net, address(), keys());
    const auto page = take(bucket.list({{}, {}, u"same"_s, 1000, {}}, {}));
    QVERIFY(!page);
    QCOMPARE(page.error().code, ErrorCode::BadAnswer);
    QVERIFY(!page.error().detail.isEmpty());
    QCOMPARE(page.error().subject, u"s3://127.0.0.1:9000/logs"_s);
    QCOMPARE(net.asked().size(), std::size_t {1});
}

void TestBucket::aPartOfAnObjectIsRead()
{
    ScriptedTransport net({answer(206, "cde", {kEtag, {"content-range", "bytes 2-4/26"}})});
    Bucket bucket(net, address(), keys());
    const auto got = take(bucket.get({u"k"_s, 2, 3, {}, {}}, {}));
    QVERIFY(got);
    QCOMPARE(got->bytes, QByteArray("cde"));
    QCOMPARE(got->totalSize, std::uint64_t {26});
    QCOMPARE(got->etag, u"abc"_s);
    const auto headers = net.asked()[0].headers;
    QVERIFY(std::find(headers.begin(), headers.end(), net::Header {"Range", "bytes=2-4"}) != headers.end());
}

void TestBucket::aServerWithoutRangesGivesThePartToo()
{
    ScriptedTransport net({answer(200, "abcdefghij", {kEtag})});
    Bucket bucket(net, address(), keys());
    QCOMPARE(take(bucket.get({u"k"_s, 2, 3, {}, {}}, {}))->bytes, QByteArray("cde"));
    QCOMPARE(take(bucket.get({u"k"_s, 7, std::nullopt, {}, {}}, {}))->bytes, QByteArray("hij"));
    QCOMPARE(take(bucket.get({u"k"_s, 70, std::nullopt, {}, {}}, {}))->bytes, QByteArray());
    QCOMPARE(take(bucket.get({u"k"_s, 0, std::nullopt, {}, {}}, {}))->bytes, QByteArray("abcdefghij"));
}

void TestBucket::anUnchangedObjectIsNotSentAgain()
{
    ScriptedTransport net({answer(304, {}, {kEtag})});
    Bucket bucket(net, address(), keys());
    const auto got = take(bucket.get({u"k"_s, 0, std::nullopt, u"abc"_s, {}}, {}));
    QVERIFY(got);
    QVERIFY(got->notModified);
    const auto headers = net.asked()[0].headers;
    QVERIFY(std::find(headers.begin(), headers.end(), net::Header {"If-None-Match", "\"abc\""}) != headers.end());
}

void TestBucket::aLoginPageIsNoObject()
{
    ScriptedTransport net({answer(200, "<html>Sign in</html>")});
    Bucket bucket(net, address(), keys());
    const auto got = take(bucket.get({u"k"_s, 0, std::nullopt, {}, {}}, {}));
    QVERIFY(!got);
    QCOMPARE(got.error().code, ErrorCode::BadAnswer);
    QVERIFY(got.error().detail.contains(u"HTML"));
}

void TestBucket::anObjectIsDescribed()
{
    ScriptedTransport net(
        {answer(200, {}, {kEtag, {"Content-Length", "123"}, {"Last-Modified", "Sat, 21 Nov 2026 12:37:04 GMT"}}), answer(404)});
    Bucket bucket(net, address(), keys());
    QCOMPARE(*take(bucket.head(u"k"_s, {})), (objects::ListedObject {u"k"_s, 123, u"abc"_s, 1'795'264'624'000}));
    QCOMPARE(take(bucket.head(u"k"_s, {})).error().code, ErrorCode::NotFound);
}

void TestBucket::anObjectIsWritten()
{
    ScriptedTransport net({answer(200, {}, {kEtag}), refusal(403, "AccessDenied")});
    Bucket bucket(net, address(), keys());
    QVERIFY(take(bucket.put(u"k"_s, "bytes", {})));
    QCOMPARE(net.asked()[0].body, QByteArray("bytes"));
    QCOMPARE(take(bucket.put(u"k"_s, "bytes", {})).error().code, ErrorCode::ObjectRefused);
}

void TestBucket::refusalsBeginWithTheirCode_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* name, int status, ErrorCode code) {
        QTest::newRow(name) << status << refusal(status, name).body << code << QString(QLatin1StringView(name) % u": because");
    };
    row("SignatureDoesNotMatch", 403, ErrorCode::ObjectRefused);
    row("AccessDenied", 403, ErrorCode::ObjectRefused);
    row("InvalidAccessKeyId", 403, ErrorCode::ObjectRefused);
    row("NoSuchBucket", 404, ErrorCode::ObjectRefused);
    row("NoSuchKey", 404, ErrorCode::NotFound);
    row("InvalidRange", 416, ErrorCode::ObjectRefused);
    row("PermanentRedirect", 301, ErrorCode::ObjectRefused);
    QTest::newRow("no reason") << 403 << QByteArray() << ErrorCode::ObjectRefused << u"HTTP 403: no reason was given"_s;
    QTest::newRow("a proxy's page") << 403 << QByteArray("<html>Forbidden</html>") << ErrorCode::BadAnswer
                                    << u"HTTP 403 with an HTML page"_s;
    QTest::newRow("a redirect") << 302 << QByteArray("<html>Moved</html>") << ErrorCode::BadAnswer << u"HTTP 302 with an HTML page"_s;
}

void TestBucket::refusalsBeginWithTheirCode()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorCode, code);
    QFETCH(QString, detail);
    ScriptedTransport net({answer(status, body)});
    Bucket bucket(net, address(), keys());
    const auto got = take(bucket.get({u"k/1"_s, 0, std::nullopt, {}, {}}, {}));
    QVERIFY(!got);
    QCOMPARE(got.error().code, code);
    QCOMPARE(got.error().detail, detail);
    QCOMPARE(got.error().status, status);
    QCOMPARE(got.error().subject, u"s3://127.0.0.1:9000/logs/k/1"_s);
    QCOMPARE(net.asked().size(), std::size_t {1});
}

void TestBucket::unusableKeysAndAddressesAreNamedUnsent_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QString>("subject");
    const auto row = [](const char* name, const char* endpoint, const char* bucket, const QByteArray& id, const QByteArray& secret,
                        const char* subject) {
        QTest::newRow(name) << QString::fromLatin1(endpoint) << QString::fromLatin1(bucket) << QString::fromUtf8(id) << secret
                            << QString::fromLatin1(subject);
    };
    const char* good = "https://h.example";
    const QByteArray id = QByteArray("0123456789abcdef").repeated(2);
    const QByteArray secret = id + id;
    row("no address", "", "b", id, secret, "endpoint");
    row("a host alone", "h.example", "b", id, secret, "endpoint");
    row("a file", "file:///etc/passwd", "b", id, secret, "endpoint");
    row("no bucket", good, "", id, secret, "bucket");
    row("bucket with a prefix", good, "b/p", id, secret, "bucket");
    row("no id", good, "b", "", secret, "access key id");
    row("a line break behind the id", good, "b", id + '\n', secret, "access key id");
    row("no secret", good, "b", id, "", "secret access key");
    row("a line break behind the secret", good, "b", id, secret + "\r\n", "secret access key");
    row("swapped", good, "b", secret, id, "access key id");
}

void TestBucket::unusableKeysAndAddressesAreNamedUnsent()
{
    QFETCH(QString, endpoint);
    QFETCH(QString, bucket);
    QFETCH(QString, id);
    QFETCH(QByteArray, secret);
    QFETCH(QString, subject);
    ScriptedTransport net({answer(200, listing({}))});
    Bucket there(net, {QUrl(endpoint), bucket, u"auto"_s}, {id, std::make_shared<const Secret>(secret), nullptr});
    const auto page = take(there.list({}, {}));
    QVERIFY(!page);
    QCOMPARE(page.error().code, ErrorCode::BadValue);
    QCOMPARE(page.error().subject, subject);
    QVERIFY(secret.isEmpty() || !page.error().detail.contains(QString::fromLatin1(secret)));
    QVERIFY(net.asked().empty());
}

void TestBucket::theSecretIsNowhereInTheRequest()
{
    ScriptedTransport net({answer(200, listing({}))});
    Bucket bucket(net, address(), keys());
    QVERIFY(take(bucket.list({}, {})));
    const auto request = net.asked()[0];
    QVERIFY(!request.url.toEncoded().contains(kSecret));
    for (const auto& header : request.headers)
        QVERIFY(!header.value.contains(kSecret) && header.name != "Authorization");
    for (const auto& header : request.secrets)
        header.value->reveal([](QByteArrayView value) { QVERIFY(!value.contains(kSecret)); });
}

QTEST_GUILESS_MAIN(TestBucket)
#include "test_bucket.moc"
