// The wrangler file beside the table: sections, what they change, what to know before writing, and files that nothing is written to.
#include "base/error.h"
#include "theme/theme.h"
#include "ui_workers/some_workers.h"
#include "widgets/segmented_control.h"
#include "workers/compare_tab.h"
#include "workers/diff_view.h"
#include "workers/request_tab.h"
#include "workers/upload_dialog.h"
#include "workers/worker_pane.h"
#include "workers/wrangler_tab.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace tracedeck::ui;

namespace {

QCheckBox* tickOf(const QWidget& in, const QString& section)
{
    const auto ticks = in.findChildren<QCheckBox*>();
    const auto at = std::ranges::find_if(ticks, [&](const QCheckBox* tick) { return tick->text() == section && tick->isVisibleTo(&in); });
    return at == ticks.end() ? nullptr : *at;
}

} // namespace

class WranglerTabTest : public QObject {
    Q_OBJECT

private:
    Theme m_theme {Scheme::Light};

    /// The pane with a desk that answers at once.
    struct Beside {
        WorkerPane pane;
        WranglerView view;
        workers::WorkerRow row;
        explicit Beside(const Theme& theme, const QByteArray& bytes = kToml, workers::WorkerRow worker = someWorker(u"webhook-relay"_s))
            : pane(theme)
            , view(viewOf(worker.link->path, bytes))
            , row(std::move(worker))
        {
            pane.resize(534, 776);
            pane.show();
            QObject::connect(&pane, &WorkerPane::fileRequested, &pane, [this] { pane.showFile(view); });
            QObject::connect(&pane, &WorkerPane::draftRequested, &pane,
                             [this](const auto& edits) { pane.showDraft(draftOf(view, edits)); });
            pane.showWorker(row, u"http://127.0.0.1:1/client/v4"_s, u"acc"_s);
        }
        [[nodiscard]] DiffView& diff() const { return *pane.findChild<DiffView*>(); }
    };

private slots:
    void theSectionOfTheWorkerIsTickedAndItsChangeShown()
    {
        const Beside beside(m_theme);
        QVERIFY(tickOf(beside.pane, u"env.production"_s)->isChecked());
        QVERIFY(!tickOf(beside.pane, u"env.staging"_s)->isChecked() && !tickOf(beside.pane, u"top level"_s)->isChecked());
        QVERIFY(says(beside.pane, u"missing → true"_s) && says(beside.pane, u"1 of 3 sections"_s) && says(beside.pane, u"+1"_s));
        QVERIFY(beside.diff().isVisible());
        QVERIFY(beside.diff().accessibleDescription().contains(u"logpush = true"_s));
        QVERIFY(buttonOf(beside.pane, u"Write file"_s)->isEnabled());
    }

    void aCommentThatMeansItIsSaidAndCanBeHeeded()
    {
        const Beside beside(m_theme);
        QTest::keyClick(tickOf(beside.pane, u"env.staging"_s), Qt::Key_Space);
        QVERIFY(says(beside.pane, u"false → true"_s));
        QVERIFY(says(beside.pane, u"staging keeps logs local on purpose"_s));
        QTest::mouseClick(buttonOf(beside.pane, u"Skip staging"_s), Qt::LeftButton);
        QVERIFY(!tickOf(beside.pane, u"env.staging"_s)->isChecked());
        QVERIFY(!says(beside.pane, u"on purpose"_s));
    }

    void aDecoyIsPointedOut()
    {
        const Beside beside(m_theme);
        QVERIFY(says(beside.pane, u"observability.logpush in line 6 does not switch Logpush."_s));
        beside.pane.tabs().setCurrentIndex(WorkerPane::ComparisonTab);
        QVERIFY(says(beside.pane, u"observability.logpush in line 6 switches nothing."_s));
    }

