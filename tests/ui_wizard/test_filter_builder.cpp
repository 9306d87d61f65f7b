// A filter built by keys and mouse.
#include "logpush/filter_check.h"
#include "theme/theme.h"
#include "wizard/chip_field.h"
#include "wizard/condition_row.h"
#include "wizard/filter_builder.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <random>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

logpush::Filter filterOf(const char* json)
{
    return logpush::parseFilter(json).value();
}

const char* const kNested =
    R"({"where":{"or":[{"key":"Outcome","operator":"!in","value":["ok","canceled"]},)"
    R"({"and":[{"key":"ScriptName","operator":"eq","value":"api"},{"key":"WallTimeMs","operator":"geq","value":1000}]}]}})";

/// What can be pressed and typed into now.
template<typename Widget>
std::vector<Widget*> seen(const QWidget& in)
{
    std::vector<Widget*> all;
    for (Widget* widget : in.findChildren<Widget*>()) {
        if (widget->isVisible() && widget->isEnabled())
            all.push_back(widget);
    }
    return all;
}

struct Stage {
    Theme theme {Scheme::Light};
    FilterBuilder builder {theme, [](const std::string&) { return QStringList {u"api"_s}; }};

    explicit Stage(const char* json = "")
    {
        builder.resize(900, 700);
        builder.show();
        builder.setFilter(filterOf(json));
    }
    [[nodiscard]] std::vector<ConditionRow*> rows() const { return seen<ConditionRow>(builder); }
};

} // namespace

class TestFilterBuilder : public QObject {
    Q_OBJECT

private slots:
    void whatIsPutInComesOut()
    {
        for (const char* json : {"", R"({"where":{"key":"Outcome","operator":"eq","value":"ok"}})", kNested}) {
            const Stage stage(json);
            QCOMPARE(logpush::printFilter(stage.builder.filter()), logpush::printFilter(filterOf(json)));
        }
    }

