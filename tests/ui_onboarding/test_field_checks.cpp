// What a person is told about what was typed or pasted, before anything is sent.
#include "onboarding/field_checks.h"
#include "theme/theme.h"
#include "widgets/secret_field.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kAccount = u"023e105f4ecef8ad9ca31a8372d0c353"_s;
const QString kSecret = u"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"_s;

Secret secretOf(const QString& text)
{
    return Secret(text.toUtf8());
}

/// The first word tells the tone.
QString said(const Remark& remark)
{
    if (remark.text.isEmpty())
        return {};
    const QString tone = remark.tone == Tone::Error ? u"error: "_s : remark.tone == Tone::Warn ? u"warn: "_s : u"note: "_s;
    return tone + remark.text;
}

} // namespace

class TestFieldChecks : public QObject {
    Q_OBJECT

    void expect(const Remark& remark)
    {
        QFETCH(QString, start);
        QFETCH(QString, holds);
        const QString text = said(remark);
        if (start.isEmpty())
            QCOMPARE(text, QString());
        else
            QVERIFY2(text.startsWith(start) && text.contains(holds), qPrintable(text));
    }

private slots:
    void aTokenIsOnePiece_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("holds");
        QTest::newRow("good") << u"aB3_-x9Q"_s << QString() << QString();
        QTest::newRow("empty") << QString() << u"error"_s << u"Paste"_s;
        QTest::newRow("line break inside") << u"abc\ndef"_s << u"error"_s << u"line break"_s;
        QTest::newRow("space inside") << u"abc def"_s << u"error"_s << u"space"_s;
        QTest::newRow("zero width space") << u"abc\u200bdef"_s << u"error"_s << u"letter"_s;
        QTest::newRow("with its scheme") << u"Bearer abc"_s << u"error"_s << u"Bearer"_s;
    }
    void aTokenIsOnePiece()
    {
        QFETCH(QString, typed);
        expect(checkToken(secretOf(typed)));
    }

    void blanksAroundAKeyAreLeftOutAndSaid()
    {
        const Theme theme(Scheme::Light);
        SecretField field(theme, u"Key"_s);
        field.setText(u" \tabc\n"_s);
        QVERIFY(said(remarkOn(field, checkToken)).startsWith(u"note: A space or line break around it"));
        const SharedSecret taken = field.take();
        QVERIFY(taken->reveal([](QByteArrayView bytes) { return bytes == "abc"; }));
        QVERIFY(field.text().isEmpty());
        QVERIFY(!field.isUndoAvailable());
        QVERIFY(!field.take());
    }

    void anAddressIsJudgedAsItIs_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("holds");
        const QString none;
        const QString r2 = u"https://"_s + kAccount + u".r2.cloudflarestorage.com"_s;
        QTest::newRow("account id") << kAccount << r2 << none << none;
        QTest::newRow("account id in capitals, blanks around") << u" "_s + kAccount.toUpper() + u"\n"_s << r2 << none << none;
        QTest::newRow("r2 address") << r2 << r2 << none << none;
        QTest::newRow("r2 address with a slash") << r2 + u'/' << r2 << none << none;
        QTest::newRow("without https") << u"minio.example.com:9000"_s << u"https://minio.example.com:9000"_s << none << none;
        QTest::newRow("this computer, plain") << u"http://127.0.0.1:9000"_s << u"http://127.0.0.1:9000"_s << none << none;
        QTest::newRow("this computer, IPv6") << u"http://[::1]:9000"_s << u"http://[::1]:9000"_s << none << none;
        QTest::newRow("localhost, plain") << u"http://localhost:9000"_s << u"http://localhost:9000"_s << none << none;
        QTest::newRow("elsewhere, plain") << u"http://minio.example.com"_s << none << u"error"_s << u"https:// only"_s;
        QTest::newRow("looks like this computer") << u"http://localhost.example.com"_s << none << u"error"_s << u"https:// only"_s;
        QTest::newRow("nothing") << none << none << u"error"_s << u"account ID"_s;
        QTest::newRow("no address") << u"https://"_s << none << u"error"_s << u"not an address"_s;
        QTest::newRow("words") << u"my bucket"_s << none << u"error"_s << u"spaces"_s;
        QTest::newRow("a job's destination") << u"r2://logs/{DATE}"_s << none << u"error"_s << u"delivers to"_s;
        QTest::newRow("ftp") << u"ftp://host"_s << none << u"error"_s << u"https://"_s;
        QTest::newRow("the bucket behind it") << r2 + u"/logs"_s << none << u"error"_s << u"/logs"_s;
        QTest::newRow("dashboard") << u"https://dash.cloudflare.com"_s << none << u"error"_s << u"No bucket answers there"_s;
        QTest::newRow("with a password") << u"https://a:b@host"_s << none << u"error"_s << u"user name"_s;
        QTest::newRow("with a query") << u"https://host/?a=b"_s << none << u"error"_s << u"?"_s;
    }
    void anAddressIsJudgedAsItIs()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        const ReadEndpoint read = readEndpoint(typed);
        QCOMPARE(read.url, QUrl(url));
        expect(read.remark);
    }

    void aJurisdictionIsReadFromTheAddress()
    {
        const ReadEndpoint eu = readEndpoint(kAccount + u".eu.r2.cloudflarestorage.com"_s);
        QVERIFY(eu.isR2);
        QCOMPARE(eu.jurisdiction, u"eu"_s);
        QVERIFY(readEndpoint(kAccount).jurisdiction.isEmpty());
        QVERIFY(!readEndpoint(u"https://minio.example.com"_s).isR2);
    }

    void keysTellWhatTheyAre_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<bool>("isR2");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("holds");
        const QString none;
        QTest::newRow("good") << kAccount << kSecret << true << none << none;
        QTest::newRow("swapped") << kSecret << kAccount << true << u"error"_s << u"swapped"_s;
        QTest::newRow("swapped, not R2") << kSecret << kAccount << false << u"error"_s << u"swapped"_s;
        QTest::newRow("the id twice") << kAccount << kAccount << true << u"error"_s << u"32 characters, a secret has 64"_s;
        QTest::newRow("the token itself") << kAccount << u"v1_abcDEF"_s << true << u"warn"_s << u"token itself"_s;
        QTest::newRow("other storage") << u"AKIDEXAMPLE"_s << u"wJalrXUtnFEMI/K7MDENG+bPxRfiCY"_s << false << none << none;
        QTest::newRow("line break") << kAccount << kSecret.left(30) + u'\n' + kSecret.mid(30) << true << u"error"_s << u"line break"_s;
    }
    void keysTellWhatTheyAre()
    {
        QFETCH(QString, id);
        QFETCH(QString, secret);
        QFETCH(bool, isR2);
        expect(checkSecretKey(secretOf(secret), id, isR2));
    }

    void aSecretInThePlaceOfTheIdIsSeenThere()
    {
        QVERIFY(said(checkAccessKeyId(kSecret, true)).contains(u"look swapped"));
        QVERIFY(said(checkAccessKeyId(kAccount, true)).isEmpty());
        QVERIFY(said(checkAccessKeyId(u"AKIDEXAMPLE"_s, false)).isEmpty());
        QVERIFY(said(checkAccessKeyId(u"AKIDEXAMPLE"_s, true)).startsWith(u"warn"));
        QVERIFY(said(checkAccessKeyId(u"a b"_s, false)).startsWith(u"error"));
    }

    void aPrefixMayHaveTheDay()
    {
        QVERIFY(said(checkPrefix(u"logs/{DATE}"_s)).startsWith(u"note"));
        QVERIFY(said(checkPrefix(u"logs/{date}"_s)).startsWith(u"warn"));
        QVERIFY(said(checkPrefix(u"/logs"_s)).startsWith(u"warn"));
        QVERIFY(said(checkPrefix({})).isEmpty());
    }

    void smallFieldsAreChecked()
    {
        QVERIFY(said(checkAccountId({})).isEmpty());
        QVERIFY(said(checkAccountId(kAccount)).isEmpty());
        QVERIFY(said(checkAccountId(u"023e"_s)).contains(u"this has 4"));
        QVERIFY(said(checkEmail(u"ann@example.com"_s)).isEmpty());
        QVERIFY(!said(checkEmail(u"ann"_s)).isEmpty() && !said(checkEmail(u"a@b@c"_s)).isEmpty() && !said(checkEmail({})).isEmpty());
        QVERIFY(said(checkBucketName(u"logs"_s)).isEmpty());
        QVERIFY(said(checkBucketName(u"logs/a"_s)).contains(u"prefix"));
        QVERIFY(said(checkApiAddress({})).isEmpty());
        QVERIFY(said(checkApiAddress(u"https://dash.cloudflare.com/x"_s)).contains(u"dashboard"));
        QVERIFY(said(checkApiAddress(u"http://api.example.com"_s)).contains(u"https:// only"));
        QCOMPARE(readApiAddress(u"http://127.0.0.1:8787/client/v4/"_s), QUrl(u"http://127.0.0.1:8787/client/v4"_s));
        QVERIFY(said(checkRegion(u"eu west"_s)).startsWith(u"error"));
        QVERIFY(said(checkSessionToken(Secret())).isEmpty());
    }
};

QTEST_MAIN(TestFieldChecks)
#include "test_field_checks.moc"
