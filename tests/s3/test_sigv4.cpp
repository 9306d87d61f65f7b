#include "s3/sign_vector.h"
#include "s3/sigv4.h"
#include "support/shared_data.h"

#include <QDirIterator>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::s3;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kEmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

QByteArray contextOf(bool normalize, const QByteArray& extra = {}, const QByteArray& service = "service", const QByteArray& token = {})
{
    return R"({"credentials":{"access_key_id":"AKIDEXAMPLE","secret_access_key":"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")"
        + (token.isEmpty() ? QByteArray() : QByteArray(R"(,"token":")" + token + '"')) + R"(},"expiration_in_seconds":3600,"normalize":)"
        + (normalize ? "true" : "false") + R"(,"region":"us-east-1","service":")" + service
        + R"(","sign_body":false,"timestamp":"2015-08-30T12:36:00Z")" + extra + '}';
}

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The example requests of Amazon's description of S3, whose signatures are printed there.
Signature signExample(const QByteArray& method, const QByteArray& path, const QByteArray& query, std::vector<net::Header> headers,
                      const QByteArray& payloadHash)
{
    headers.push_back({"Host", "examplebucket.s3.amazonaws.com"});
    headers.push_back({"x-amz-content-sha256", payloadHash});
    headers.push_back({"x-amz-date", "20130524T000000Z"});
    return sign({method, path, query, headers, payloadHash}, {"AKIAIOSFODNN7EXAMPLE", 1'369'353'600'000, "us-east-1"},
                Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
}

} // namespace

class TestSigV4 : public QObject {
    Q_OBJECT

private slots:
    void everyPublishedVectorIsMet_data();
    void everyPublishedVectorIsMet();
    void vectorsOfOurOwnAreMet_data();
    void vectorsOfOurOwnAreMet();
    void amazonsExamplesOfS3AreMet();
    void aPresignedExampleIsMet();
    void keysOfAnyBytesAreEncodedOnceAndReadBack();
    void pathsOfBucketsAreNotNormalised();
    void aTokenLeftOutIsNotSigned();
    void aBrokenVectorIsNamed_data();
    void aBrokenVectorIsNamed();
};