    void aConditionIsBuiltByKeys()
    {
        Stage stage;
        for (QPushButton* button : seen<QPushButton>(stage.builder)) {
            if (button->accessibleName() == u"Add a condition")
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(stage.rows().size(), std::size_t {1});
        QCOMPARE(stage.builder.unfilled(), std::size_t {1});
        QVERIFY(stage.builder.filter().keepsAll()); // without a value it is none
        QCOMPARE(stage.builder.insist(), 1);
        auto* field = seen<QComboBox>(*stage.rows()[0])[0];
        field->setFocus();
        QTest::keyClicks(field, u"WallTimeMs"_s);
        QTest::keyClick(field, Qt::Key_Enter);
        emit field->activated(field->currentIndex());
        auto* op = seen<QComboBox>(*stage.rows()[0])[1];
        op->setCurrentIndex(op->findText(u"is at least"_s));
        emit op->activated(op->currentIndex());
        QTest::keyClicks(seen<QLineEdit>(*stage.rows()[0])[0], u"1000"_s);
        QCOMPARE(logpush::printFilter(stage.builder.filter()), R"({"where":{"key":"WallTimeMs","operator":"geq","value":1000}})");
        QCOMPARE(stage.builder.insist(), 0);
    }

    void onlyOperatorsThatFitAreOfferedAndUnfilterableFieldsAreGrey()
    {
        Stage stage(R"({"where":{"key":"WallTimeMs","operator":"gt","value":5}})");
        auto* op = seen<QComboBox>(*stage.rows()[0])[1];
        QCOMPARE(op->findText(u"contains"_s), -1);
        QVERIFY(op->findText(u"is one of"_s) >= 0);
        auto* field = seen<QComboBox>(*stage.rows()[0])[0];
        for (const QString& name : {u"Event"_s, u"Logs"_s, u"Exceptions"_s, u"ScriptVersion"_s}) {
            const QModelIndex index = field->model()->index(field->findText(name), 0);
            QVERIFY(!index.flags().testFlag(Qt::ItemIsEnabled));
            QVERIFY(!index.data(Qt::ToolTipRole).toString().isEmpty());
        }
    }

    void linesMoveNestAndComeOutByKeys()
    {
        Stage stage(kNested);
        const auto press = [&](std::size_t row, Qt::Key key) {
            auto* box = seen<QComboBox>(*stage.rows().at(row))[0];
            box->setFocus();
            QTest::keyClick(box, key, Qt::ControlModifier);
        };
        press(1, Qt::Key_Down);
        QCOMPARE(stage.rows().at(2)->condition().key, "ScriptName");
        press(0, Qt::Key_BracketRight);
        QVERIFY(logpush::printFilter(stage.builder.filter()).find(R"({"or":[{"and":[{"key":"Outcome")") != std::string::npos);
        press(0, Qt::Key_BracketLeft);
        press(2, Qt::Key_Up);
        QCOMPARE(logpush::printFilter(stage.builder.filter()), logpush::printFilter(filterOf(kNested)));
    }

    void problemsStandAtTheirLines()
    {
        Stage stage(
            R"({"where":{"and":[{"key":"Outcome","operator":"eq","value":"ok"},{"key":"ScriptTags","operator":"eq","value":"x"}]}})");
        stage.builder.setIssues(logpush::checkFilter(stage.builder.filter(), logpush::fieldsOf(logpush::kWorkersDataset)));
        QVERIFY(seen<QLineEdit>(*stage.rows()[0])[0]->accessibleDescription().isEmpty());
        QVERIFY(!seen<QLineEdit>(*stage.rows()[1])[0]->accessibleDescription().isEmpty());
    }

    void twoHundredRandomActsAreUndoneToTheStart()
    {
        Stage stage(kNested);
        std::mt19937 random(5);
        const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
        const std::string start = logpush::printFilter(stage.builder.filter());
        const auto settle = [] {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        };
        const auto act = [&] {
            const auto rows = stage.rows();
            auto buttons = seen<QPushButton>(stage.builder);
            if (rows.size() > 5) // it stays a filter that people make
                std::erase_if(buttons, [](const QPushButton* button) { return button->accessibleName().startsWith(u"Add"); });
            constexpr Qt::Key keys[] = {Qt::Key_Up, Qt::Key_Down, Qt::Key_BracketLeft, Qt::Key_BracketRight};
            if (!rows.empty() && below(3) == 0) {
                QTest::keyClick(seen<QComboBox>(*rows[below(rows.size())])[0], keys[below(4)], Qt::ControlModifier);
            } else if (!rows.empty() && below(2) == 0) {
                QTest::keyClicks(seen<QLineEdit>(*rows[below(rows.size())])[0], QString::number(below(100)));
            } else {
                QTest::mouseClick(buttons[below(buttons.size())], Qt::LeftButton);
            }
            settle();
        };
        for (int i = 0; i < 200; ++i)
            act();
        const std::string end = logpush::printFilter(stage.builder.filter());
        int steps = 0;
        for (; stage.builder.canUndo(); ++steps) {
            stage.builder.undo();
            settle();
        }
        QVERIFY(steps > 100);
        QCOMPARE(logpush::printFilter(stage.builder.filter()), start);
        while (stage.builder.canRedo()) {
            stage.builder.redo();
            settle();
        }
        QCOMPARE(logpush::printFilter(stage.builder.filter()), end);
    }

    void valuesOfAListAreChips()
    {
        const Theme theme {Scheme::Light};
        ChipField field(theme, u"Values"_s);
        field.resize(400, 40);
        field.show();
        QTest::keyClicks(field.edit(), u"ok,canceled"_s);
        QCOMPARE(field.values(), (QStringList {u"ok"_s, u"canceled"_s})); // one is ended, one is being typed
        QTest::keyClick(field.edit(), Qt::Key_Enter);
        QCOMPARE(field.values(), (QStringList {u"ok"_s, u"canceled"_s}));
        QVERIFY(field.edit()->text().isEmpty());
        QTest::keyClick(field.edit(), Qt::Key_Backspace);
        QCOMPARE(field.values(), QStringList {u"ok"_s});
    }
};

QTEST_MAIN(TestFilterBuilder)
#include "test_filter_builder.moc"
