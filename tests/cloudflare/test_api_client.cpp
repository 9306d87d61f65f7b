#include "cloudflare/api_client.h"
#include "cloudflare/graphql_api.h"
#include "net/http_transport.h"
#include "net/retry_transport.h"
#include "support/fake_net.h"
#include "support/waited.h"
#include "support/wire_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::cloudflare;
using net::Response;
using net::Verb;
using test::FakeTransport;
using test::waited;

namespace {

const QUrl kBase(QStringLiteral("https://api.example.com/client/v4"));

Credential token(const char* text = "sesame-token")
{
    return {Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(QByteArrayView(text))};
}

QByteArray page(const QJsonValue& result, const QJsonObject& info)
{
    return QJsonDocument(
               QJsonObject {{QStringLiteral("success"), true}, {QStringLiteral("result"), result}, {QStringLiteral("result_info"), info}})
        .toJson();
}

QJsonArray numbers(int from, int to)
{
    QJsonArray array;
    for (int i = from; i < to; ++i)
        array.append(QJsonObject {{QStringLiteral("n"), i}});
    return array;
}

/// 120 things, fifty a page.
Response pageOfMany(int number)
{
    const QJsonObject info {{QStringLiteral("page"), number},
                            {QStringLiteral("per_page"), 50},
                            {QStringLiteral("total_pages"), 3},
                            {QStringLiteral("total_count"), 120}};
    return FakeTransport::response(200, page(numbers((number - 1) * 50, std::min(120, number * 50)), info));
}

Response pageAt(int from, int to, const char* cursor)
{
    const QJsonObject buckets {{QStringLiteral("buckets"), numbers(from, to)}};
    return FakeTransport::response(200, page(buckets, {{QStringLiteral("cursor"), QString::fromUtf8(cursor)}}));
}

} // namespace

class TestApiClient : public QObject {
    Q_OBJECT

private slots:
    void aCallIsSentAsItIsDeclared();
    void credentialsGoAsTheirKindDoes();
    void addressesAreJoined_data();
    void addressesAreJoined();
    void aBadAddressIsRefused();
    void anAnswerTellsWhatAPersonMayWantToSee();
    void refusalsTellStatusCodeAndRay_data();
    void refusalsTellStatusCodeAndRay();
    void redirectsAreBadAnswers();
    void theCredentialNeverShows();
    void numberedPagesAreJoined();
    void cursorPagesAreJoined();
    void aListWithoutPagesIsOnePage();
    void pagingEnds_data();
    void pagingEnds();
    void aPageThatFailsFailsAll();
    void pagingStops();
    void cutAnswersAreAskedForAgain();
    void graphqlAnswersAreRead_data();
    void graphqlAnswersAreRead();
};

void TestApiClient::aCallIsSentAsItIsDeclared()
{
    FakeTransport network;
    network.answers = {FakeTransport::response(200, R"({"success":true,"result":{}})")};
    const ApiClient client(network, kBase, token());
    ApiRequest request {.verb = Verb::Patch, .path = pathOf({QStringLiteral("accounts"), QStringLiteral("a/b?c"), QStringLiteral("w w")})};
    request.query.addQueryItem(QStringLiteral("name"), QStringLiteral("1+1 & 2"));
    request.body = QJsonObject {{QStringLiteral("destination_conf"), QStringLiteral("r2://b/{DATE}?x=%2F")}};
    request.headers = {{"cf-r2-jurisdiction", "eu"}};
    request.isRepeatable = true;
    QVERIFY(client.send(request, {}).result());
    const net::Request& sent = network.requests.front();
    QCOMPARE(sent.verb, Verb::Patch);
    QCOMPARE(sent.url.toEncoded(), QByteArray("https://api.example.com/client/v4/accounts/a%2Fb%3Fc/w%20w?name=1%2B1%20%26%202"));
    const QByteArray body = R"({"destination_conf":"r2://b/{DATE}?x=%2F"})";
    QCOMPARE(sent.body, body);
    QVERIFY(sent.isRepeatable);
    const auto has = [&sent](const char* name, const char* value) {
        return std::find(sent.headers.begin(), sent.headers.end(), net::Header {name, value}) != sent.headers.end();
    };
    QVERIFY(has("Content-Type", "application/json"));
    QVERIFY(has("cf-r2-jurisdiction", "eu"));
}

