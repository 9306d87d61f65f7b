#include "sandbox/request_reader.h"

#include <QtTest>

#include <random>

using namespace tracedeck;
using namespace tracedeck::sandbox;

namespace {

constexpr ReaderLimits kSmall {200, 50};

/// All requests that these bytes hold, taken in as the pieces come, or how it ends.
struct Read {
    std::vector<WireRequest> requests;
    int refusedWith = 0;
    int continues = 0;
};

Read readAll(const std::vector<QByteArray>& pieces, ReaderLimits limits = {})
{
    Read read;
    RequestReader reader(limits);
    for (const auto& piece : pieces) {
        reader.add(piece);
        for (;;) {
            auto request = reader.next();
            if (!request) {
                read.refusedWith = request.error().status;
                return read;
            }
            if (!*request)
                break;
            read.requests.push_back(**request);
        }
        read.continues += reader.takeContinue() ? 1 : 0;
    }
    return read;
}

const QByteArray kThree =
    "PUT /b/a%2Fb?x=%20 HTTP/1.1\r\nHost: h\r\nX-Two:  a b \r\nContent-Length: 5\r\n\r\nhello"
    "\r\nPOST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;ext=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"
    "GET /last HTTP/1.1\r\nConnection: close\r\n\r\n";

} // namespace

class TestRequestReader : public QObject {
    Q_OBJECT

private slots:
    void requestsComeOutWhole();
    void anyPiecesGiveWhatTheWholeGives();
    void whatIsNoRequestIsRefused_data();
    void whatIsNoRequestIsRefused();
    void aClientThatWaitsIsToldToGoOnOnce();
    void noBytesBringItToItsKnees();
};

void TestRequestReader::requestsComeOutWhole()
{
    const auto read = readAll({kThree});
    QCOMPARE(read.requests.size(), std::size_t {3});
    QCOMPARE(read.requests[0].method, QByteArray("PUT"));
    QCOMPARE(read.requests[0].path(), QByteArray("/b/a%2Fb"));
    QCOMPARE(read.requests[0].query(), QByteArray("x=%20"));
    QCOMPARE(read.requests[0].header("x-two"), QByteArray("a b"));
    QCOMPARE(read.requests[0].body, QByteArray("hello"));
    QVERIFY(read.requests[0].keepsOpen);
    QCOMPARE(read.requests[1].body, QByteArray("abc0123456789"));
    QVERIFY(!read.requests[2].keepsOpen);
    QVERIFY(!readAll({"GET / HTTP/1.0\r\n\r\n"}).requests.at(0).keepsOpen);
}

void TestRequestReader::anyPiecesGiveWhatTheWholeGives()
{
    const auto whole = readAll({kThree});
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::vector<QByteArray> pieces;
        for (qsizetype from = 0; from < kThree.size();) {
            const auto size = static_cast<qsizetype>(round == 0 ? 1 : 1 + random() % 40);
            pieces.push_back(kThree.mid(from, size));
            from += size;
        }
        const auto read = readAll(pieces);
        QCOMPARE(read.refusedWith, 0);
        QVERIFY(read.requests == whole.requests);
    }
}

void TestRequestReader::whatIsNoRequestIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto head = [](const char* headers) -> QByteArray { return QByteArray("POST / HTTP/1.1\r\n") + headers + "\r\n\r\n"; };
    QTest::newRow("no request line") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\r\n\r\n", 10) << 400;
    QTest::newRow("another version") << QByteArray("GET / HTTP/2.0\r\n\r\n") << 505;
    QTest::newRow("a target that is an address") << QByteArray("GET http://h/ HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("a header without a colon") << head("Host") << 400;
    QTest::newRow("a header that goes on in the next line") << head("A: b\r\n c") << 400;
    QTest::newRow("a control character in a value") << head("A: b\x01") << 400;
    QTest::newRow("two lengths") << head("Content-Length: 1\r\nContent-Length: 2") << 400;
    QTest::newRow("a length and chunks") << head("Content-Length: 1\r\nTransfer-Encoding: chunked") << 400;
    QTest::newRow("a length that is none") << head("Content-Length: 1x") << 400;
    QTest::newRow("a negative length") << head("Content-Length: -1") << 400;
    QTest::newRow("a length past all bounds") << head("Content-Length: 99999999999999999999") << 400;
    QTest::newRow("another coding") << head("Transfer-Encoding: gzip") << 501;
    QTest::newRow("a body too long") << head("Content-Length: 51") << 413;
    QTest::newRow("chunks too long together") << QByteArray(head("Transfer-Encoding: chunked") + "20\r\n" + QByteArray(32, 'x')
                                                            + "\r\n20\r\n")
                                              << 413;
    QTest::newRow("a chunk's size that is none") << QByteArray(head("Transfer-Encoding: chunked") + "zz\r\n") << 400;
    QTest::newRow("a chunk longer than it says") << QByteArray(head("Transfer-Encoding: chunked") + "1\r\nabc\r\n") << 400;
    QTest::newRow("a head too long") << QByteArray("GET / HTTP/1.1\r\nA: " + QByteArray(300, 'x')) << 431;
}

void TestRequestReader::whatIsNoRequestIsRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const auto read = readAll({bytes}, kSmall);
    QCOMPARE(read.requests.size(), std::size_t {0});
    QCOMPARE(read.refusedWith, status);
}

void TestRequestReader::aClientThatWaitsIsToldToGoOnOnce()
{
    const QByteArray head = "PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    const auto waits = readAll({head, "a", "b"});
    QCOMPARE(waits.continues, 1);
    QCOMPARE(waits.requests.at(0).body, QByteArray("ab"));
    QCOMPARE(readAll({QByteArray(head + "ab")}).continues, 0);
}

void TestRequestReader::noBytesBringItToItsKnees()
{
    std::mt19937 random(11);
    for (int round = 0; round < 3000; ++round) {
        QByteArray bytes = kThree;
        for (unsigned i = 0; i < 1 + random() % 4; ++i)
            bytes[static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()))] = static_cast<char>(random() & 0xff);
        const auto read = readAll({bytes}, kSmall);
        QVERIFY(read.requests.size() <= 4);
    }
}

QTEST_GUILESS_MAIN(TestRequestReader)
#include "test_request_reader.moc"
