// The first page as a person meets it, by keys.
#include "onboarding/account_form.h"
#include "onboarding_room.h"
#include "widgets/card.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

class TestOnboarding : public QObject {
    Q_OBJECT

private:
    Theme m_theme {Scheme::Light};

private slots:
    void theSandboxAndFilesAreOneKeyAway()
    {
        const Room room(m_theme);
        const QSignalSpy sandbox(&room.page, &OnboardingPage::sandboxRequested), files(&room.page, &OnboardingPage::filesRequested),
            folder(&room.page, &OnboardingPage::folderRequested);
        room.press(u"Open Sandbox"_s);
        room.press(u"Open files"_s);
        room.press(u"Open folder"_s);
        QCOMPARE(sandbox.size(), 1);
        QCOMPARE(files.size(), 1);
        QCOMPARE(folder.size(), 1);
    }

    void aPastedTokenConnectsAnAccount()
    {
        const Room room(m_theme);
        QSignalSpy entered(&room.page, &OnboardingPage::accountEntered);
        room.type(u"API token"_s, kToken);
        QTest::keyClick(room.field(u"API token"_s), Qt::Key_Return);
        QCOMPARE(entered.size(), 1);
        const auto entry = entered[0][0].value<AccountEntry>();
        QCOMPARE(entry.credential, settings::CredentialKind::ApiToken);
        QVERIFY(holds(entry.secret, kToken));
        QVERIFY(entry.accountId.isEmpty() && entry.baseUrl.isEmpty() && entry.email.isEmpty() && !entry.isReadOnly);
        QVERIFY(room.field(u"API token"_s)->text().isEmpty());
    }

    void anAccountCanStartReadOnly()
    {
        const Room room(m_theme);
        QSignalSpy entered(&room.page, &OnboardingPage::accountEntered);
        room.type(u"API token"_s, kToken);
        room.type(u"Account ID (optional)"_s, kAccount.toUpper());
        room.press(u"Start read-only"_s);
        const auto entry = entered.value(0).value(0).value<AccountEntry>();
        QVERIFY(entry.isReadOnly);
        QCOMPARE(entry.accountId, kAccount);
    }

    void whatIsKnownIsFilledInButTheSecret()
    {
        settings::Profile known;
        known.credential = settings::CredentialKind::GlobalKey;
        known.email = u"ann@example.com"_s;
        known.accountId = kAccount;
        known.baseUrl = QUrl(u"http://127.0.0.1:8787/client/v4"_s);
        AccountForm form(m_theme);
        form.fill(known);
        form.show();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        QCOMPARE(qApp->focusWidget()->accessibleName(), u"Global API Key"_s);
        QSignalSpy entered(&form, &AccountForm::entered);
        QTest::keyClicks(qApp->focusWidget(), kToken);
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
        const auto entry = entered.value(0).value(0).value<AccountEntry>();
        QCOMPARE(entry.credential, settings::CredentialKind::GlobalKey);
        QCOMPARE(entry.email, known.email);
        QCOMPARE(entry.accountId, kAccount);
        QCOMPARE(entry.baseUrl, known.baseUrl);
        QVERIFY(holds(entry.secret, kToken));
        known = {};
        known.credential = settings::CredentialKind::ApiToken;
        known.accountId = kAccount;
        known.baseUrl = QUrl(u"https://api.cloudflare.com/client/v4"_s);
        AccountForm plain(m_theme);
        plain.fill(known);
        plain.show();
        QVERIFY(QTest::qWaitForWindowActive(&plain));
        QCOMPARE(qApp->focusWidget()->accessibleName(), u"API token"_s);
    }

    void theGlobalKeyIsUnderOtherWays()
    {
        const Room room(m_theme);
        QSignalSpy entered(&room.page, &OnboardingPage::accountEntered);
        QVERIFY(!room.field(u"Global API Key"_s));
        room.press(u"Other ways"_s);
        room.press(u"E-mail and key"_s);
        QVERIFY(!room.field(u"API token"_s));
        room.type(u"Address of the API (optional)"_s, u"http://127.0.0.1:8787/client/v4"_s);
        room.type(u"E-mail"_s, u"ann@example.com"_s);
        room.type(u"Global API Key"_s, kToken);
        room.press(u"Connect"_s);
        const auto entry = entered.value(0).value(0).value<AccountEntry>();
        QCOMPARE(entry.credential, settings::CredentialKind::GlobalKey);
        QCOMPARE(entry.email, u"ann@example.com"_s);
        QCOMPARE(entry.baseUrl, QUrl(u"http://127.0.0.1:8787/client/v4"_s));
        QVERIFY(holds(entry.secret, kToken));
    }

    void anAddressThatIsNotSeenIsNotUsed()
    {
        const Room room(m_theme);
        QSignalSpy entered(&room.page, &OnboardingPage::accountEntered);
        room.press(u"Other ways"_s);
        room.type(u"Address of the API (optional)"_s, u"https://api.example.com"_s);
        room.press(u"Other ways"_s);
        room.type(u"API token"_s, kToken);
        room.press(u"Connect"_s);
        QCOMPARE(entered.size(), 1);
        QVERIFY(entered[0][0].value<AccountEntry>().baseUrl.isEmpty());
    }