void TestApiClient::credentialsGoAsTheirKindDoes()
{
    net::Request request;
    authorize(request, token("abc"));
    QVERIFY(request.headers.empty());
    QCOMPARE(request.secrets.size(), std::size_t {1});
    QCOMPARE(request.secrets[0].name, QByteArray("Authorization"));
    QCOMPARE(request.secrets[0].prefix, QByteArray("Bearer "));
    request = {};
    authorize(request,
              {Credential::Kind::GlobalKey, QStringLiteral("me@example.com"), std::make_shared<const Secret>(QByteArrayView("key"))});
    QCOMPARE(request.headers, (std::vector<net::Header> {{"X-Auth-Email", "me@example.com"}}));
    QCOMPARE(request.secrets.size(), std::size_t {1});
    QCOMPARE(request.secrets[0].name, QByteArray("X-Auth-Key"));
    QVERIFY(request.secrets[0].prefix.isEmpty());
    request = {};
    authorize(request, {});
    QVERIFY(request.headers.empty() && request.secrets.empty());
}

void TestApiClient::addressesAreJoined_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("plain") << QStringLiteral("https://h/client/v4") << QByteArray("https://h/client/v4/user");
    QTest::newRow("with a slash") << QStringLiteral("https://h/client/v4/") << QByteArray("https://h/client/v4/user");
    QTest::newRow("the root") << QStringLiteral("http://127.0.0.1:8787") << QByteArray("http://127.0.0.1:8787/user");
    QTest::newRow("with a query") << QStringLiteral("https://h/v4?x=1#y") << QByteArray("https://h/v4/user");
}

void TestApiClient::addressesAreJoined()
{
    QFETCH(QString, base);
    QFETCH(QByteArray, sent);
    FakeTransport network;
    network.answers = {FakeTransport::response(200, R"({"success":true})")};
    QVERIFY(ApiClient(network, QUrl(base), token()).send({.path = QStringLiteral("user")}, {}).result());
    QCOMPARE(network.requests.front().url.toEncoded(), sent);
}

void TestApiClient::aBadAddressIsRefused()
{
    FakeTransport network;
    const auto answer = ApiClient(network, QUrl(QStringLiteral("http://[::x]")), token()).send({.path = QStringLiteral("user")}, {});
    QVERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().code, ErrorCode::BadValue);
    QVERIFY(network.requests.empty());
}

void TestApiClient::anAnswerTellsWhatAPersonMayWantToSee()
{
    FakeTransport network;
    network.answers = {FakeTransport::response(200, R"({"success":true,"result":{"id":"t"},"messages":[{"code":10000,"message":"valid"}]})",
                                               {{"CF-Ray", "8f-FRA"}})};
    const auto answer = ApiClient(network, kBase, token()).send({.path = QStringLiteral("user/tokens/verify")}, {}).result();
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->ray, QStringLiteral("8f-FRA"));
    QCOMPARE(answer->envelope.messages.front().message, QStringLiteral("valid"));
    QVERIFY(answer->took.count() >= 0);
}

void TestApiClient::refusalsTellStatusCodeAndRay_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<int>("apiCode");
    QTest::addColumn<QString>("words");
    const QByteArray refused = R"({"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"result":null})";
    const QByteArray page = "<html><title>Just a moment...</title>";
    const auto row = [](const char* name, int status, const QByteArray& body, ErrorCode code, int apiCode, const char* words) {
        QTest::newRow(name) << status << body << code << apiCode << QString::fromUtf8(words);
    };
    row("403", 403, refused, ErrorCode::ApiRefused, 10000, "Authentication error (10000)");
    row("200 with success: false", 200, refused, ErrorCode::ApiRefused, 10000, "Authentication error (10000)");
    row("400 with success: true", 400, R"({"success":true,"result":{}})", ErrorCode::ApiRefused, 0, "");
    row("a code deeper down", 400, R"({"success":false,"errors":[{"message":"x","error_chain":[{"code":1004,"message":"y"}]}]})",
        ErrorCode::ApiRefused, 1004, "x → y (1004)");
    row("refused without a word", 500, R"({"success":false,"errors":[]})", ErrorCode::ApiRefused, 0, "");
    row("a page instead of JSON", 200, page, ErrorCode::BadAnswer, 0, "an HTML page, \"Just a moment...\"");
    row("a page from the edge", 502, page, ErrorCode::BadAnswer, 0, "an HTML page");
    row("nothing at all", 200, "", ErrorCode::BadAnswer, 0, "empty");
    row("cut JSON", 200, refused.left(40), ErrorCode::BadAnswer, 0, "no JSON");
    row("429", 429, R"({"success":false,"errors":[{"code":971,"message":"slow down"}]})", ErrorCode::RateLimited, 971,
        "slow down (971); it may be asked again in 17 s");
    row("429 as a page", 429, page, ErrorCode::RateLimited, 0, "in 17 s");
}

