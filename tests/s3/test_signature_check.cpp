#include "s3/chunked_body.h"
#include "s3/signature_check.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::s3;

namespace {

constexpr std::int64_t kNow = 1'795'264'560'000;
constexpr char kKey[] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

ReceivedRequest received(const SignableRequest& request, const SigningScope& scope, const char* key = kKey)
{
    const auto made = sign(request, scope, Secret(key));
    ReceivedRequest got {request.method, request.path, request.query, request.headers, {}};
    got.headers.push_back({"Authorization", authorization(scope, made)});
    got.headers.push_back({"User-Agent", "not signed"});
    return got;
}

ReceivedRequest signedGet(std::int64_t at = kNow, const char* key = kKey)
{
    const SigningScope scope {"AKID", at, "auto"};
    return received({"GET",
                     "/logs/a%20b/%7Bx%7D",
                     "prefix=a%2Fb&list-type=2",
                     {{"Host", "127.0.0.1:9000"}, {"X-Amz-Date", scope.amzDate()}, {"x-amz-content-sha256", kUnsignedPayload}},
                     kUnsignedPayload},
                    scope, key);
}

ReceivedRequest presignedGet(std::int64_t at, std::int64_t seconds)
{
    const SigningScope scope {"AKID", at, "auto"};
    SignableRequest request {"GET", "/logs/key", "versionId=1", {{"host", "127.0.0.1:9000"}}, kUnsignedPayload};
    request.query = presignQuery(request, scope, seconds);
    const auto made = sign(request, scope, Secret(kKey));
    return {"GET", "/logs/key", request.query + "&X-Amz-Signature=" + made.signature, request.headers, {}};
}

/// "" where it is good, else the code.
QString verdict(const ReceivedRequest& request, std::int64_t now = kNow)
{
    const auto claim = readSignature(request);
    if (!claim)
        return claim.error().detail.section(u':', 0, 0);
    const auto good = verifySignature(request, *claim, Secret(kKey), now);
    return good ? QString() : good.error().detail.section(u':', 0, 0);
}

net::Header& header(ReceivedRequest& request, const char* name)
{
    return *std::find_if(request.headers.begin(), request.headers.end(), [&](const auto& h) { return h.name == name; });
}

/// Amazon's own example of a body in signed chunks: 66,560 times "a".
ReceivedRequest chunkedExample()
{
    const SigningScope scope {"AKIAIOSFODNN7EXAMPLE", 1'369'353'600'000, "us-east-1"};
    const QByteArray hash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    return received({"PUT",
                     "/examplebucket/chunkObject.txt",
                     "",
                     {{"content-encoding", "aws-chunked"},
                      {"content-length", "66824"},
                      {"host", "s3.amazonaws.com"},
                      {"x-amz-content-sha256", hash},
                      {"x-amz-date", "20130524T000000Z"},
                      {"x-amz-decoded-content-length", "66560"},
                      {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                     hash},
                    scope, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
}

QByteArray chunk(qsizetype size, const QByteArray& signature)
{
    return QByteArray::number(size, 16) + ";chunk-signature=" + signature + "\r\n" + QByteArray(size, 'a') + "\r\n";
}

QByteArray chunkedBody()
{
    return chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
        + chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
        + chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
}

} // namespace

class TestSignatureCheck : public QObject {
    Q_OBJECT

private slots:
    void aSignedRequestIsGood();
    void aPresignedRequestIsGoodUntilItsTimeIsUp();
    void whatWasChangedIsNoticed_data();
    void whatWasChangedIsNoticed();
    void clocksMayDifferByAQuarterOfAnHour();
    void whatIsNoSignatureIsNamed_data();
    void whatIsNoSignatureIsNamed();
    void anotherBodyIsNoticed();
    void aBodyWithoutItsHashIsWhatWasSigned();
    void amazonsChunkedExampleIsProven();
    void aForgedChunkIsNoticed();
    void unsignedChunksWithTrailersAreRead();
    void brokenChunksAreRefused_data();
    void brokenChunksAreRefused();
};

void TestSignatureCheck::aSignedRequestIsGood()
{
    const auto request = signedGet();
    const auto claim = readSignature(request);
    QVERIFY(claim);
    QCOMPARE(claim->accessKeyId, QByteArray("AKID"));
    QCOMPARE(claim->region, QByteArray("auto"));
    QCOMPARE(claim->service, QByteArray("s3"));
    QCOMPARE(verdict(request), QString());
    auto otherwiseWritten = request; // encoded more than need be, and in another order: the same request
    otherwiseWritten.path = "/logs/%61%20b/{x}";
    otherwiseWritten.query = "list-type=2&prefix=a/b";
    QCOMPARE(verdict(otherwiseWritten), QString());
}

void TestSignatureCheck::aPresignedRequestIsGoodUntilItsTimeIsUp()
{
    const auto request = presignedGet(kNow, 60);
    QVERIFY(readSignature(request)->isPresigned);
    QCOMPARE(verdict(request, kNow + 60'000), QString());
    QCOMPARE(verdict(request, kNow + 61'000), QStringLiteral("ExpiredRequest"));
    auto changed = request;
    changed.query.replace("X-Amz-Expires=60", "X-Amz-Expires=6000");
    QCOMPARE(verdict(changed, kNow + 61'000), QStringLiteral("SignatureDoesNotMatch"));
    QCOMPARE(verdict(presignedGet(kNow, 604'801)), QStringLiteral("AuthorizationQueryParametersError"));
    QCOMPARE(verdict(presignedGet(kNow, 0)), QStringLiteral("AuthorizationQueryParametersError"));
}

void TestSignatureCheck::whatWasChangedIsNoticed_data()
{
    QTest::addColumn<ReceivedRequest>("request");
    const auto row = [](const char* name, auto change) {
        auto request = signedGet();
        change(request);
        QTest::newRow(name) << request;
    };
    row("method", [](auto& r) { r.method = "DELETE"; });
    row("key", [](auto& r) { r.path = "/logs/a%20b/%7By%7D"; });
    row("a slash more", [](auto& r) { r.path = "/logs//a%20b/%7Bx%7D"; });
    row("query", [](auto& r) { r.query += "&max-keys=1"; });
    row("host", [](auto& r) { header(r, "Host").value = "127.0.0.1:9001"; });
    row("payload's name", [](auto& r) { header(r, "x-amz-content-sha256").value = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"; });
    row("a signed header gone", [](auto& r) { r.headers.erase(r.headers.begin()); });
    row("signature", [](auto& r) { header(r, "Authorization").value.back() ^= 1; });
    QTest::newRow("another secret") << signedGet(kNow, "wrong");
    auto region = signedGet();
    header(region, "Authorization").value.replace("/auto/", "/weur/");
    QTest::newRow("region") << region;
}

void TestSignatureCheck::whatWasChangedIsNoticed()
{
    QFETCH(ReceivedRequest, request);
    QCOMPARE(verdict(request), QStringLiteral("SignatureDoesNotMatch"));
}

void TestSignatureCheck::clocksMayDifferByAQuarterOfAnHour()
{
    for (const std::int64_t sign : {-1, 1}) {
        QCOMPARE(verdict(signedGet(kNow + sign * 900'000)), QString());
        QCOMPARE(verdict(signedGet(kNow + sign * 901'000)), QStringLiteral("RequestTimeTooSkewed"));
    }
    QCOMPARE(verdict(presignedGet(kNow + 1'200'000, 3600)), QStringLiteral("RequestTimeTooSkewed"));
}

void TestSignatureCheck::whatIsNoSignatureIsNamed_data()
{
    QTest::addColumn<ReceivedRequest>("request");
    QTest::addColumn<QString>("code");
    QTest::newRow("none") << ReceivedRequest {"GET", "/", "", {{"Host", "a"}}, {}} << QStringLiteral("AccessDenied");
    const auto row = [](const char* name, const char* code, auto change) {
        auto request = signedGet();
        change(request);
        QTest::newRow(name) << request << QString::fromLatin1(code);
    };
    const char* malformed = "AuthorizationHeaderMalformed";
    row("bearer", malformed, [](auto& r) { header(r, "Authorization").value = "Bearer x"; });
    row("version 2", malformed, [](auto& r) { header(r, "Authorization").value = "AWS AKID:abc="; });
    row("no credential", malformed, [](auto& r) { header(r, "Authorization").value.replace("Credential=", "C="); });
    row("short credential", malformed, [](auto& r) { header(r, "Authorization").value.replace("/s3/aws4_request", ""); });
    row("short signature", malformed, [](auto& r) { header(r, "Authorization").value.chop(1); });
    row("no date", malformed, [](auto& r) { header(r, "X-Amz-Date").name = "Date"; });
    row("another day", malformed, [](auto& r) { header(r, "X-Amz-Date").value = "20261120T123600Z"; });
    row("host not signed", "AccessDenied", [](auto& r) { header(r, "Authorization").value.replace("=host;", "=range;"); });
    auto presigned = presignedGet(kNow, 60);
    presigned.query.replace("X-Amz-Date=", "X-Amz-Data=");
    QTest::newRow("presigned, no date") << presigned << QStringLiteral("AuthorizationQueryParametersError");
}

void TestSignatureCheck::whatIsNoSignatureIsNamed()
{
    QFETCH(ReceivedRequest, request);
    QFETCH(QString, code);
    QCOMPARE(verdict(request), code);
}

void TestSignatureCheck::anotherBodyIsNoticed()
{
    const QByteArray hash = sha256Hex("body");
    const SigningScope scope {"AKID", kNow, "auto"};
    auto request =
        received({"PUT", "/b/k", "", {{"Host", "h"}, {"X-Amz-Date", scope.amzDate()}, {"x-amz-content-sha256", hash}}, hash}, scope);
    QCOMPARE(verdict(request), QString());
    request.bodyHash = hash;
    QCOMPARE(verdict(request), QString());
    request.bodyHash = sha256Hex("another");
    QCOMPARE(verdict(request), QStringLiteral("XAmzContentSHA256Mismatch"));
}

void TestSignatureCheck::aBodyWithoutItsHashIsWhatWasSigned()
{
    const SigningScope scope {"AKID", kNow, "auto"};
    auto request = received({"PUT", "/b/k", "", {{"Host", "h"}, {"X-Amz-Date", scope.amzDate()}}, sha256Hex("body")}, scope);
    request.bodyHash = sha256Hex("body");
    QCOMPARE(verdict(request), QString());
    request.bodyHash = sha256Hex("another");
    QCOMPARE(verdict(request), QStringLiteral("SignatureDoesNotMatch"));
}

void TestSignatureCheck::amazonsChunkedExampleIsProven()
{
    const auto request = chunkedExample();
    const Secret key("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    const auto claim = readSignature(request);
    QVERIFY(claim);
    QCOMPARE(claim->signature, QByteArray("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"));
    QVERIFY(verifySignature(request, *claim, key, 1'369'353'600'000));
    QVERIFY(isChunked(*claim));
    const auto bytes = chunkedBytes(chunkedBody(), *claim, key);
    QVERIFY(bytes);
    QCOMPARE(*bytes, QByteArray(66560, 'a'));
}

void TestSignatureCheck::aForgedChunkIsNoticed()
{
    const auto claim = readSignature(chunkedExample());
    auto body = chunkedBody();
    body[66000] = 'b'; // in the second chunk
    const auto bytes = chunkedBytes(body, *claim, Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    QVERIFY(!bytes);
    QVERIFY(bytes.error().detail.startsWith(u"SignatureDoesNotMatch"));
    QCOMPARE(bytes.error().status, 403);
}

void TestSignatureCheck::unsignedChunksWithTrailersAreRead()
{
    SignatureClaim claim;
    claim.payloadHash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    const auto bytes = chunkedBytes("5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n", claim, Secret(kKey));
    QVERIFY(bytes);
    QCOMPARE(*bytes, QByteArray("hello world"));
}

void TestSignatureCheck::brokenChunksAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut") << QByteArray("5\r\nhel");
    QTest::newRow("no end") << QByteArray("5\r\nhello\r\n");
    QTest::newRow("no number") << QByteArray("five\r\nhello\r\n0\r\n\r\n");
    QTest::newRow("less than none") << QByteArray("-5\r\nhello\r\n0\r\n\r\n");
    QTest::newRow("more than there is") << QByteArray("7fffffffffffffff\r\nhello\r\n0\r\n\r\n");
}

void TestSignatureCheck::brokenChunksAreRefused()
{
    QFETCH(QByteArray, body);
    SignatureClaim claim;
    claim.payloadHash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    const auto bytes = chunkedBytes(body, claim, Secret(kKey));
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().status, 400);
}

QTEST_GUILESS_MAIN(TestSignatureCheck)
#include "test_signature_check.moc"
