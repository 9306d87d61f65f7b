// The steps of a job as a page.
#include "store/queries.h"
#include "theme/theme.h"
#include "widgets/scope.h"
#include "wizard/wizard_page.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QThreadPool>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

class TestWizardPage : public QObject {
    Q_OBJECT

private slots:
    void theFocusIsInTheStepThatIsShown()
    {
        const Theme theme {Scheme::Light};
        QThreadPool pool;
        Scope scope {store::Queries(pool)};
        QWidget window;
        auto* before = new QPushButton(u"before"_s, &window);
        auto* page = new WizardPage(scope, theme, &window);
        page->hide();
        page->resize(1200, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        before->setFocus();
        jobs::JobDraft draft;
        draft.furthest = static_cast<int>(JobStep::Review);
        for (const JobStep step : {JobStep::Review, JobStep::Destination, JobStep::Output}) { // begun while it is not seen, then gone to
            if (!page->isOpen()) {
                draft.step = static_cast<int>(step);
                page->begin(draft, QString(32, u'a'), {});
                page->show();
            } else {
                page->goTo(step);
            }
            QCOMPARE(page->current(), step);
            QVERIFY(page->isAncestorOf(QApplication::focusWidget()));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::AltModifier); // the page's keys are heard
            QCOMPARE(page->current(), JobStep::Access);
        }
    }
};

QTEST_MAIN(TestWizardPage)
#include "test_wizard_page.moc"
