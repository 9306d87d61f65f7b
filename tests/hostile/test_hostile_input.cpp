// What a person meets when the other side, or what was typed, is not as it should be: the real `tracedeckctl` and the fields of the
// window. Each time the place and the reason are named, and what was read before is still there.
#include "access/account_fake.h"
#include "ctl/command.h"
#include "hostile/served_bucket.h"
#include "onboarding/field_checks.h"
#include "store/log_store.h"
#include "text/access_text.h"

#include <QDirIterator>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kEvents = 20;
const QByteArray kGoodKey = "logs/20261121/20261121T120000Z_20261121T120100Z_0123abcd.log.gz";
const QByteArray kKeyId(32, 'a'), kSecretKey(64, 'b');

QProcessEnvironment environment(const QByteArray& keyId = kKeyId, const QByteArray& secret = kSecretKey)
{
    auto all = QProcessEnvironment::systemEnvironment();
    all.insert(u"AWS_ACCESS_KEY_ID"_s, QString::fromLatin1(keyId));
    all.insert(u"AWS_SECRET_ACCESS_KEY"_s, QString::fromLatin1(secret));
    all.remove(u"AWS_SESSION_TOKEN"_s);
    return all;
}

/// Nothing in it moves a cursor, turns text around or colours a terminal.
bool isPlain(const QByteArray& printed)
{
    const QString text = QString::fromUtf8(printed);
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return (c.category() == QChar::Other_Control && c != u'\n') || (c >= u'\u202a' && c <= u'\u202e')
            || (c >= u'\u2066' && c <= u'\u2069');
    });
}

} // namespace

class TestHostileInput : public QObject {
    Q_OBJECT

private slots:
    void init();
    void whatIsNoBucketIsNamed_data();
    void whatIsNoBucketIsNamed();
    void anExpiredCertificateIsNamed();
    void aLoginPageInsteadOfJsonIsNamed();
    void anEmptyBucketIsNoError();
    void keysSwappedAreSeenBeforeTheyAreSent();
    void keysWithANewlineAreSeenBeforeTheyAreSent();
    void aBucketInEuropeIsFoundFromTheDefaultEndpoint();
    void aPrefixWithDateIsAnyDay();
    void tenMegabytesOfXmlAreSurvived_data();
    void tenMegabytesOfXmlAreSurvived();
    void namesThatAreNoNamesStayText();
    void offlineAndBackGoesOn();

private:
    [[nodiscard]] QString storeFolder() const { return m_folder->filePath(u"store"_s); }
    [[nodiscard]] Ran sync(const QString& endpoint, const QStringList& more = {}, const QProcessEnvironment& given = environment()) const
    {
        return runCtlBeside(QStringList {u"--json"_s, u"source"_s, u"sync"_s, u"--endpoint"_s, endpoint, u"--bucket"_s, u"logs"_s,
                                         u"--store"_s, storeFolder()}
                                + more,
                            given);
    }
    [[nodiscard]] std::uint64_t events() const
    {
        const auto store = store::LogStore::open(storeFolder(), store::LogStore::Mode::Read);
        return store ? (*store)->snapshot().events() : 0;
    }
    /// It ended with an error that says all of this, and nothing that was there is lost.
    void refused(const Ran& ran, const QStringList& words) const
    {
        QVERIFY2(ran.exit == 1 || ran.exit == 3, ran.err.constData());
        for (const QString& word : words)
            QVERIFY2(ran.err.contains(word.toUtf8()), qPrintable(u"no \"%1\" in: %2"_s.arg(word, QString::fromUtf8(ran.err))));
        QVERIFY2(isPlain(ran.err), ran.err.constData());
        QVERIFY2(ran.err.size() < 2'000, ran.err.constData());
        QVERIFY(!ran.err.contains(kSecretKey) && !ran.out.contains(kSecretKey));
        QCOMPARE(events(), std::uint64_t {kEvents});
    }

    Certificates m_certificates;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServedBucket> m_good;
};

/// Somebody has a bucket that works, and has read it.
void TestHostileInput::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_good = std::make_unique<ServedBucket>(std::map<QByteArray, QByteArray> {{kGoodKey, packedEvents(kEvents)}});
    const Ran ran = sync(m_good->endpoint());
    QVERIFY2(ran.exit == 0, ran.err.constData());
    QVERIFY2(events() == kEvents, ran.out.constData());
}

