// The real `tracedeckctl access` against an account that answers as the reference says, over HTTP on this machine.
#include "access/account_fake.h"
#include "ctl/command.h"
#include "support/wire_server.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The account of the fake, served.
class Served {
public:
    explicit Served(Caller caller)
        : m_account(std::move(caller))
        , m_server([this](const Asked& asked, QTcpSocket& socket) { answer(asked, socket); })
    {}
    [[nodiscard]] QString base() const { return m_server.url("/client/v4").toString(); }
    [[nodiscard]] const std::vector<Asked>& asked() const { return m_server.asked(); }

private:
    void answer(const Asked& asked, QTcpSocket& socket)
    {
        net::Request request;
        request.url = QUrl::fromEncoded("https://api.cloudflare.com" + asked.target);
        const auto response = m_account.send(std::move(request), {}).result();
        socket.write(WireServer::bytes(response->status, response->body, "Content-Type: application/json\r\ncf-ray: 8f1c-FRA\r\n"));
    }

    AccountFake m_account;
    WireServer m_server;
};

Ran run(const QStringList& arguments, const QByteArray& input, const QString& home)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"CLOUDFLARE_API_TOKEN"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, home);
    return runCtlBeside(arguments, environment, input);
}

} // namespace

class TestCtlAccess : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;
    const QByteArray m_token = AccountFake::kTokenValue + "\n";

    [[nodiscard]] Ran access(const Served& account, const QStringList& more = {})
    {
        return run(QStringList {u"access"_s, u"--base-url"_s, account.base(), u"--account"_s, AccountFake::kAccount, u"--token-file"_s,
                                u"-"_s, u"--no-wrangler"_s}
                       + more,
                   m_token, m_home.path());
    }

private slots:
    void aGoodTokenMayUseLogpush()
    {
        const Served account({u"user"_s, u"Super Administrator - All Privileges"_s, u"everything"_s});
        const Ran ran = access(account, {u"--json"_s});
        QCOMPARE(ran.err, QByteArray());
        QCOMPARE(ran.exit, 0);
        const QJsonObject json = ran.json();
        QCOMPARE(json[u"may_use_logpush"_s].toString(), u"yes"_s);
        QCOMPARE(json[u"account"_s][u"name"_s].toString(), u"Example Shop"_s);
        QCOMPARE(json[u"capabilities"_s][u"switch_workers"_s][u"answer"_s].toString(), u"yes"_s);
        QCOMPARE(json[u"helpers"_s][0][u"email"_s].toString(), u"ana@example.com"_s);
        const QJsonValue first = json[u"steps"_s][0];
        QCOMPARE(first[u"step"_s].toString(), u"credential"_s);
        QCOMPARE(first[u"evidence"_s][0][u"cf_ray"_s].toString(), u"8f1c-FRA"_s);
        QCOMPARE(account.asked().front().header("Authorization"), "Bearer " + AccountFake::kTokenValue);
        QVERIFY(!ran.out.contains(AccountFake::kTokenValue));
    }

    void aZonesTokenIsNamedAndTheAnswerIsNo()
    {
        const Served account({u"user"_s, u"Administrator"_s, u"zone-logs-write"_s});
        const Ran ran = access(account);
        QCOMPARE(ran.exit, 1);
        QVERIFY2(ran.out.contains("for zones"), ran.out.constData());
        QVERIFY(!ran.out.contains(AccountFake::kAccount.toUtf8()) && !ran.out.contains(AccountFake::kTokenValue));
    }

    void anAccountsTokenIsTold()
    {
        const Served account({u"account"_s, u"-"_s, u"suggested"_s});
        const Ran ran = access(account, {u"--json"_s});
        QCOMPARE(ran.exit, 0);
        QCOMPARE(ran.json()[u"credential"_s][u"owner"_s].toString(), u"account"_s);
    }

    void nobodyThereIsUnreachable()
    {
        const Ran ran =
            run({u"access"_s, u"--base-url"_s, u"http://127.0.0.1:1/client/v4"_s, u"--token-file"_s, u"-"_s, u"--no-wrangler"_s}, m_token,
                m_home.path());
        QCOMPARE(ran.exit, 3);
        QVERIFY2(ran.out.contains("No connection"), ran.out.constData());
    }

    void aTokenIsNeverSentOverAnOpenConnection()
    {
        const Ran ran = run({u"access"_s, u"--base-url"_s, u"http://api.example.com/client/v4"_s, u"--token-file"_s, u"-"_s, u"--json"_s,
                             u"--no-wrangler"_s},
                            m_token, m_home.path());
        QCOMPARE(ran.exit, 3);
        QCOMPARE(ran.json()[u"may_use_logpush"_s].toString(), u"unknown"_s);
    }

    void withoutATokenNothingIsAsked()
    {
        const Ran ran = run({u"access"_s, u"--base-url"_s, u"http://127.0.0.1:1"_s}, {}, m_home.path());
        QCOMPARE(ran.exit, 1);
        QVERIFY2(ran.err.contains("no token"), ran.err.constData());
    }

    void aProfileThatIsNotThereIsSaidSo()
    {
        const Ran ran = run({u"access"_s, u"--profile"_s, u"nobody"_s}, {}, m_home.path());
        QCOMPARE(ran.exit, 3);
        QVERIFY2(ran.err.contains("nobody"), ran.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCtlAccess)
#include "test_access.moc"
