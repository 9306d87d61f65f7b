#include "access/account_fake.h"
#include "access/expected_access.h"
#include "net/http_transport.h"
#include "sandbox/api_call.h"
#include "sandbox/made_up.h"
#include "sandbox/roles.h"
#include "sandbox/sandbox.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>

using namespace tracedeck;
using namespace tracedeck::access;
using namespace tracedeck::sandbox;
using namespace tracedeck::test;

namespace {

using enum Permission;

struct TokenSet {
    QStringView name;
    Permissions permissions;
};
const auto kSets = std::to_array<TokenSet>({
    {u"none", {}},
    {u"logs-write", {LogsWrite}},
    {u"logs-read", {LogsRead}},
    {u"zone-logs-write", {ZoneLogsWrite}},
    {u"zone-logs-read", {ZoneLogsRead}},
    {u"scripts-read", {ScriptsRead}},
    {u"scripts-write", {ScriptsWrite}},
    {u"tail-read", {TailRead}},
    {u"r2-read", {R2Read}},
    {u"r2-write", {R2Write}},
    {u"r2-item-read", {R2ItemRead}},
    {u"r2-item-write", {R2ItemWrite}},
    {u"settings-read", {SettingsRead}},
    {u"billing-read", {BillingRead}},
    {u"suggested", {LogsWrite, ScriptsWrite, SettingsRead}},
    {u"everything", {LogsWrite, ScriptsWrite, SettingsRead, BillingRead, R2Read, MembershipsRead, ApiTokensRead, AccountTokensRead}},
});

/// What decides the Sandbox's answer where the reference is silent: one of these.
Permissions decidingFor(Said column)
{
    switch (column) {
    case Said::Role:
    case Said::SeeJobs:
    case Said::ChangeJobs: return {LogsWrite};
    case Said::SeeWorkers:
    case Said::SwitchWorkers: return {ScriptsRead, TailRead};
    case Said::ReadLogs: return {R2ItemRead};
    case Said::Plan: return {BillingRead};
    case Said::WhyNoJobs: return {LogsRead, ZoneLogsRead};
    }
    return {};
}

} // namespace

/// The check over HTTP against the built-in account, for each credential of expected_access.tsv.
class TestAccessSandbox : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyCredentialIsToldWhatItMayDo_data();
    void everyCredentialIsToldWhatItMayDo();

private:
    [[nodiscard]] const Member& memberWith(const QString& role) const;
    void addToken(const ExpectedAccess& row);
    [[nodiscard]] const Token& tokenOf(const ExpectedAccess& row) const
    {
        return *std::ranges::find(m_state.tokens, row.name(), &Token::name);
    }
    [[nodiscard]] Permissions permissionsOf(const ExpectedAccess& row) const;
    [[nodiscard]] Question questionOf(const ExpectedAccess& row) const;

    const std::vector<ExpectedAccess> m_table = expectedAccess();
    QTemporaryDir m_folder;
    SandboxState m_state;
    std::unique_ptr<Sandbox> m_sandbox;
    net::HttpTransport m_transport {{.caFile = {}, .useSystemProxy = false, .userAgent = {}}};
};

void TestAccessSandbox::initTestCase()
{
    m_state = makeState(7, SystemClock().nowMs());
    for (const ExpectedAccess& row : m_table) {
        if (row.owner != u"key")
            addToken(row);
    }
    QFile file(m_folder.filePath(QStringLiteral("account.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(stateJson(m_state)).toJson());
    file.close();
    SandboxOptions options;
    options.folder = m_folder.path();
    options.historyEvents = 2'000;
    options.eventsPerSecond = 0;
    auto started = Sandbox::start(options);
    QVERIFY(started.has_value());
    m_sandbox = *std::move(started);
    const auto isDelivered = [this] {
        return QDirIterator(m_folder.filePath(QStringLiteral("buckets")), QDir::Files, QDirIterator::Subdirectories).hasNext();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDelivered(), 30'000);
}

const Member& TestAccessSandbox::memberWith(const QString& role) const
{
    const auto found = std::ranges::find_if(roles(), [&](const Role& each) { return role == textOf(each.name); });
    return *std::ranges::find_if(m_state.members, [&](const Member& member) { return member.roles.contains(textOf(found->id)); });
}

void TestAccessSandbox::addToken(const ExpectedAccess& row)
{
    const MadeUp made(7);
    Token token;
    token.name = row.name();
    token.id = made.hexId(row.name());
    token.value = made.token(row.name());
    token.owner = row.owner == u"user" ? Token::Owner::User : Token::Owner::Account;
    if (token.owner == Token::Owner::User)
        token.userId = memberWith(row.role).userId;
    token.permissions = std::ranges::find(kSets, QStringView(row.token), &TokenSet::name)->permissions;
    m_state.tokens.push_back(std::move(token));
}

Permissions TestAccessSandbox::permissionsOf(const ExpectedAccess& row) const
{
    return row.owner == u"key" ? sandbox::permissionsOf(memberWith(row.role)) : sandbox::permissionsOf(m_state, tokenOf(row));
}

Question TestAccessSandbox::questionOf(const ExpectedAccess& row) const
{
    const SandboxAddress address = m_sandbox->address();
    Question question;
    question.baseUrl = address.baseUrl;
    question.accountId = address.accountId;
    question.bucket = BucketQuestion {{address.endpoint, address.bucket, address.region}, address.prefix, {}};
    question.looksForWrangler = false;
    if (row.owner == u"key") {
        const Member& member = memberWith(row.role);
        question.credential = {cloudflare::Credential::Kind::GlobalKey, member.email, std::make_shared<const Secret>(member.globalKey)};
    } else {
        question.credential.secret = std::make_shared<const Secret>(tokenOf(row).value);
    }
    return question;
}

void TestAccessSandbox::everyCredentialIsToldWhatItMayDo_data()
{
    QTest::addColumn<std::size_t>("row");
    QCOMPARE(m_table.size(), std::size_t {186});
    for (std::size_t i = 0; i < m_table.size(); ++i)
        QTest::newRow(qPrintable(m_table[i].name())) << i;
}

void TestAccessSandbox::everyCredentialIsToldWhatItMayDo()
{
    QFETCH(const std::size_t, row);
    const ExpectedAccess& expected = m_table[row];
    const Report report = checked(m_transport, questionOf(expected));
    QVERIFY(report.isFinished);
    const Permissions permissions = permissionsOf(expected);
    QStringList wanted;
    for (int column = 0; column < kSaid; ++column) {
        const auto said = static_cast<Said>(column);
        wanted << expected.wanted(said, !permissions.within(decidingFor(said)).isEmpty());
    }
    QCOMPARE(saidOf(report), wanted);
}

QTEST_GUILESS_MAIN(TestAccessSandbox)
#include "test_access_sandbox.moc"