void TestApiClient::refusalsTellStatusCodeAndRay()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorCode, code);
    QFETCH(int, apiCode);
    QFETCH(QString, words);
    FakeTransport network;
    network.answers = {FakeTransport::response(status, body, {{"cf-ray", "8f-FRA"}, {"Retry-After", "17"}})};
    const auto answer = ApiClient(network, kBase, token()).send({.path = QStringLiteral("x")}, {}).result();
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, code);
    QCOMPARE(answer.error().status, status);
    QCOMPARE(answer.error().apiCode, apiCode);
    QCOMPARE(answer.error().ray, QStringLiteral("8f-FRA"));
    QVERIFY2(answer.error().detail.contains(words), qPrintable(answer.error().detail));
}

void TestApiClient::redirectsAreBadAnswers()
{
    FakeTransport network;
    network.answers = {FakeTransport::response(302, {}, {{"Location", "https://login.example.com/?token=abc"}})};
    const auto answer = ApiClient(network, kBase, token()).send({.path = QStringLiteral("x")}, {}).result();
    QCOMPARE(answer.error().code, ErrorCode::BadAnswer);
    QCOMPARE(answer.error().detail, QStringLiteral("it redirects to https://login.example.com/?token=***"));
}

void TestApiClient::theCredentialNeverShows()
{
    FakeTransport network;
    network.answers = {FakeTransport::response(
        400, R"({"success":false,"errors":[{"code":1,"message":"bad sesame-token in r2://b?secret-access-key=hush"}]})")};
    const auto answer = ApiClient(network, kBase, token()).send({.path = QStringLiteral("x")}, {}).result();
    QCOMPARE(answer.error().detail, QStringLiteral("bad *** in r2://b?secret-access-key=*** (1)"));
}

void TestApiClient::numberedPagesAreJoined()
{
    FakeTransport network;
    network.answers = {pageOfMany(1), pageOfMany(2), pageOfMany(3), FakeTransport::response(500)};
    ApiRequest request {.path = QStringLiteral("memberships")};
    request.query.addQueryItem(QStringLiteral("status"), QStringLiteral("accepted"));
    const auto answer = ApiClient(network, kBase, token()).sendAll(request, {}).result();
    QVERIFY(answer);
    QCOMPARE(answer->envelope.result.toArray(), numbers(0, 120));
    QCOMPARE(network.requests.size(), std::size_t {3});
    QCOMPARE(network.requests[0].url.query(), QStringLiteral("status=accepted&per_page=50"));
    QCOMPARE(network.requests[2].url.query(), QStringLiteral("status=accepted&per_page=50&page=3"));
}

void TestApiClient::cursorPagesAreJoined()
{
    FakeTransport network;
    network.answers = {pageAt(0, 50, "a+b/=%2"), pageAt(50, 100, "next"), pageAt(100, 120, "")};
    const auto answer = ApiClient(network, kBase, token()).sendAll({.path = QStringLiteral("r2/buckets")}, {}).result();
    QVERIFY(answer);
    QCOMPARE(answer->envelope.result.toArray(), numbers(0, 120));
    QCOMPARE(network.requests[1].url.query(QUrl::FullyEncoded), QStringLiteral("per_page=50&cursor=a%2Bb%2F%3D%252"));
    QCOMPARE(network.requests[2].url.query(QUrl::FullyEncoded), QStringLiteral("per_page=50&cursor=next"));
}

void TestApiClient::aListWithoutPagesIsOnePage()
{
    FakeTransport network;
    for (const QJsonValue& result : {QJsonValue(numbers(0, 7)), QJsonValue(QJsonArray()), QJsonValue(QJsonValue::Null)}) {
        network.requests.clear();
        network.answers = {FakeTransport::response(200, page(result, {}))};
        const auto answer = ApiClient(network, kBase, token()).sendAll({.path = QStringLiteral("x")}, {}).result();
        QVERIFY(answer);
        QCOMPARE(answer->envelope.result.toArray(), result.toArray());
        QCOMPARE(network.requests.size(), std::size_t {1});
    }
}

void TestApiClient::pagingEnds_data()
{
    QTest::addColumn<Response>("always");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("the same cursor for ever") << pageAt(0, 5, "same") << ErrorCode::BadAnswer;
    const QJsonObject endless {{QStringLiteral("total_pages"), 1'000'000}};
    QTest::newRow("pages without end") << FakeTransport::response(200, page(numbers(0, 1), endless)) << ErrorCode::LimitExceeded;
    QTest::newRow("a result that is no list") << FakeTransport::response(200, page(QStringLiteral("x"), {})) << ErrorCode::BadAnswer;
    const QJsonObject two {{QStringLiteral("a"), QJsonArray()}, {QStringLiteral("b"), QJsonArray()}};
    QTest::newRow("two lists") << FakeTransport::response(200, page(two, {})) << ErrorCode::BadAnswer;
}

void TestApiClient::pagingEnds()
{
    QFETCH(Response, always);
    QFETCH(ErrorCode, code);
    FakeTransport network;
    network.answers = {always};
    const auto answer = ApiClient(network, kBase, token()).sendAll({.path = QStringLiteral("x")}, {}).result();
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, code);
    QVERIFY(network.requests.size() <= 500);
}

void TestApiClient::aPageThatFailsFailsAll()
{
    FakeTransport network;
    network.answers = {pageOfMany(1), FakeTransport::response(403, R"({"success":false,"errors":[{"code":9109,"message":"no"}]})")};
    const auto answer = ApiClient(network, kBase, token()).sendAll({.path = QStringLiteral("x")}, {}).result();
    QVERIFY(!answer);
    QCOMPARE(answer.error().apiCode, 9109);
}

void TestApiClient::pagingStops()
{
    FakeTransport network;
    std::stop_source stop;
    const auto future = ApiClient(network, kBase, token()).sendAll({.path = QStringLiteral("x")}, stop.get_token());
    stop.request_stop();
    QVERIFY(network.stops.front().stop_requested());
    network.answerSilent(fail(ErrorCode::Cancelled));
    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
}

void TestApiClient::cutAnswersAreAskedForAgain()
{
    int asked = 0;
    test::WireServer server([&asked](const test::Asked&, QTcpSocket& socket) {
        socket.write("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
        const QByteArray body = R"({"success":true,"result":{"id":"t"}})";
        socket.write(++asked < 3 ? QByteArray("14\r\n" + body.left(20) + "\r\n") : QByteArray("24\r\n" + body + "\r\n0\r\n\r\n"));
        socket.disconnectFromHost();
    });
    net::HttpTransport http;
    net::RetryTransport retry(http, {.firstWait = std::chrono::milliseconds(1)});
    const auto answer = waited(ApiClient(retry, server.url("/client/v4"), token()).send({.path = QStringLiteral("user")}, {}));
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().detail));
    QVERIFY(asked >= 3); // one more where a question met a connection that was just closing
    QCOMPARE(server.asked().back().header("Authorization"), QByteArray("Bearer sesame-token"));
}

