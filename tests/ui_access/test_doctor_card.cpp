// The doctor's card as a person meets it: the cause in one sentence, a button that mends it, every check below.
#include "access/access_page.h"
#include "access/account_fake.h"
#include "access/doctor_card.h"
#include "doctor/examined.h"
#include "theme/theme.h"
#include "widgets/request_popover.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

doctor::Diagnosis flagOff(bool isFileOff = true)
{
    doctor::Examination facts = quietFacts();
    facts.settings->answer->logpush = false;
    if (isFileOff)
        facts.file->config = configOf(false);
    doctor::Diagnosis diagnosis = diagnosisOf(facts, std::nullopt);
    diagnosis.tookMs = 2400;
    return diagnosis;
}

} // namespace

class TestDoctorCard : public QObject {
    Q_OBJECT

private:
    Theme m_theme {Scheme::Light};

    struct Room {
        AccessPage page;
        DoctorCard& card = page.doctor();
        explicit Room(const Theme& theme, QSize size = {1360, 804}) : page(theme)
        {
            page.resize(size);
            page.show();
            card.setWorkers({{u"api"_s, {}}, {u"shop"_s, u"tenants"_s}});
        }
        [[nodiscard]] QPushButton* button(const QString& text) const
        {
            for (auto* each : card.findChildren<QPushButton*>()) {
                if (each->text() == text && each->isVisible())
                    return each;
            }
            return nullptr;
        }
        [[nodiscard]] QString shown() const
        {
            QStringList all;
            for (auto* label : card.findChildren<QLabel*>()) {
                if (label->isVisible())
                    all << label->text();
            }
            return all.join(u'\n');
        }
        [[nodiscard]] QComboBox* box(const QString& name) const
        {
            for (auto* each : card.findChildren<QComboBox*>()) {
                if (each->accessibleName() == name)
                    return each;
            }
            return nullptr;
        }
    };

private slots:
    void beforeItRunsItSaysWhatItWouldDo()
    {
        const Room room(m_theme);
        QVERIFY(room.shown().contains(u"Choose a Worker and run the checks."));
        const QSignalSpy asked(&room.card, &DoctorCard::runRequested);
        room.button(u"Run"_s)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(room.card.worker(), DoctorWorker {});
    }

    void theCauseIsTheHeadlineAndOneRow()
    {
        Room room(m_theme);
        room.card.setDiagnosis(flagOff());
        const QString shown = room.shown();
        QVERIFY2(shown.contains(u"Logpush is switched off for api.") && shown.contains(u"Everything before it works."), qPrintable(shown));
        QVERIFY2(shown.contains(u"13 checks in 2.40 s") && shown.contains(u"1 cause") && shown.contains(u"1 to fix as well"),
                 qPrintable(shown));
        const DoctorRow* flag = room.card.row(doctor::Probe::Flag);
        QCOMPARE(flag->action()->text(), u"Switch on"_s);
        QVERIFY(flag->accessibleName().startsWith(u"Logpush is on for api: Cause."));
        QVERIFY(flag->toolTip().contains(u"8f1c-FRA"));
        QCOMPARE(room.card.row(doctor::Probe::WranglerFile)->action()->text(), u"Edit file…"_s);
        QVERIFY(!room.card.row(doctor::Probe::Token)->action()->isVisible());
        QVERIFY(room.card.row(doctor::Probe::FirstEvent)->accessibleName().contains(u"Not run"));
    }

    void bothAreFixedByOneButton()
    {
        Room room(m_theme);
        room.card.setDiagnosis(flagOff());
        const QSignalSpy both(&room.card, &DoctorCard::bothRequested);
        room.button(u"Fix both…"_s)->click();
        QCOMPARE(both.size(), 1);
        room.card.setDiagnosis(flagOff(false));
        QVERIFY(!room.button(u"Fix both…"_s));
    }

    void theRequestIsSeenBeforeItIsSent()
    {
        Room room(m_theme);
        room.card.setDiagnosis(flagOff(false));
        const QSignalSpy asked(&room.card, &DoctorCard::fixRequested), sent(&room.card, &DoctorCard::confirmed);
        room.card.row(doctor::Probe::Flag)->action()->click();
        QCOMPARE(asked.size(), 1);
        room.card.confirm(doctor::Fix::SwitchOn, u"PATCH /accounts/a/workers/scripts/api/script-settings {\"logpush\": true}"_s);
        auto* popover = room.page.findChild<RequestPopover*>();
        QVERIFY(popover && popover->isVisible());
        QTest::keyClick(popover, Qt::Key_Escape);
        QCOMPARE(sent.size(), 0);
        room.card.confirm(doctor::Fix::SwitchOn, u"PATCH"_s);
        QTest::keyClick(room.page.findChildren<RequestPopover*>().last(), Qt::Key_Return);
        QCOMPARE(sent.size(), 1);
    }

