// The access room as a person meets it, over reports of an account that answers as the reference says.
#include "access/access_page.h"
#include "access/account_fake.h"
#include "access/capability_model.h"
#include "access/role_model.h"
#include "access/steps_card.h"
#include "access/token_card.h"
#include "theme/theme.h"
#include "widgets/badge.h"
#include "widgets/banner.h"
#include "widgets/small_table.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

access::Report reportFor(const QString& role, const QString& token)
{
    AccountFake account({u"user"_s, role, token});
    access::Report report = checked(account, account.question());
    report.startedMs = 1'795'264'560'000;
    report.steps.back().verdict = {access::Answer::No, access::Cause::TooOld, {}, u"2.1.9"_s, 0, u"npm update -g wrangler"_s};
    report.steps.back().stage = access::Stage::Done;
    return report;
}

const QString kFull = u"Super Administrator - All Privileges"_s;

} // namespace

class TestAccessPage : public QObject {
    Q_OBJECT

private:
    Theme m_theme {Scheme::Light};

    struct Room {
        AccessPage page;
        explicit Room(const Theme& theme, const access::Report& report, QSize size = {1360, 776}) : page(theme)
        {
            page.resize(size);
            page.setReport(report);
            page.show();
        }
        [[nodiscard]] StepRow* row(access::Step step) const { return page.findChild<StepsCard*>()->row(step); }
        [[nodiscard]] QPushButton* button(const QString& text) const
        {
            for (auto* each : page.findChildren<QPushButton*>()) {
                if (each->text() == text && each->isVisible())
                    return each;
            }
            return nullptr;
        }
    };

private slots:
    void modelsKeepTheContractOfModels()
    {
        CapabilityModel capabilities;
        QAbstractItemModelTester first(&capabilities, QAbstractItemModelTester::FailureReportingMode::QtTest);
        capabilities.setReport(reportFor(kFull, u"everything"_s));
        capabilities.setReport(reportFor(kFull, u"none"_s));
        QCOMPARE(capabilities.rowCount(), 5);
        RoleModel roles;
        QAbstractItemModelTester second(&roles, QAbstractItemModelTester::FailureReportingMode::QtTest);
        roles.setOwnRoles({u"Log Share"_s});
        QCOMPARE(roles.index(2, RoleModel::Name).data().toString(), u"Log Share (yours)"_s);
    }

    void eachStepSaysItsAnswer()
    {
        const Room room(m_theme, reportFor(u"Log Share Reader"_s, u"everything"_s));
        QVERIFY(room.row(access::Step::Credential)->accessibleName().contains(u": Yes."));
        const QString jobs = room.row(access::Step::Jobs)->accessibleName();
        QVERIFY2(jobs.contains(u": No. Your role, Log Share Reader, reads logs but no Logpush jobs."), qPrintable(jobs));
    }

    void aRunningCheckIsShownStepByStep()
    {
        access::Report report = reportFor(kFull, u"everything"_s);
        report.isFinished = false;
        report.steps[3].stage = access::Stage::Running;
        for (std::size_t i = 4; i < report.steps.size(); ++i)
            report.steps[i].stage = access::Stage::Waiting;
        const Room room(m_theme, report);
        QVERIFY(room.row(access::Step::Jobs)->accessibleName().contains(u"Checking"));
        QVERIFY(room.row(access::Step::Plan)->accessibleName().contains(u"Waiting"));
        QVERIFY(!room.page.findChild<Banner*>()->isVisible());
        QVERIFY(!room.button(u"Probe again"_s)->isEnabled());
    }

