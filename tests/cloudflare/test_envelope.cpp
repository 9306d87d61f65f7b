#include "cloudflare/envelope.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::cloudflare;

class TestEnvelope : public QObject {
    Q_OBJECT

private slots:
    void allPartsAreRead();
    void largeNumbersStayExact();
    void missingPartsAreEmpty_data();
    void missingPartsAreEmpty();
    void whatIsNoEnvelopeIsNamed_data();
    void whatIsNoEnvelopeIsNamed();
    void anyCutIsNoEnvelope();
    void anyDamageIsSurvived();
    void chainsAreBounded();
    void messagesReadAsText();
};

namespace {

const QByteArray kRefused = R"({"success":false,"errors":[{"code":10000,"message":"Authentication error",
  "documentation_url":"https://developers.example.com/10000","source":{"pointer":"/name"},"meta":{"details":"see below"},
  "error_chain":[{"code":1004,"message":"reading job is not allowed","error_chain":[{"code":7,"message":"deep"}]}]}],
  "messages":[{"code":10000,"message":"This API Token is valid and active","type":null},"as text"],
  "result":null,"result_info":{"page":2,"per_page":50,"total_pages":3,"count":20,"total_count":120,"cursor":"abc="}})";

}

void TestEnvelope::allPartsAreRead()
{
    const auto envelope = parseEnvelope(kRefused);
    QVERIFY(envelope);
    QVERIFY(!envelope->success);
    QVERIFY(envelope->result.isNull());
    QCOMPARE(envelope->errors.size(), std::size_t {1});
    const ApiMessage& error = envelope->errors.front();
    QCOMPARE(error.code, 10000);
    QCOMPARE(error.message, QStringLiteral("Authentication error"));
    QCOMPARE(error.documentationUrl, QStringLiteral("https://developers.example.com/10000"));
    QCOMPARE(error.pointer, QStringLiteral("/name"));
    QCOMPARE(error.meta.value(u"details").toString(), QStringLiteral("see below"));
    QCOMPARE(error.chain.front().code, 1004);
    QCOMPARE(error.chain.front().chain.front().message, QStringLiteral("deep"));
    QCOMPARE(envelope->messages.size(), std::size_t {2});
    QCOMPARE(envelope->messages[1].message, QStringLiteral("as text"));
    QCOMPARE(envelope->info.page, 2);
    QCOMPARE(envelope->info.perPage, 50);
    QCOMPARE(envelope->info.totalPages, 3);
    QCOMPARE(envelope->info.count, qint64 {20});
    QCOMPARE(envelope->info.totalCount, qint64 {120});
    QCOMPARE(envelope->info.cursor, QStringLiteral("abc="));
}

void TestEnvelope::largeNumbersStayExact()
{
    const auto envelope = parseEnvelope(R"({"success":true,"result":{"id":9007199254740993}})");
    QVERIFY(envelope);
    QCOMPARE(envelope->result.toObject().value(u"id").toInteger(), qint64 {9007199254740993});
}

void TestEnvelope::missingPartsAreEmpty_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("success alone") << QByteArray(R"({"success":true})");
    QTest::newRow("null everywhere") << QByteArray(R"({"success":true,"errors":null,"messages":null,"result":null,"result_info":null})");
    QTest::newRow("other kinds") << QByteArray(R"({"success":true,"errors":{},"messages":"x","result_info":[1],"result":null})");
    QTest::newRow("with a byte order mark of spaces") << QByteArray("\r\n  {\"success\":true}\n");
    QTest::newRow("a cursor elsewhere") << QByteArray(R"({"success":true,"result_info":{"cursors":{"before":"x"}}})");
    QTest::newRow("numbers out of range") << QByteArray(
        R"({"success":true,"result_info":{"page":-1,"per_page":99999999999,"total_pages":1e300}})");
}