void TestSigV4::everyPublishedVectorIsMet_data()
{
    QTest::addColumn<QString>("folder");
    const QString root = test::sharedPath(u"data/sigv4"_s);
    if (!root.isEmpty()) {
        QDirIterator files(root, {u"request.txt"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo file(files.next());
            QTest::newRow(qPrintable(file.dir().dirName())) << file.absolutePath();
        }
    }
    QTest::newRow("none beside the project") << QString();
}

void TestSigV4::everyPublishedVectorIsMet()
{
    QFETCH(QString, folder);
    if (folder.isEmpty())
        return;
    const auto text = [&](const char* name) { return fileBytes(folder + u'/' + QLatin1StringView(name)); };
    const auto made = signVector(text("request.txt"), text("context.json"));
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QCOMPARE(made->header.canonicalRequest, text("header-canonical-request.txt"));
    QCOMPARE(made->header.stringToSign, text("header-string-to-sign.txt"));
    QCOMPARE(made->header.signature, text("header-signature.txt"));
    QCOMPARE(made->query.canonicalRequest, text("query-canonical-request.txt"));
    QCOMPARE(made->query.stringToSign, text("query-string-to-sign.txt"));
    QCOMPARE(made->query.signature, text("query-signature.txt"));
}

// Signatures computed beside this project from the written rules.
void TestSigV4::vectorsOfOurOwnAreMet_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("normalize");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("signature");
    const QByteArray host = " HTTP/1.1\nHost:example.amazonaws.com\n";
    const auto row = [&](const char* name, const QByteArray& target, const QByteArray& headers, const QByteArray& signature,
                         bool normalize = true, const QByteArray& token = {}) {
        QTest::newRow(name) << QByteArray("GET " + target + host + headers) << normalize << token << signature;
    };
    row("a space in the path", "/example space/", "", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741");
    row("not normalised either", "/example space/", "", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741", false);
    row("letters beyond ASCII", "/\u1234", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85");
    row("encoded twice outside of S3", "/a%20b", "", "08c33fd523b5dc18699a2c38863929f12203a282c033d442d45b59a096458aa6");
    row("dots and empty segments", "//./a/..//", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    row("values in order, empty ones kept", "/?Param2&Param1=value2&Param1=Value1", "",
        "07f9727897bf0be22669c36f39fbb775c8d499d8a6566ac74fda35d701eb4705");
    row("runs of spaces", "/", "My-Header1: value1\nMy-Header2: \"a   b   c\"  \n",
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
    row("a header over several lines", "/", "My-Header1:value1\n  value2\n     value3\n",
        "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd");
    row("a session token", "/", "", "f640bdddd120f8bbfeff6de7c205d95a03ef7b8e31ee19bbed59ff8b763f17f1", true,
        "AQoDYXdzEPT//////////wEXAMPLE==");
    row("headers that proxies change are not signed", "/", "User-Agent: curl\nConnection: close\n",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

void TestSigV4::vectorsOfOurOwnAreMet()
{
    QFETCH(QByteArray, request);
    QFETCH(bool, normalize);
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, signature);
    const auto made = signVector(request, contextOf(normalize, {}, "service", token));
    QVERIFY(made);
    QVERIFY2(made->header.signature == signature, made->header.canonicalRequest.constData());
}

void TestSigV4::amazonsExamplesOfS3AreMet()
{
    QCOMPARE(signExample("GET", "/test.txt", "", {{"Range", "bytes=0-9"}}, kEmptyHash).signature,
             QByteArray("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
    QCOMPARE(signExample("PUT", "/test%24file.text", "",
                         {{"Date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                         sha256Hex("Welcome to Amazon S3."))
                 .signature,
             QByteArray("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
    QCOMPARE(signExample("GET", "/", "lifecycle", {}, kEmptyHash).signature,
             QByteArray("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
    QCOMPARE(signExample("GET", "/", "max-keys=2&prefix=J", {}, kEmptyHash).signature,
             QByteArray("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
}

void TestSigV4::aPresignedExampleIsMet()
{
    SignableRequest request {"GET", "/test.txt", "", {{"host", "examplebucket.s3.amazonaws.com"}}, kUnsignedPayload};
    const SigningScope scope {"AKIAIOSFODNN7EXAMPLE", 1'369'353'600'000, "us-east-1"};
    request.query = presignQuery(request, scope, 86400);
    QCOMPARE(sign(request, scope, Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")).signature,
             QByteArray("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
}

void TestSigV4::keysOfAnyBytesAreEncodedOnceAndReadBack()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    const QByteArray encoded = percentEncoded(all);
    QCOMPARE(percentDecoded(encoded), all);
    QCOMPARE(canonicalPath(QByteArray('/' + encoded), {}), QByteArray('/' + percentEncoded(all, '/'))); // %2F in a key is its slash
    QCOMPARE(percentEncoded("a+b c%~"), QByteArray("a%2Bb%20c%25~"));
    QCOMPARE(percentDecoded("100%, %4, %zz"), QByteArray("100%, %4, %zz"));
}

void TestSigV4::pathsOfBucketsAreNotNormalised()
{
    const SignableRequest request {
        "GET", "/b/a/../c//d/.", "", {{"host", "b.example"}, {"x-amz-date", "20150830T123600Z"}}, kUnsignedPayload};
    QCOMPARE(sign(request, {"AKIDEXAMPLE", 1'440'938'160'000, "auto"}, Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")).signature,
             QByteArray("b39bb31a0f3e4be26e0f0a1d7eadc80867d3a3737f3fe2e61aa74662a62e2436"));
}

void TestSigV4::aTokenLeftOutIsNotSigned()
{
    const auto made =
        signVector("GET / HTTP/1.1\nHost:example.amazonaws.com\n", contextOf(true, ",\"omit_session_token\":true", "service", "TOKEN"));
    QVERIFY(made);
    QCOMPARE(made->header.signature, QByteArray("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"));
    QVERIFY(!made->query.canonicalRequest.contains("Token"));
}

void TestSigV4::aBrokenVectorIsNamed_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("context");
    const QByteArray request = "GET / HTTP/1.1\nHost:a\n";
    QTest::newRow("nothing") << QByteArray() << contextOf(true);
    QTest::newRow("no request line") << QByteArray("GET\n") << contextOf(true);
    QTest::newRow("no header") << QByteArray("GET / HTTP/1.1\nHost\n") << contextOf(true);
    QTest::newRow("no JSON") << request << QByteArray("{");
    QTest::newRow("no credentials") << request << QByteArray("{}");
}

void TestSigV4::aBrokenVectorIsNamed()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, context);
    const auto made = signVector(request, context);
    QVERIFY(!made);
    QVERIFY(!made.error().detail.isEmpty());
}

QTEST_GUILESS_MAIN(TestSigV4)
#include "test_sigv4.moc"