void TestHostileInput::whatIsNoBucketIsNamed_data()
{
    QTest::addColumn<QByteArray>("answer"); // "" = nobody is there
    QTest::addColumn<QString>("endpoint");  // "" = where the answer comes from
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* name, const QByteArray& answer, const QString& endpoint, const QStringList& words) {
        QTest::newRow(name) << answer << endpoint << words;
    };
    const auto html = [](int status) {
        return WireServer::bytes(status, "<!DOCTYPE html><title>Sign in</title>", "Content-Type: text/html\r\n");
    };
    row("nobody listens", {}, {}, {u"127.0.0.1"_s, u"refused"_s});
    row("no such host", {}, u"https://nowhere.invalid"_s, {u"nowhere.invalid"_s, u"no host of this name"_s});
    row("no address", {}, u"htp:/x"_s, {u"endpoint"_s, u"not an address"_s});
    row("an open connection", {}, u"http://storage.example.com"_s, {u"storage.example.com"_s, u"plain HTTP"_s});
    row("a page that is not there", html(404), {}, {u"127.0.0.1"_s, u"404"_s});
    row("a login page", html(200), {}, {u"127.0.0.1"_s, u"an HTML page"_s});
    row("an API", WireServer::bytes(200, R"({"success":true})"), {}, {u"127.0.0.1"_s, u"JSON"_s});
    row("nothing at all", WireServer::bytes(200), {}, {u"127.0.0.1"_s, u"nothing"_s});
    row("no HTTP", "220 mail.example.com ESMTP\r\n", {}, {u"127.0.0.1"_s});
    row("control characters", WireServer::bytes(403, "<Error><Code>No\x1b[31mWay</Code><Message>a\xe2\x80\xae b</Message></Error>"), {},
        {u"127.0.0.1"_s});
    row("another bucket", WireServer::bytes(404, "<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>"), {},
        {u"127.0.0.1"_s, u"NoSuchBucket"_s});
}

void TestHostileInput::whatIsNoBucketIsNamed()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, endpoint);
    QFETCH(QStringList, words);
    WireServer server([answer](const Asked&, QTcpSocket& socket) {
        socket.write(answer);
        socket.disconnectFromHost();
    });
    QString place = endpoint.isEmpty() ? server.url("").toString() : endpoint;
    if (answer.isEmpty() && endpoint.isEmpty()) {
        m_good->stop();
        place = m_good->endpoint();
    }
    refused(sync(place), words);
}

void TestHostileInput::anExpiredCertificateIsNamed()
{
    const WireServer server(WireServer::always(200), m_certificates.make(u"IP:127.0.0.1"_s, -10, -5));
    QString https = server.url("").toString();
    https.replace(u"http:"_s, u"https:"_s);
    refused(sync(https, {u"--ca-file"_s, m_certificates.lastCertificate()}), {u"127.0.0.1"_s, u"expired"_s});
    QVERIFY(server.asked().empty());
}

void TestHostileInput::aLoginPageInsteadOfJsonIsNamed()
{
    const WireServer server(
        WireServer::always(200, "<!DOCTYPE html><title>Sign in to \x1b[31mcontinue</title>", "Content-Type: text/html\r\n"));
    const Ran ran =
        runCtlBeside({u"access"_s, u"--base-url"_s, server.url("/client/v4").toString(), u"--token-file"_s, u"-"_s, u"--no-wrangler"_s},
                     environment(), "a-token-that-is-not-to-be-seen\n");
    const QByteArray printed = ran.out + ran.err;
    QVERIFY2(ran.exit == 1 || ran.exit == 3, printed.constData());
    QVERIFY2(printed.contains("HTML page"), printed.constData());
    QVERIFY(isPlain(ran.out) && isPlain(ran.err));
    QVERIFY(!ran.out.contains("a-token-that") && !ran.err.contains("a-token-that"));
}