    void theEvidenceIsOneClickAway()
    {
        const Room room(m_theme, reportFor(kFull, u"scripts-read"_s));
        StepRow* jobs = room.row(access::Step::Jobs);
        QVERIFY(!jobs->isEvidenceShown());
        auto* table = room.page.findChild<SmallTable*>();
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return); // the capability leads to the step that decided it
        QVERIFY(jobs->isEvidenceShown());
        QStringList shown;
        for (auto* label : jobs->findChildren<QLabel*>())
            shown << label->text();
        const QString all = shown.join(u'\n');
        QVERIFY2(all.contains(u"403 (1004)") && all.contains(u"8f1c2d3e4a5b6c7d-FRA"), qPrintable(all));
        QVERIFY(all.contains(u"reading job for product"));
        QVERIFY(!all.contains(AccountFake::kAccount));
    }

    void theGravestNoIsTheBanner()
    {
        const Room zone(m_theme, reportFor(kFull, u"zone-logs-write"_s));
        auto* banner = zone.page.findChild<Banner*>();
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->accessibleName().contains(u"for zones"), qPrintable(banner->accessibleName()));
    }

    void controlRProbesAgain()
    {
        Room room(m_theme, reportFor(kFull, u"everything"_s));
        QVERIFY(QTest::qWaitForWindowActive(&room.page));
        const QSignalSpy asked(&room.page, &AccessPage::probeRequested);
        QTest::keyClick(&room.page, Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(asked.size(), 1);
        room.button(u"Probe again"_s)->click();
        QCOMPARE(asked.size(), 2);
    }

    void theReportIsCopiedWithoutIds()
    {
        const Room room(m_theme, reportFor(kFull, u"everything"_s));
        room.button(u"Copy report"_s)->click();
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY(text.startsWith(u"# Access"));
        QVERIFY(!text.contains(AccountFake::kAccount) && !text.contains(AccountFake::kToken));
    }

    void anOldWranglerHasItsCommand()
    {
        const Room room(m_theme, reportFor(kFull, u"everything"_s));
        room.button(u"Copy command"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"npm update -g wrangler"_s);
    }

    void signingOutAsksFirst()
    {
        Room room(m_theme, reportFor(kFull, u"everything"_s));
        const QSignalSpy left(&room.page, &AccessPage::signOutRequested);
        room.button(u"Sign out…"_s)->click();
        auto* question = room.page.findChild<QMessageBox*>();
        QVERIFY(question && question->isVisible());
        QCOMPARE(left.size(), 0);
        question->button(QMessageBox::Cancel)->click();
        QCOMPARE(left.size(), 0);
        QTRY_VERIFY(!room.page.findChild<QMessageBox*>());
        room.button(u"Sign out…"_s)->click();
        question = room.page.findChild<QMessageBox*>();
        for (auto* button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        }
        QCOMPARE(left.size(), 1);
    }

    void ticksChooseWhatTheTokenMay()
    {
        const Room room(m_theme, reportFor(kFull, u"everything"_s));
        auto* card = room.page.findChild<TokenCard*>();
        QVERIFY(QUrlQuery(card->page())
                    .queryItemValue(u"permissionGroupKeys"_s, QUrl::FullyDecoded)
                    .contains(u"{\"key\":\"logs\",\"type\":\"edit\"}"));
        for (auto* box : card->findChildren<QCheckBox*>())
            box->setChecked(false);
        QVERIFY(!room.button(u"Open Cloudflare's token page"_s)->isEnabled());
    }

    void everyControlHasAName()
    {
        const Room room(m_theme, reportFor(kFull, u"none"_s));
        for (auto* button : room.page.findChildren<QAbstractButton*>()) {
            if (button->isVisible())
                QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), button->metaObject()->className());
        }
        for (auto* table : room.page.findChildren<SmallTable*>())
            QVERIFY(!table->accessibleName().isEmpty());
    }

    /// With TRACEDECK_PICTURES: how it looks, to be looked at.
    void nothingIsWiderThanThePage()
    {
        const QString folder = qEnvironmentVariable("TRACEDECK_PICTURES");
        for (const bool dark : {false, true}) {
            Theme theme {dark ? Scheme::Dark : Scheme::Light};
            for (const QSize size : {QSize(1360, 804), QSize(944, 544)}) {
                for (const bool good : {true, false}) {
                    Room room(theme, good ? reportFor(kFull, u"everything"_s) : reportFor(u"Administrator"_s, u"zone-logs-write"_s), size);
                    QTest::qWait(20);
                    for (auto* card : room.page.findChildren<Card*>()) {
                        const QRect place(card->mapTo(&room.page, QPoint(0, 0)), card->size());
                        QVERIFY2(place.left() >= 0 && place.right() < size.width(), qPrintable(card->accessibleName()));
                    }
                    const QString name =
                        u"access-%1-%2-%3.png"_s.arg(dark ? u"dark"_s : u"light"_s).arg(size.width()).arg(good ? u"yes"_s : u"no"_s);
                    if (!folder.isEmpty())
                        QVERIFY(room.page.grab().save(QDir(folder).filePath(name)));
                }
            }
        }
    }
};

QTEST_MAIN(TestAccessPage)
#include "test_access_page.moc"