    void nothingIsSentWhileAFieldIsWrong()
    {
        Room room(m_theme);
        QVERIFY(QTest::qWaitForWindowActive(&room.page));
        const QSignalSpy entered(&room.page, &OnboardingPage::accountEntered);
        room.press(u"Connect"_s);
        QCOMPARE(entered.size(), 0);
        QCOMPARE(room.said(u"API token"_s), u"Paste the token here."_s);
        QVERIFY(room.field(u"API token"_s)->hasFocus());
        room.type(u"API token"_s, u"two words"_s);
        QVERIFY(room.said(u"API token"_s).contains(u"a space"));
        room.press(u"Connect"_s);
        QCOMPARE(entered.size(), 0);
    }

    void theTicksMakeTheToken()
    {
        const Room room(m_theme);
        QSignalSpy link(&room.page, &OnboardingPage::linkRequested);
        for (auto* box : room.page.findChildren<QCheckBox*>()) {
            if (box->text().startsWith(u"Switch Logpush"))
                QTest::keyClick(box, Qt::Key_Space); // takes the place of reading them
        }
        room.press(u"Open Cloudflare"_s);
        const QString page = QUrl::fromPercentEncoding(link.value(0).value(0).toUrl().toEncoded());
        QVERIFY2(page.contains(u"\"workers_scripts\",\"type\":\"edit\""), qPrintable(page));
        for (auto* box : room.page.findChildren<QCheckBox*>())
            box->setChecked(false);
        QVERIFY(!room.button(u"Open Cloudflare"_s)->isEnabled());
    }

    void aBucketIsConnectedByKeys()
    {
        const Room room(m_theme);
        QSignalSpy entered(&room.page, &OnboardingPage::bucketEntered);
        room.fillBucket();
        room.type(u"Prefix (optional)"_s, u"workers/{DATE}"_s);
        QVERIFY(room.said(u"Prefix (optional)"_s).contains(u"{DATE} stands for the day"));
        room.press(u"Connect a bucket"_s);
        QCOMPARE(entered.size(), 1);
        const auto entry = entered[0][0].value<BucketEntry>();
        QCOMPARE(entry.place.endpoint, QUrl(u"https://"_s + kAccount + u".r2.cloudflarestorage.com"_s));
        QCOMPARE(entry.place.bucket, u"logs"_s);
        QCOMPARE(entry.place.prefix, u"workers/{DATE}"_s);
        QCOMPARE(entry.place.region, u"auto"_s);
        QCOMPARE(entry.place.accessKeyId, kAccount);
        QVERIFY(entry.place.secretKey.isEmpty() && entry.place.sessionTokenKey.isEmpty());
        QVERIFY(holds(entry.secretAccessKey, kSecret));
        QVERIFY(!entry.sessionToken);
    }

    void anEuBucketHasItsOwnAddress()
    {
        const Room room(m_theme);
        QSignalSpy entered(&room.page, &OnboardingPage::bucketEntered);
        room.fillBucket();
        auto* jurisdiction = room.field<QComboBox>(u"Jurisdiction"_s);
        QVERIFY(jurisdiction->accessibleDescription().contains(u"EU"));
        QTest::keyClick(jurisdiction, Qt::Key_Down);
        QVERIFY(room.said(u"Account ID or address"_s).contains(u".eu.r2."));
        room.type(u"Session token (optional)"_s, u"temporary"_s);
        room.press(u"Connect a bucket"_s);
        const auto entry = entered.value(0).value(0).value<BucketEntry>();
        QCOMPARE(entry.place.endpoint.host(), kAccount + u".eu.r2.cloudflarestorage.com"_s);
        QVERIFY(holds(entry.sessionToken, u"temporary"_s));
    }

    void anAddressOfTheEuChoosesTheEu()
    {
        const Room room(m_theme);
        room.press(u"Only a bucket"_s);
        auto* jurisdiction = room.field<QComboBox>(u"Jurisdiction"_s);
        QVERIFY(!jurisdiction->isEnabled());
        room.type(u"Account ID or address"_s, kAccount + u".eu.r2.cloudflarestorage.com"_s);
        QCOMPARE(jurisdiction->currentData().toString(), u"eu"_s);
        room.type(u"Account ID or address"_s, u"https://minio.example.com"_s);
        QVERIFY(!jurisdiction->isEnabled());
    }

    void swappedKeysAreToldAsOneTypes()
    {
        const Room room(m_theme);
        const QSignalSpy entered(&room.page, &OnboardingPage::bucketEntered);
        room.fillBucket();
        room.type(u"Access key ID"_s, kSecret);
        QVERIFY(room.said(u"Access key ID"_s).contains(u"look swapped"));
        room.type(u"Secret access key"_s, kAccount);
        QVERIFY(room.said(u"Secret access key"_s).contains(u"look swapped"));
        room.press(u"Connect a bucket"_s);
        QCOMPARE(entered.size(), 0);
    }