void TestHostileInput::anEmptyBucketIsNoError()
{
    const ServedBucket empty;
    const Ran ran = sync(empty.endpoint());
    QVERIFY2(ran.exit == 0, ran.err.constData());
    QCOMPARE(ran.json()[u"listed"_s].toInt(-1), 0);
    QVERIFY(ran.json()[u"complete"_s].toBool());
    QCOMPARE(events(), std::uint64_t {kEvents});
}

void TestHostileInput::keysSwappedAreSeenBeforeTheyAreSent()
{
    m_good->stop();
    refused(sync(m_good->endpoint(), {}, environment(kSecretKey, kKeyId)), {u"access key id"_s, u"each other's place"_s});
    const Secret secret {QByteArrayView(kKeyId)};
    QVERIFY(ui::checkSecretKey(secret, QString::fromLatin1(kSecretKey), true).text.contains(u"swapped"));
    QVERIFY(ui::checkAccessKeyId(QString::fromLatin1(kSecretKey), true).text.contains(u"swapped"));
}

void TestHostileInput::keysWithANewlineAreSeenBeforeTheyAreSent()
{
    m_good->stop();
    refused(sync(m_good->endpoint(), {}, environment(kKeyId, "ab\ncd")), {u"secret access key"_s, u"line breaks"_s});
    refused(sync(m_good->endpoint(), {}, environment("ab\r\ncd")), {u"access key id"_s, u"line breaks"_s});
    QVERIFY(ui::checkSecretKey(Secret(QByteArrayView("ab\ncd")), {}, false).text.contains(u"line break"));
    QVERIFY(ui::checkToken(Secret(QByteArrayView("ab\ncd"))).text.contains(u"line break"));
}

void TestHostileInput::aBucketInEuropeIsFoundFromTheDefaultEndpoint()
{
    AccountFake account({u"user"_s, u"Super Administrator - All Privileges"_s, u"everything"_s});
    account.instead[u"S3 GET /workers-prod"_s] = {
        404, {{"Content-Type", "application/xml"}}, "<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>"};
    account.instead[u"GET /accounts/"_s + AccountFake::kAccount + u"/r2/buckets"_s] = {
        200, {}, R"({"success":true,"errors":[],"messages":[],"result":{"buckets":[{"name":"workers-prod"}]}})"};
    const auto verdict = checked(account, account.question()).at(access::Step::Bucket).verdict;
    const QString said = ui::verdictText(access::Step::Bucket, verdict);
    QVERIFY2(said.contains(u"eu"_s) && !ui::actionName(access::actionFor(verdict.cause)).isEmpty(), qPrintable(said));
}

void TestHostileInput::aPrefixWithDateIsAnyDay()
{
    for (const QString& prefix : {u"logs/{DATE}/"_s, u"logs/{DATE}"_s, u"logs/"_s}) {
        const Ran ran = sync(m_good->endpoint(), {u"--prefix"_s, prefix});
        QVERIFY2(ran.exit == 0, ran.err.constData());
        QCOMPARE(ran.json()[u"listed"_s].toInt(-1), 1);
    }
    const Ran none = sync(m_good->endpoint(), {u"--prefix"_s, u"{DATE}/logs/"_s});
    QVERIFY2(none.exit == 0, none.err.constData());
    QCOMPARE(none.json()[u"listed"_s].toInt(-1), 0);
    QCOMPARE(events(), std::uint64_t {kEvents});
}