void TestApiClient::graphqlAnswersAreRead_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorCode>("code"); // Internal = it is an answer
    QTest::newRow("data") << 200 << QByteArray(R"({"data":{"viewer":{}},"errors":null})") << ErrorCode::Internal;
    QTest::newRow("errors") << 200 << QByteArray(R"({"data":null,"errors":[{"message":"not authorized for that account"}]})")
                            << ErrorCode::ApiRefused;
    QTest::newRow("an envelope") << 400 << QByteArray(R"({"success":false,"errors":[{"code":10000,"message":"not authorized"}]})")
                                 << ErrorCode::ApiRefused;
    QTest::newRow("a page") << 502 << QByteArray("<html>") << ErrorCode::BadAnswer;
}

void TestApiClient::graphqlAnswersAreRead()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorCode, code);
    FakeTransport network;
    network.answers = {FakeTransport::response(status, body)};
    const auto answer =
        askGraphql(ApiClient(network, kBase, token()), QStringLiteral("{viewer{}}"), {{QStringLiteral("a"), 1}}, {}).result();
    QCOMPARE(network.requests.front().url.path(), QStringLiteral("/client/v4/graphql"));
    QCOMPARE(network.requests.front().body, QByteArray(R"({"query":"{viewer{}}","variables":{"a":1}})"));
    QCOMPARE(answer.has_value(), code == ErrorCode::Internal);
    if (answer) {
        QVERIFY(answer->data.contains(u"viewer"));
        return;
    }
    QCOMPARE(answer.error().code, code);
    if (code == ErrorCode::ApiRefused)
        QVERIFY(answer.error().detail.contains(u"not authorized"));
}

QTEST_GUILESS_MAIN(TestApiClient)
#include "test_api_client.moc"