    void anUnfinishedFieldIsLeftInPeace()
    {
        Room room(m_theme);
        room.type(u"Account ID (optional)"_s, u"023e"_s);
        QVERIFY(room.said(u"Account ID (optional)"_s).contains(u"Found by itself"));
        QVERIFY(QTest::qWaitForWindowActive(&room.page));
        QTest::keyClick(room.field(u"Account ID (optional)"_s), Qt::Key_Tab);
        QVERIFY(room.said(u"Account ID (optional)"_s).contains(u"this has 4"));
    }

    void aProblemIsSeenInASmallWindow()
    {
        Room room(m_theme, {1024, 610});
        room.page.setProblem(u"No answer from api.cloudflare.com for 10 s."_s);
        for (auto* label : room.page.findChildren<QLabel*>()) {
            if (label->text().startsWith(u"No answer"))
                QTRY_VERIFY(!label->visibleRegion().isEmpty());
        }
    }

    void everyControlHasAName()
    {
        const Room room(m_theme);
        for (const bool isBucket : {false, true}) {
            room.press(isBucket ? u"Only a bucket"_s : u"Account"_s);
            for (auto* each : room.page.findChildren<QWidget*>()) {
                if (each->isVisible() && (each->focusPolicy() & Qt::TabFocus)) {
                    const QString name = QAccessible::queryAccessibleInterface(each)->text(QAccessible::Name);
                    QVERIFY2(!name.isEmpty(), each->metaObject()->className());
                }
            }
        }
    }

    void tabGoesAsOneReads()
    {
        Room room(m_theme);
        QVERIFY(QTest::qWaitForWindowActive(&room.page));
        room.press(u"Other ways"_s);
        room.button(u"Account"_s)->setFocus();
        QStringList names;
        for (int i = 0; i < 30 && !names.contains(u"Open files…"_s); ++i) {
            names << QAccessible::queryAccessibleInterface(QApplication::focusWidget())->text(QAccessible::Name);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        const QStringList expected {u"What to connect: Account"_s,
                                    u"Other ways"_s,
                                    u"What signs in: API token"_s,
                                    u"Address of the API (optional)"_s,
                                    u"Read delivered logs in R2"_s,
                                    u"See and change Logpush jobs"_s,
                                    u"See Workers"_s,
                                    u"Switch Logpush on for Workers"_s,
                                    u"Count invocations"_s,
                                    u"Open Cloudflare with these permissions"_s,
                                    u"API token"_s,
                                    u"Hold to show: API token"_s,
                                    u"Account ID (optional)"_s,
                                    u"Start read-only"_s,
                                    u"Connect"_s,
                                    u"Open Sandbox"_s,
                                    u"Open folder…"_s,
                                    u"Open files…"_s};
        QCOMPARE(names.join(u'\n'), expected.join(u'\n'));
    }

    void noLabelReadsMarkup()
    {
        const Room room(m_theme);
        for (const QLabel* label : room.page.findChildren<QLabel*>())
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }

    /// With TRACEDECK_PICTURES: how it looks, to be looked at.
    void nothingIsWiderThanThePageAndALargeWindowShowsAllOfIt()
    {
        const QString folder = qEnvironmentVariable("TRACEDECK_PICTURES");
        for (const bool dark : {false, true}) {
            Theme theme {dark ? Scheme::Dark : Scheme::Light};
            for (const QSize size : {QSize(1440, 870), QSize(1024, 610)}) {
                for (const QString& form : {u"account"_s, u"ways"_s, u"bucket"_s}) {
                    Room room(theme, size);
                    if (form == u"account")
                        room.type(u"API token"_s, kToken);
                    if (form == u"ways") {
                        room.press(u"Other ways"_s);
                        room.press(u"E-mail and key"_s);
                        room.press(u"Connect"_s);
                    }
                    if (form == u"bucket") {
                        room.fillBucket();
                        room.type(u"Secret access key"_s, kAccount);
                    }
                    QTRY_COMPARE(room.page.findChild<QScrollArea*>()->verticalScrollBar()->isVisible(), size.height() < 800);
                    QTest::qWait(20); // the rows that grew by a line
                    for (auto* card : room.page.findChildren<Card*>()) {
                        const QRect place(card->mapTo(&room.page, QPoint(0, 0)), card->size());
                        QVERIFY(place.left() >= 0 && place.right() < size.width());
                    }
                    const QString name = u"onboarding-%1-%2-%3.png"_s.arg(dark ? u"dark"_s : u"light"_s).arg(size.width()).arg(form);
                    if (!folder.isEmpty())
                        QVERIFY(room.page.grab().save(QDir(folder).filePath(name)));
                }
            }
        }
    }
};

QTEST_MAIN(TestOnboarding)
#include "test_onboarding.moc"