void TestHostileInput::tenMegabytesOfXmlAreSurvived_data()
{
    constexpr qsizetype size = 10'000'000;
    QTest::addColumn<QByteArray>("xml");
    const QByteArray object = "<Contents><Key>a</Key><Size>1</Size></Contents>";
    QTest::newRow("a listing") << "<ListBucketResult>" + object.repeated(size / object.size()) + "</ListBucketResult>";
    QTest::newRow("a name") << "<ListBucketResult><Contents><Key>" + QByteArray(size, 'k')
            + "</Key><Size>1</Size></Contents></ListBucketResult>";
    QTest::newRow("elements in elements") << "<ListBucketResult>" + QByteArray("<a>").repeated(size / 3);
    QTest::newRow("one tag") << "<" + QByteArray(size, 'a');
    QTest::newRow("attributes") << "<ListBucketResult " + QByteArray("a='' ").repeated(size / 5);
    QTest::newRow("entities") << "<!DOCTYPE x [<!ENTITY a \"" + QByteArray(size, 'a') + "\">]><ListBucketResult>&a;&a;</ListBucketResult>";
}

void TestHostileInput::tenMegabytesOfXmlAreSurvived()
{
    QFETCH(QByteArray, xml);
    const WireServer long_(WireServer::always(200, xml, "Content-Type: application/xml\r\n"));
    refused(sync(long_.url("").toString()), {u"127.0.0.1"_s});
    const WireServer cut(WireServer::always(200, xml.left(7'000'000), "Content-Type: application/xml\r\n")); // what is allowed to come
    refused(sync(cut.url("").toString()), {u"127.0.0.1"_s});
}

void TestHostileInput::namesThatAreNoNamesStayText()
{
    enum Fate { Read, Other, SetAside };
    const std::vector<std::pair<QByteArray, Fate>> names {
        {"../../../up.log.gz", SetAside},
        {"/etc/passwd", Read},
        {"a/../../b.log.gz", SetAside},
        {"..", Other},
        {" ", Read},
        {"line\nbreak.log.gz", Read},
        {"\xe2\x80\xaegz.gol", Other},
        {"\x1b[31mred.log.gz", Read},
        {"%2e%2e/x.log.gz", Read},
        {"\xff\xfe.log.gz", SetAside},
        {"nul\x01.log.gz", Read},
        {"C:\\x.log.gz", Read},
        {"logs/20269999/20269999T999999Z_20261121T120100Z_0.log.gz", Read},
        {QByteArray(1'024, 'k'), Read},
        {"folder/", Other},
    };
    std::array<int, 3> count {};
    int rows = kEvents, held = 100; // no two hold the same
    for (const auto& [name, fate] : names) {
        m_good->objects()[name] = packedEvents(held);
        ++count[fate];
        rows += fate == Read ? held : 0;
        ++held;
    }
    const Ran ran = sync(m_good->endpoint());
    QVERIFY2(isPlain(ran.err), ran.err.constData());
    QVERIFY(isPlain(ran.out));
    const QJsonObject report = ran.json();
    QCOMPARE(report[u"listed"_s].toInt(), int(names.size()) + 1);
    QCOMPARE(report[u"read"_s].toInt(), count[Read]);
    QCOMPARE(report[u"other_objects"_s].toInt(), count[Other]);
    QCOMPARE(report[u"set_aside_total"_s].toInt(), count[SetAside]);
    QCOMPARE(report[u"known"_s].toInt(), 1);
    QCOMPARE(events(), std::uint64_t(rows));
    QDirIterator files(m_folder->path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QVERIFY2(path.startsWith(storeFolder()), qPrintable(path));
        QVERIFY2(!path.contains(u"up.log"_s) && !path.contains(u"passwd"_s), qPrintable(path));
    }
    QVERIFY(!QFile::exists(m_folder->path() + u"/../up.log.gz"_s));
}

void TestHostileInput::offlineAndBackGoesOn()
{
    m_good->objects()["logs/20261121/20261121T120100Z_20261121T120200Z_4567cdef.log.gz"] = packedEvents(30);
    m_good->stop();
    refused(sync(m_good->endpoint()), {u"127.0.0.1"_s, u"refused"_s});
    m_good->start();
    const Ran ran = sync(m_good->endpoint());
    QVERIFY2(ran.exit == 0, ran.err.constData());
    QCOMPARE(ran.json()[u"read"_s].toInt(), 1); // the one that is new
    QCOMPARE(events(), std::uint64_t {kEvents + 30});
}

QTEST_MAIN(TestHostileInput)
#include "test_hostile_input.moc"