void TestEnvelope::missingPartsAreEmpty()
{
    QFETCH(QByteArray, body);
    const auto envelope = parseEnvelope(body);
    QVERIFY2(envelope, envelope ? "" : qPrintable(envelope.error().detail));
    QVERIFY(envelope->success);
    QVERIFY(envelope->result.isNull());
    QVERIFY(envelope->errors.empty());
    QCOMPARE(envelope->info.page, 0);
    QCOMPARE(envelope->info.perPage, 0);
    QCOMPARE(envelope->info.totalPages, 0);
    QVERIFY(envelope->info.cursor.isEmpty());
}

void TestEnvelope::whatIsNoEnvelopeIsNamed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("empty");
    QTest::newRow("blanks") << QByteArray(10'000, ' ') << QStringLiteral("empty");
    QTest::newRow("a login page") << QByteArray("<!doctype html><html><head><title>Sign in</title>")
                                  << QStringLiteral("an HTML page, \"Sign in\"");
    QTest::newRow("a page without a title") << QByteArray("\n<HTML><body>502 Bad Gateway") << QStringLiteral("an HTML page");
    QTest::newRow("text") << QByteArray("error code: 1020") << QStringLiteral("no JSON");
    QTest::newRow("a list") << QByteArray("[1]") << QStringLiteral("JSON, but no object");
    QTest::newRow("another object") << QByteArray(R"({"message":"hello"})") << QStringLiteral("without \"success\"");
    QTest::newRow("success as text") << QByteArray(R"({"success":"true"})") << QStringLiteral("without \"success\"");
    QTest::newRow("cut") << kRefused.left(200) << QStringLiteral("no JSON");
    QTest::newRow("too deep") << QByteArray(R"({"success":true,"result":)" + QByteArray(5000, '[')) << QStringLiteral("no JSON");
    QTest::newRow("10 MB of a page") << QByteArray("<html>" + QByteArray(10'000'000, 'x')) << QStringLiteral("an HTML page");
}

void TestEnvelope::whatIsNoEnvelopeIsNamed()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    const auto envelope = parseEnvelope(body);
    QVERIFY(!envelope);
    QCOMPARE(envelope.error().code, ErrorCode::BadAnswer);
    QVERIFY2(envelope.error().detail.contains(words), qPrintable(envelope.error().detail));
    QVERIFY(envelope.error().detail.size() < 300);
}

void TestEnvelope::anyCutIsNoEnvelope()
{
    for (qsizetype length = 0; length < kRefused.size(); ++length)
        QVERIFY(!parseEnvelope(kRefused.left(length)));
}

void TestEnvelope::anyDamageIsSurvived()
{
    QRandomGenerator random(20221122);
    for (int i = 0; i < 5000; ++i) {
        QByteArray body = kRefused;
        for (int n = 0; n < 3; ++n)
            body[random.bounded(body.size())] = static_cast<char>(random.bounded(256));
        if (const auto envelope = parseEnvelope(body))
            QVERIFY(textOf(envelope->errors).size() <= 2000);
    }
}

void TestEnvelope::chainsAreBounded()
{
    QByteArray chain = R"({"message":"end"})";
    for (int i = 0; i < 200; ++i)
        chain = R"({"message":"m","error_chain":[)" + chain + "]}";
    const auto envelope = parseEnvelope(QByteArray(R"({"success":false,"errors":[)" + chain + "]}"));
    QVERIFY(envelope);
    int depth = 0;
    for (const auto* at = &envelope->errors; !at->empty(); at = &at->front().chain)
        ++depth;
    QVERIFY(depth > 1 && depth < 20);
}

void TestEnvelope::messagesReadAsText()
{
    const auto envelope = parseEnvelope(kRefused);
    QVERIFY(envelope);
    QCOMPARE(textOf(envelope->errors),
             QStringLiteral("Authentication error: see below (10000) → reading job is not allowed (1004) → deep (7)"));
    QCOMPARE(textOf(envelope->messages), QStringLiteral("This API Token is valid and active (10000); as text"));
    QVERIFY(textOf({}).isEmpty());
}

QTEST_APPLESS_MAIN(TestEnvelope)
#include "test_envelope.moc"