    void whatIsWrittenIsWhatWasSeen()
    {
        const Beside beside(m_theme);
        QSignalSpy written(&beside.pane, &WorkerPane::writeRequested);
        QTest::mouseClick(buttonOf(beside.pane, u"Write file"_s), Qt::LeftButton);
        QCOMPARE(written.size(), 1);
        const auto draft = written.first()[0].value<WranglerDraft>();
        QCOMPARE(draft.edits, (std::vector<workers::FlagEdit> {{u"production"_s, true}}));
        QCOMPARE(draft.before.bytes, kToml);
        QCOMPARE(draft.after.size(), kToml.size() + static_cast<int>(qstrlen("logpush = true\n")));
    }

    void nothingIsWrittenWhereNothingIsTicked()
    {
        Beside beside(m_theme);
        beside.pane.activateWindow();
        buttonOf(beside.pane, u"Write file"_s)->setFocus();
        QTRY_VERIFY(buttonOf(beside.pane, u"Write file"_s)->hasFocus());
        tickOf(beside.pane, u"env.production"_s)->setChecked(false);
        QVERIFY(beside.pane.tabs().hasFocus()); // not on a button that is off
        QVERIFY(!buttonOf(beside.pane, u"Write file"_s)->isEnabled() && !buttonOf(beside.pane, u"Copy patch"_s)->isEnabled());
        QVERIFY(says(beside.pane, u"No section is ticked"_s));
        QVERIFY(!beside.diff().isVisible());
    }

    void aDraftOfAnotherChoiceIsLeftOut()
    {
        const Beside beside(m_theme);
        const WranglerDraft late = draftOf(beside.view, {{u"staging"_s, true}});
        const_cast<WorkerPane&>(beside.pane).showDraft(late);
        QCOMPARE(beside.pane.file().draft()->edits.front().environment, u"production"_s);
    }

    void aFileThatDoesNotParseIsRefusedWithItsPlace()
    {
        Beside beside(m_theme);
        beside.pane.showFile(
            Result<WranglerView> {fail(ErrorCode::BadValue, u"line 3, column 7: a value is missing"_s, u"wrangler.toml"_s)});
        QVERIFY(says(beside.pane, u"line 3, column 7"_s));
        QVERIFY(says(beside.pane, u"Nothing is written"_s));
        QVERIFY(!buttonOf(beside.pane, u"Write file"_s)->isVisible());
        QVERIFY(beside.pane.file().edits().empty());
    }

    void aWorkerWithoutAFileSaysHowToLinkOne()
    {
        WorkerPane pane(m_theme);
        pane.show();
        pane.showWorker(someWorker(u"geo-lookup"_s, false, std::nullopt, false), {}, u"acc"_s);
        QSignalSpy folder(&pane, &WorkerPane::linkFolderRequested), file(&pane, &WorkerPane::chooseFileRequested);
        QTest::mouseClick(buttonOf(pane, u"Link folder…"_s), Qt::LeftButton);
        QTest::mouseClick(buttonOf(pane, u"Choose a file…"_s), Qt::LeftButton);
        QCOMPARE(folder.size() + file.size(), 2);
    }

    void linesStandBesideEachOtherAndKeysMoveBetweenChanges()
    {
        const Beside beside(m_theme);
        tickOf(beside.pane, u"env.staging"_s)->setChecked(true);
        DiffView& diff = beside.diff();
        const WranglerDraft draft = draftOf(beside.view, {{u"production"_s, true}, {u"staging"_s, true}});
        const auto paired = pairedRows(draft.hunks, {});
        QVERIFY(std::ranges::any_of(paired, [](const DiffRow& row) {
            return row.left && row.right && row.left->kind == workers::DiffLine::Kind::Removed && row.right->changedLength > 0;
        }));
        QTest::mouseClick(buttonOf(beside.pane, u"Side by side"_s), Qt::LeftButton);
        QVERIFY(diff.isSideBySide());
        diff.setFocus();
        QTest::keyClick(&diff, Qt::Key_N);
        const int first = diff.current();
        QTest::keyClick(&diff, Qt::Key_N);
        QVERIFY(first >= 0 && diff.current() > first);
        QVERIFY(diff.accessibleDescription().startsWith(u"removed, line 13"_s));
        QTest::keyClick(&diff, Qt::Key_P);
        QCOMPARE(diff.current(), first);
    }