    void itRunsAndMendsByKeys()
    {
        Room room(m_theme);
        QVERIFY(QTest::qWaitForWindowActive(&room.page));
        room.page.showDoctor();
        const QSignalSpy run(&room.card, &DoctorCard::runRequested), probe(&room.page, &AccessPage::probeRequested);
        QTest::keyClick(room.box(u"Worker"_s), Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(run.size(), 1);
        QCOMPARE(probe.size(), 0);
        room.card.setDiagnosis(flagOff(false));
        const QSignalSpy asked(&room.card, &DoctorCard::fixRequested);
        QTest::keyClick(room.box(u"Job"_s), Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        auto* copy = room.button(u"Copy as Markdown, without secrets"_s);
        copy->setFocus();
        QTest::keyClick(copy, Qt::Key_Return); // it is the button's
        QCOMPARE(asked.size(), 1);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"# Why are there no logs?"));
    }

    void anotherWorkerIsAskedAboutAtOnce()
    {
        Room room(m_theme);
        const QSignalSpy run(&room.card, &DoctorCard::runRequested);
        room.box(u"Worker"_s)->setFocus();
        QTest::keyClick(room.box(u"Worker"_s), Qt::Key_Down);
        QTRY_COMPARE(run.size(), 1);
        QCOMPARE(room.card.worker(), (DoctorWorker {u"api"_s, {}}));
        room.card.setWorkers({{u"new"_s, {}}, {u"api"_s, {}}});
        QCOMPARE(room.card.worker(), (DoctorWorker {u"api"_s, {}}));
    }

    void aJobCanBeChosen()
    {
        Room room(m_theme);
        room.card.setDiagnosis(flagOff());
        QCOMPARE(room.card.job(), std::nullopt);
        QCOMPARE(room.box(u"Job"_s)->count(), 2);
        QVERIFY(room.box(u"Job"_s)->itemText(0).contains(u"workers-prod-r2"));
        room.box(u"Job"_s)->setCurrentIndex(1);
        QCOMPARE(room.card.job(), std::optional<std::int64_t>(7));
        room.card.setDiagnosis(flagOff());
        QCOMPARE(room.card.job(), std::optional<std::int64_t>(7)); // it stays
    }

    void whileItRunsNothingIsClaimed()
    {
        Room room(m_theme);
        room.card.setDiagnosis(diagnosisOf(quietFacts(), doctor::Probe::Flag));
        QVERIFY(room.shown().contains(u"Looking for the cause…"));
        QVERIFY(!room.button(u"Run again"_s)->isEnabled());
        QVERIFY(room.card.row(doctor::Probe::Flag)->accessibleName().contains(u"Checking…"));
        QVERIFY(room.card.row(doctor::Probe::Token)->accessibleName().contains(u"Passed"));
        room.card.setDiagnosis(diagnosisOf(goodFacts(), std::nullopt));
        QVERIFY(room.shown().contains(u"Nothing is wrong: events of api arrive."));
        room.card.setBusy(true);
        room.card.clear();
        QVERIFY(room.shown().contains(u"Choose a Worker"));
        room.card.setDiagnosis(flagOff()); // what was mended there holds up nothing here
        QVERIFY(room.button(u"Fix both…"_s)->isEnabled() && room.card.row(doctor::Probe::Flag)->action()->isEnabled());
    }

    void everyControlHasAName()
    {
        Room room(m_theme);
        room.card.setDiagnosis(flagOff());
        for (auto* button : room.card.findChildren<QAbstractButton*>()) {
            if (button->isVisible())
                QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), button->metaObject()->className());
        }
        for (auto* box : room.card.findChildren<QComboBox*>())
            QVERIFY(!box->accessibleName().isEmpty());
    }

    /// With TRACEDECK_PICTURES: how it looks, to be looked at.
    void nothingIsWiderThanThePage()
    {
        const QString folder = qEnvironmentVariable("TRACEDECK_PICTURES");
        for (const bool dark : {false, true}) {
            Theme theme {dark ? Scheme::Dark : Scheme::Light};
            for (const QSize size : {QSize(1360, 804), QSize(944, 544)}) {
                Room room(theme, size);
                AccountFake account({u"user"_s, u"Administrator"_s, u"everything"_s});
                room.page.setReport(checked(account, account.question()));
                room.card.chooseWorker({u"api"_s, {}});
                room.card.setDiagnosis(flagOff());
                QTest::qWait(20);
                const QRect place(room.card.mapTo(&room.page, QPoint(0, 0)), room.card.size());
                QVERIFY(place.left() >= 0 && place.right() < size.width());
                const QString name = u"doctor-%1-%2.png"_s.arg(dark ? u"dark"_s : u"light"_s).arg(size.width());
                if (!folder.isEmpty())
                    QVERIFY(room.page.grab().save(QDir(folder).filePath(name)));
            }
        }
    }
};

QTEST_MAIN(TestDoctorCard)
#include "test_doctor_card.moc"
