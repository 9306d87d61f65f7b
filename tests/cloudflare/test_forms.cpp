#include "cloudflare/invocations_api.h"
#include "cloudflare/multipart.h"
#include "support/fake_net.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QtTest>

using namespace tracedeck;
using namespace tracedeck::cloudflare;
using test::FakeTransport;

namespace {

const QString kAccount = QStringLiteral("0123456789abcdef0123456789abcdef");
constexpr std::int64_t kNoon = 1'795'262'400'000; // 2026-11-21T12:00:00Z

QByteArray boundaryOf(const MultipartBody& body)
{
    return body.contentType.mid(body.contentType.indexOf("boundary=") + 9);
}

/// Asks the analytics; the network answers with these rows.
Result<InvocationsAnswer> asked(InvocationsQuestion question, const QByteArray& rows, QJsonObject* sent = nullptr)
{
    FakeTransport network;
    network.answers = {FakeTransport::response(
        200, R"({"data":{"viewer":{"accounts":[{"workersInvocationsAdaptive":)" + rows + R"(}]}},"errors":null})", {{"cf-ray", "8f"}})};
    const ApiClient client(network, QUrl(QStringLiteral("https://h/v4")),
                           {Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(QByteArrayView("t"))});
    question.accountId = kAccount;
    question.span = {kNoon - 3'600'000, kNoon};
    auto answer = askInvocations(client, question, {}).result();
    if (sent)
        *sent = QJsonDocument::fromJson(network.requests.front().body).object();
    return answer;
}

} // namespace

class TestForms : public QObject {
    Q_OBJECT

private slots:
    void aFormIsWrittenAsItStands();
    void theBoundaryIsInNoPart();
    void namesCannotEndTheirHeader();
    void runsAreSummedByWorker();
    void theLatestIsAskedForNewestFirst();
    void aHitLimitIsTold();
    void oneWorkerIsAVariable();
    void answersWithoutRowsAreBadAnswers();
};

void TestForms::aFormIsWrittenAsItStands()
{
    const MultipartBody body = multipartOf({{"metadata", {}, "application/json", "{}"}, {"w.js", "w.js", "text/plain", "x"}});
    const QByteArray b = boundaryOf(body);
    QCOMPARE(body.contentType, "multipart/form-data; boundary=" + b);
    QCOMPARE(body.bytes,
             "--" + b + "\r\nContent-Disposition: form-data; name=\"metadata\"\r\nContent-Type: application/json\r\n\r\n{}\r\n--" + b
                 + "\r\nContent-Disposition: form-data; name=\"w.js\"; filename=\"w.js\"\r\nContent-Type: text/plain\r\n\r\nx\r\n--" + b
                 + "--\r\n");
    QCOMPARE(multipartOf({{"metadata", {}, "application/json", "{}"}, {"w.js", "w.js", "text/plain", "x"}}), body);
}

/// Whatever is in the parts, also the boundaries of other forms.
void TestForms::theBoundaryIsInNoPart()
{
    QRandomGenerator random(7);
    QByteArray bytes;
    for (int round = 0; round < 300; ++round) {
        const MultipartBody body = multipartOf({{"a", {}, {}, bytes}, {"b", {}, {}, "tracedeck-" + QByteArray::number(round)}});
        const QByteArray boundary = boundaryOf(body);
        QVERIFY(!bytes.contains(boundary));
        QCOMPARE(body.bytes.count(QByteArray("--" + boundary)), 3);
        bytes += "\r\n--" + boundary + "--\r\n" + static_cast<char>(random.bounded(256));
    }
}

void TestForms::namesCannotEndTheirHeader()
{
    const MultipartBody body = multipartOf({{"a\"; x=\"\r\nX: y", {}, {}, "z"}});
    QVERIFY(body.bytes.contains("name=\"a%22; x=%22%0D%0AX: y\"\r\n\r\nz\r\n"));
}

void TestForms::runsAreSummedByWorker()
{
    QJsonObject sent;
    const auto answer = asked({}, R"([{"sum":{"requests":5,"errors":1},"dimensions":{"scriptName":"web"}},
        {"sum":{"requests":7,"errors":0},"dimensions":{"scriptName":"api"}},
        {"sum":{"requests":2,"errors":2},"dimensions":{"scriptName":"web"}},{"sum":null},5])",
                              &sent);
    QVERIFY(answer.has_value());
    QCOMPARE(*answer->of(QStringLiteral("web")), (WorkerInvocations {QStringLiteral("web"), 7, 3, {}}));
    QCOMPARE(answer->of(QStringLiteral("api"))->requests, std::uint64_t {7});
    QVERIFY(!answer->of(QStringLiteral("mail")));
    QVERIFY(!answer->isCut);
    QCOMPARE(answer->ray, QStringLiteral("8f"));
    const QJsonObject variables = sent[QStringLiteral("variables")].toObject();
    QCOMPARE(variables,
             (QJsonObject {{QStringLiteral("account"), kAccount},
                           {QStringLiteral("from"), QStringLiteral("2026-11-21T11:00:00Z")},
                           {QStringLiteral("to"), QStringLiteral("2026-11-21T11:59:59Z")}}));
    QVERIFY(!sent[QStringLiteral("query")].toString().contains(u"datetime scriptName"));
}

void TestForms::theLatestIsAskedForNewestFirst()
{
    QJsonObject sent;
    InvocationsQuestion question;
    question.withLatest = true;
    const auto answer = asked(question, R"([
        {"sum":{"requests":1,"errors":0},"dimensions":{"datetime":"2026-11-21T11:40:00Z","scriptName":"web"}},
        {"sum":{"requests":1,"errors":0},"dimensions":{"datetime":"2026-11-21T11:58:00Z","scriptName":"web"}},
        {"sum":{"requests":1,"errors":0},"dimensions":{"datetime":"nonsense","scriptName":"api"}}])",
                              &sent);
    QCOMPARE(answer->of(QStringLiteral("web"))->latestMs, std::optional<std::int64_t>(kNoon - 120'000));
    QVERIFY(!answer->of(QStringLiteral("api"))->latestMs);
    QVERIFY(sent[QStringLiteral("query")].toString().contains(u"orderBy: [datetime_DESC]"));
}

void TestForms::aHitLimitIsTold()
{
    const QByteArray rows =
        R"([{"sum":{"requests":1},"dimensions":{"scriptName":"a"}},{"sum":{"requests":1},"dimensions":{"scriptName":"b"}}])";
    InvocationsQuestion question;
    question.limit = 2;
    QVERIFY(asked(question, rows)->isCut);
    question.limit = 3;
    QVERIFY(!asked(question, rows)->isCut);
}

/// A name is never part of the query's text.
void TestForms::oneWorkerIsAVariable()
{
    InvocationsQuestion question;
    question.worker = QStringLiteral("a\"}) { evil }");
    QJsonObject sent;
    QVERIFY(asked(question, "[]", &sent).has_value());
    QVERIFY(!sent[QStringLiteral("query")].toString().contains(u"evil"));
    QVERIFY(sent[QStringLiteral("query")].toString().contains(u"scriptName: $worker"));
    QCOMPARE(sent[QStringLiteral("variables")][QStringLiteral("worker")].toString(), question.worker);
}

void TestForms::answersWithoutRowsAreBadAnswers()
{
    QCOMPARE(asked({}, "null").error().code, ErrorCode::BadAnswer);
    QCOMPARE(asked({}, "{}").error().code, ErrorCode::BadAnswer);
    QCOMPARE(asked({}, "{}").error().ray, QStringLiteral("8f"));
}

QTEST_GUILESS_MAIN(TestForms)
#include "test_forms.moc"