    void aLongLineScrollsSidewaysAndHeightIsThatOfTheRows()
    {
        const Beside beside(m_theme, "name = \"a\" # " + QByteArray(400, 'x') + "\n", someWorker(u"a"_s, true, std::nullopt));
        tickOf(beside.pane, u"top level"_s)->setChecked(true);
        DiffView& diff = beside.diff();
        QVERIFY(diff.height() >= static_cast<int>(diff.rows().size()) * m_theme.px(20));
        QVERIFY(diff.width() <= beside.pane.width());
        QVERIFY(diff.grab().width() == diff.width());
    }

    void aFileOfOneHugeLineShowsWhatIsAroundTheChange()
    {
        const QString before = QString(500'000, u'x') + u"false"_s + QString(500'000, u'y');
        QString after = before;
        after.replace(500'000, 5, u"true"_s);
        workers::DiffHunk hunk {1, 1, 1, 1, {}};
        hunk.lines.push_back({workers::DiffLine::Kind::Removed, 1, 0, before, 500'000, 5});
        hunk.lines.push_back({workers::DiffLine::Kind::Added, 0, 1, after, 500'000, 4});
        DiffView diff(m_theme);
        diff.setDiff({hunk});
        const workers::DiffLine& line = *diff.rows().back().right;
        QVERIFY(line.text.size() < 3000);
        QCOMPARE(line.text.mid(line.changedFrom, line.changedLength), u"true"_s);
        QVERIFY(!diff.grab().isNull());
    }

    void thePaneComparesThisWorkersOwnValues()
    {
        auto row = someWorker(u"webhook-relay"_s);
        row.worker.observability = true;
        row.worker.tailConsumers = {u"audit"_s};
        const Beside beside(m_theme, kToml, row);
        beside.pane.tabs().setCurrentIndex(WorkerPane::ComparisonTab);
        const CompareTab& tab = *beside.pane.findChild<CompareTab*>();
        QVERIFY(says(tab, u"audit"_s) && says(tab, u"missing"_s) && says(tab, u"Not inherited"_s));
    }

    void whatIsComparedFollowsTheWorker()
    {
        Beside beside(m_theme);
        beside.pane.tabs().setCurrentIndex(WorkerPane::ComparisonTab);
        const CompareTab& tab = *beside.pane.findChild<CompareTab*>();
        QTest::qWait(0); // what stood there before is gone
        const QPointer first = tab.findChildren<QLabel*>().constFirst();
        beside.pane.showWorker(beside.row, {}, u"acc"_s);
        QTest::qWait(0); // what was taken away would go now
        QVERIFY(first);
        beside.row.worker.tailConsumers = {u"audit"_s};
        beside.pane.showWorker(beside.row, {}, u"acc"_s);
        QTRY_VERIFY(says(tab, u"audit"_s));
        beside.row.section->tailConsumers = {u"in-the-file"_s};
        beside.pane.showWorker(beside.row, {}, u"acc"_s);
        QTRY_VERIFY(says(tab, u"in-the-file"_s));
    }

    void aFileThatIsShownStaysUntilItIsReadAgain()
    {
        Beside beside(m_theme);
        beside.pane.disconnect(&beside.pane); // from now on answers take their time
        QSignalSpy asked(&beside.pane, &WorkerPane::fileRequested);
        beside.row.worker.logpush = false;
        beside.pane.showWorker(beside.row, {}, u"acc"_s);
        QCOMPARE(asked.size(), 1);
        QVERIFY(!says(beside.pane, u"Reading the file"_s) && tickOf(beside.pane, u"env.production"_s));
        beside.row.worker.name = u"webhook-relay-staging"_s; // of the same file
        beside.row.link->environment = u"staging"_s;
        beside.pane.showWorker(beside.row, {}, u"acc"_s);
        QCOMPARE(asked.size(), 2);
        QVERIFY(!says(beside.pane, u"Reading the file"_s));
        QTRY_VERIFY(tickOf(beside.pane, u"env.production"_s)); // the new ones are shown in the next turn
        QVERIFY(!tickOf(beside.pane, u"env.production"_s)->isChecked());
        beside.row.link->path = u"/elsewhere/wrangler.toml"_s;
        beside.pane.showWorker(beside.row, {}, u"acc"_s);
        QVERIFY(says(beside.pane, u"Reading the file"_s));
    }

    void whatStandsInNamesIsShownAsItStands()
    {
        Beside beside(m_theme);
        beside.view.config.decoys = {{u"a%2b.logpush"_s, 7}};
        beside.view.config.sections[1].environment = u"a&b"_s;
        beside.pane.showFile(beside.view);
        QTRY_VERIFY(tickOf(beside.pane, u"env.a&&b"_s)); // shown as "a&b": a single one would be a mnemonic
        QTRY_VERIFY(says(beside.pane, u"a%2b.logpush in line 7 does not"_s));
        beside.pane.tabs().setCurrentIndex(WorkerPane::ComparisonTab);
        QTRY_VERIFY(says(beside.pane, u"a%2b.logpush in line 7 switches nothing."_s));
        const workers::DiffHunk hunk {1, 1, 1, 1, {{workers::DiffLine::Kind::Added, 0, 1, u"x"_s, 0, 0}}};
        const std::vector hunks {hunk};
        QVERIFY(spokenRow(unifiedRows(hunks, {u"a\u202eb"_s}).front()).endsWith(u"a⟦U+202E⟧b"_s));
    }

    void aClearedPaneHoldsNothingOfTheAccountBefore()
    {
        Beside beside(m_theme);
        workers::FlagOutcome outcome {{u"webhook-relay"_s, {}, true}, false, true, {}};
        beside.pane.showOutcome(&outcome);
        beside.pane.clear();
        QVERIFY(!beside.pane.row() && beside.pane.file().path().isEmpty() && !beside.pane.file().draft());
        QVERIFY(says(beside.pane, u"No wrangler file is linked"_s) && !says(beside.pane, u"webhook-relay"_s));
        beside.pane.tabs().setCurrentIndex(WorkerPane::ApiTab);
        QVERIFY(says(beside.pane, u"Nothing was sent"_s));
        QVERIFY(beside.pane.findChild<RequestTab*>()->findChild<QPlainTextEdit*>()->toPlainText().isEmpty());
    }

    void whatIsMarkedInTheRequestStaysWhileItIsTheSame()
    {
        Beside beside(m_theme);
        auto* curl = beside.pane.findChild<RequestTab*>()->findChild<QPlainTextEdit*>();
        curl->selectAll();
        const QString marked = curl->textCursor().selectedText();
        beside.pane.showWorker(beside.row, u"http://127.0.0.1:1/client/v4"_s, u"acc"_s);
        QVERIFY(!marked.isEmpty());
        QCOMPARE(curl->textCursor().selectedText(), marked);
        beside.row.worker.logpush = false;
        beside.pane.showWorker(beside.row, u"http://127.0.0.1:1/client/v4"_s, u"acc"_s);
        QVERIFY(curl->toPlainText().contains(uR"({"logpush":true})"_s));
    }

    void theRequestIsShownAndItsAnswerInTheServersWords()
    {
        Beside beside(m_theme);
        beside.pane.tabs().setCurrentIndex(WorkerPane::ApiTab);
        const RequestTab& tab = *beside.pane.findChild<RequestTab*>();
        const QString curl = tab.findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY(curl.contains(u"script-settings"_s) && curl.contains(uR"({"logpush":false})"_s)
                && curl.contains(u"$CLOUDFLARE_API_TOKEN"_s));
        workers::FlagOutcome outcome {
            {u"webhook-relay"_s, {}, true}, false, false, Error {ErrorCode::ApiRefused, u"workers.api.error.unauthorized (10023)"_s, {}}};
        outcome.error->apiCode = 10023;
        beside.pane.showOutcome(&outcome);
        QVERIFY(says(tab, u"workers.api.error.unauthorized"_s) && says(tab, u"Enterprise is not required"_s));
        QVERIFY(!buttonOf(beside.pane, u"Write file"_s)->isVisible());
    }

    void anUploadIsSeenBeforeItIsSent()
    {
        UploadDialog dialog(m_theme, u"2026-11-27"_s, {u"taken"_s}, nullptr);
        dialog.show();
        QSignalSpy sent(&dialog, &UploadDialog::sendRequested);
        QVERIFY(!buttonOf(dialog, u"Upload"_s)->isEnabled());
        QTest::keyClicks(fieldOf(dialog, u"Name of the Worker"_s), u"taken"_s);
        fieldOf(dialog, u"File"_s)->setText(u"/src/worker.js"_s);
        dialog.setFile(u"/src/worker.js"_s, QByteArray("export default {}"));
        QVERIFY(says(dialog, u"its code is replaced"_s));
        const QString preview = dialog.findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY(preview.contains(uR"("logpush":true)"_s) && preview.contains(uR"("main_module":"worker.js")"_s));
        QTest::mouseClick(buttonOf(dialog, u"Upload"_s), Qt::LeftButton);
        QCOMPARE(sent.size(), 1);
        Error refused {ErrorCode::ApiRefused, u"workers.api.error.unauthorized (10023)"_s, {}};
        refused.apiCode = 10023;
        dialog.setSending(true);
        dialog.showRefusal(refused);
        QVERIFY(says(dialog, u"workers.api.error.unauthorized"_s));
        QVERIFY(buttonOf(dialog, u"Upload"_s)->isEnabled());
    }

    void anotherFileIsNotSentWithTheSourceOfTheOneBefore()
    {
        UploadDialog dialog(m_theme, u"2026-11-27"_s, {}, nullptr);
        dialog.show();
        QSignalSpy asked(&dialog, &UploadDialog::fileRequested);
        QTest::keyClicks(fieldOf(dialog, u"Name of the Worker"_s), u"hello"_s);
        QLineEdit* file = fieldOf(dialog, u"File"_s);
        QTest::keyClicks(file, u"/a.js"_s);
        QTest::keyClick(file, Qt::Key_Return);
        QCOMPARE(asked.takeFirst()[0].toString(), u"/a.js"_s);
        dialog.setFile(u"/a.js"_s, QByteArray("export default {}"));
        QVERIFY(buttonOf(dialog, u"Upload"_s)->isEnabled());
        QTest::keyClick(file, Qt::Key_Home);
        QTest::keyClick(file, Qt::Key_Delete);
        QTest::keyClicks(file, u"/b"_s);
        QVERIFY(!buttonOf(dialog, u"Upload"_s)->isEnabled());
        QVERIFY(dialog.script().source.isEmpty());
        dialog.setFile(u"/a.js"_s, QByteArray("export default {}")); // too late
        QVERIFY(!buttonOf(dialog, u"Upload"_s)->isEnabled());
        QTest::keyClick(file, Qt::Key_Return);
        QCOMPARE(asked.takeFirst()[0].toString(), u"/ba.js"_s);
        dialog.setFile(u"/ba.js"_s, fail(ErrorCode::BadValue, u"it is empty"_s, u"source"_s));
        QVERIFY(says(dialog, u"it is empty"_s));
        QTest::keyClicks(fieldOf(dialog, u"Name of the Worker"_s), u"2"_s);
        QVERIFY(says(dialog, u"it is empty"_s)); // until another file is chosen
    }
};

QTEST_MAIN(WranglerTabTest)
#include "test_wrangler_tab.moc"
