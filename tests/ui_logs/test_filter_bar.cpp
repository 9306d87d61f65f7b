#include "logs/chip_button.h"
#include "logs/facet_model.h"
#include "logs/facet_view.h"
#include "logs/filter_bar.h"
#include "logs/typed_filter.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;
using logpush::Condition;
using logpush::Operator;

Q_DECLARE_METATYPE(std::vector<tracedeck::ui::Chip>)

class TestFilterBar : public QObject {
    Q_OBJECT

    Theme m_theme {Scheme::Light};

    static Chip condition(const char* field, Operator op, std::vector<logpush::FilterValue> values, logpush::TextFlags flags = {})
    {
        return {Condition {field, op, std::move(values), flags}};
    }
    static store::ValueCounts counts(store::Column column, std::initializer_list<std::pair<const char*, std::uint64_t>> values)
    {
        store::ValueCounts out {column, 0, values.size(), {}};
        for (const auto& [value, count] : values)
            out.values.push_back({value, count, count});
        return out;
    }

private slots:
    void typedTextBecomesChips_data();
    void typedTextBecomesChips();
    void whatIsPrintedReadsBackTheSame();
    void wrongTextNamesTheWrongToken();
    void chipsAndFilterAreOneThing();
    void switchedOffChipsDoNotFilter();
    void everyChipHasItsOpposite();
    void enterMakesChipsAndUndoTakesThemBack();
    void aBadRegularExpressionKeepsTheText();
    void chipsAreWorkedByKeys();
    void facetsKeepTheRulesOfModels();
    void tickingUntickingExcludingAndOnly();
    void anOutcomeTypedIsTickedAsSlices();
    void valuesSeenBeforeStayWithoutCount();
    void manyValuesFoldAndSearchFinds();
    void facetsAreWorkedByMouseAndKeys();
};

void TestFilterBar::typedTextBecomesChips_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::vector<Chip>>("chips");
    const auto text = [](const char* needle, bool regex, bool sensitive) { return Chip {store::TextMatch {needle, regex, sensitive}}; };
    const auto row = [](const char* name, const QString& typed, const std::vector<Chip>& chips) { QTest::newRow(name) << typed << chips; };
    row("a field by its label", u"Worker:checkout-api"_s, {condition("ScriptName", Operator::Eq, {std::string("checkout-api")})});
    row("a field by its name, negated", u"-Outcome:ok"_s, {condition("Outcome", Operator::NotEq, {std::string("ok")})});
    row("a number at least", u"WallTimeMs>=10"_s, {condition("WallTimeMs", Operator::Geq, {std::int64_t {10}})});
    row("one of several numbers", u"Status:(500,503)"_s, {condition("Status", Operator::In, {std::int64_t {500}, std::int64_t {503}})});
    row("none of several", u"-Outcome:(ok,canceled)"_s,
        {condition("Outcome", Operator::NotIn, {std::string("ok"), std::string("canceled")})});
    row("starts with", u"ScriptName:edge*"_s, {condition("ScriptName", Operator::StartsWith, {std::string("edge")})});
    row("contains", u"Trigger:*cart*"_s, {condition("Trigger", Operator::Contains, {std::string("cart")})});
    row("a quoted value", u"ExceptionName:\"My Error\""_s, {condition("ExceptionName", Operator::Eq, {std::string("My Error")})});
    row("plain words", u"timed out"_s, {text("timed", false, false), text("out", false, false)});
    row("words together", u"\"timed out\""_s, {text("timed out", false, false)});
    row("a regular expression", u"/time[d ]+out/"_s, {text("time[d ]+out", true, true)});
    row("in any case", u"/TypeError/i"_s, {text("TypeError", true, false)});
    row("a URL is text", u"https://shop.example/x"_s, {text("https://shop.example/x", false, false)});
    row("a clock time is text", u"12:46:10"_s, {text("12:46:10", false, false)});
    row("all together", u"Status>=500 boom -Level:debug"_s,
        {condition("Status", Operator::Geq, {std::int64_t {500}}), text("boom", false, false),
         condition("Level", Operator::NotEq, {std::string("debug")})});
    row("a whole word", u"\"id\"w"_s, {{store::TextMatch {"id", false, false, true}}});
    row("text that is not there", u"-boom"_s, {condition("Text", Operator::NotContains, {std::string("boom")}, {true, false})});
    row("an expression in a field", u"Worker:~/^api/i"_s,
        {condition("ScriptName", Operator::Matches, {std::string("^api")}, {true, false})});
    row("a path in console lines", u"Log.user.id:42"_s, {condition("Log.user.id", Operator::Eq, {std::int64_t {42}})});
    row("digits of a field of text", u"Version:42"_s, {condition("Version", Operator::Eq, {std::string("42")})});
    row("one of two", u"Outcome:ok OR boom"_s,
        {Chip {logpush::FilterNode {logpush::AnyOf {{{Condition {"Outcome", Operator::Eq, {std::string("ok")}}},
                                                     {Condition {"Text", Operator::Contains, {std::string("boom")}, {true, false}}}}}}}});
    row("nothing", u"   "_s, {});
}

void TestFilterBar::typedTextBecomesChips()
{
    QFETCH(QString, text);
    QFETCH(std::vector<Chip>, chips);
    const auto read = chipsFromText(text);
    QVERIFY(read);
    QCOMPARE(read->size(), chips.size());
    QVERIFY(*read == chips);
}

void TestFilterBar::whatIsPrintedReadsBackTheSame()
{
    const std::vector<Operator> ops {Operator::Eq,       Operator::NotEq,       Operator::StartsWith, Operator::NotStartsWith,
                                     Operator::EndsWith, Operator::NotEndsWith, Operator::Contains,   Operator::NotContains,
                                     Operator::In,       Operator::NotIn};
    const std::vector<std::string> awkward {"plain", "two words", "quo\"te", "back\\slash", "a,b",  "(x)", "*",
                                            "a*b",   "-x",        "a:b",     "\xc3\xbc",    "/re/", "=",   ""};
    for (const std::string& value : awkward) {
        for (const Operator op : ops) {
            if (value.empty() && op != Operator::Eq && op != Operator::NotEq)
                continue;
            const std::vector<Chip> chips {condition("ScriptName", op, {value})};
            const auto back = chipsFromText(textFromChips(chips));
            QVERIFY2(back && *back == chips, qPrintable(textFromChips(chips)));
        }
        const std::vector<Chip> listed {condition("ScriptName", Operator::In, {value + "1", value + "2"})};
        const auto list = chipsFromText(textFromChips(listed));
        QVERIFY2(list && *list == listed, qPrintable(textFromChips(listed)));
        if (value.empty())
            continue;
        const std::vector<Chip> text {{store::TextMatch {value, false, false}}};
        const auto back = chipsFromText(textFromChips(text));
        QVERIFY2(back && *back == text, qPrintable(textFromChips(text)));
    }
    for (const Operator op : {Operator::Lt, Operator::Leq, Operator::Gt, Operator::Geq, Operator::Eq, Operator::NotEq}) {
        const std::vector<Chip> chips {condition("WallTimeMs", op, {std::int64_t {9'007'199'254'740'993}})};
        const auto back = chipsFromText(textFromChips(chips));
        // "not less" has a form of its own: it reads back as the same sign
        QVERIFY2(back && *back == chips, qPrintable(textFromChips(chips)));
    }
}

void TestFilterBar::wrongTextNamesTheWrongToken()
{
    const auto open = chipsFromText(u"Status:500 \"never closed"_s);
    QVERIFY(!open);
    QCOMPARE(open.error().code, ErrorCode::BadFilter);
    QCOMPARE(open.error().subject, u"\"never"_s);
    const auto regex = chipsFromText(u"boom /a[/"_s);
    QVERIFY(!regex);
    QCOMPARE(regex.error().code, ErrorCode::BadFilter);
    QCOMPARE(regex.error().subject, u"/a[/"_s);
}

void TestFilterBar::chipsAndFilterAreOneThing()
{
    const logpush::FilterNode tree {logpush::AnyOf {
        {{Condition {"Status", Operator::Eq, {std::int64_t {500}}}}, {Condition {"Outcome", Operator::Eq, {std::string("exception")}}}}}};
    const logpush::Filter filter {{logpush::AllOf {{{Condition {"ScriptName", Operator::Eq, {std::string("a")}}}, tree}}}};
    const std::vector<store::TextMatch> texts {{"boom", false, false}};
    const FilterDraft draft = draftOf(filter, texts);
    QCOMPARE(draft.chips.size(), 3U);
    QVERIFY(filterOf(draft) == filter);
    QVERIFY(textsOf(draft) == texts);
    QCOMPARE(chipWords(draft.chips[1]).value, u"(Status is 500 or Outcome is exception)"_s);
    QCOMPARE(chipWords(draft.chips[0]).field, u"Worker"_s);
    QVERIFY(draftOf({}, {}).chips.empty());
    QVERIFY(filterOf({}).keepsAll());
}

void TestFilterBar::switchedOffChipsDoNotFilter()
{
    FilterModel model;
    model.add({condition("Status", Operator::Eq, {std::int64_t {500}}), {store::TextMatch {"x", false, false}}});
    model.toggle(0);
    model.toggle(1);
    QVERIFY(filterOf(model.draft()).keepsAll());
    QVERIFY(textsOf(model.draft()).empty());
    QCOMPARE(model.draft().chips.size(), 2U);
    model.toggle(0);
    QVERIFY(!filterOf(model.draft()).keepsAll());
}

void TestFilterBar::everyChipHasItsOpposite()
{
    for (int i = 0; i <= static_cast<int>(Operator::NotGeq); ++i) {
        const Chip chip = condition("WallTimeMs", static_cast<Operator>(i), {std::int64_t {10}});
        QVERIFY(!(negated(chip) == chip));
        QVERIFY(negated(negated(chip)) == chip);
        QVERIFY(!chipWords(chip).relation.isEmpty() && chipWords(chip).relation != chipWords(negated(chip)).relation);
    }
    const Chip text {store::TextMatch {"boom", false, false, true}, false};
    QVERIFY(canNegate(text) && !negated(text).enabled);
    QCOMPARE(chipWords(negated(text)).relation, u"does not contain (any case) (whole word)"_s);
    QVERIFY(negated(negated(text)) == text);
}

void TestFilterBar::enterMakesChipsAndUndoTakesThemBack()
{
    FilterModel model;
    FilterBar bar(model, m_theme);
    bar.resize(700, 34);
    bar.show();
    QSignalSpy changed(&model, &FilterModel::changed);
    QTest::keyClicks(&bar.textField(), u"Worker:checkout-api boom"_s);
    QTest::keyClick(&bar.textField(), Qt::Key_Return);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(bar.chips().size(), 2U);
    QCOMPARE(bar.chips()[0]->accessibleName(), u"Worker is checkout-api"_s);
    QCOMPARE(bar.chips()[1]->accessibleName(), u"Text contains boom"_s);
    QVERIFY(bar.textField().text().isEmpty());
    model.undoStack().undo();
    QVERIFY(bar.chips().empty());
    model.undoStack().redo();
    QCOMPARE(bar.chips().size(), 2U);
    QSignalSpy left(&bar, &FilterBar::leaveRequested);
    QTest::keyClick(&bar.textField(), Qt::Key_Return);
    QCOMPARE(left.size(), 1);
}

void TestFilterBar::aBadRegularExpressionKeepsTheText()
{
    FilterModel model;
    FilterBar bar(model, m_theme);
    bar.resize(700, 34);
    bar.show();
    QTest::keyClicks(&bar.textField(), u"boom /a[/"_s);
    QTest::keyClick(&bar.textField(), Qt::Key_Return);
    QVERIFY(model.draft().chips.empty());
    QVERIFY(bar.complaint().contains(u"/a[/"_s));
    QCOMPARE(bar.textField().selectedText(), u"/a[/"_s);
}

void TestFilterBar::chipsAreWorkedByKeys()
{
    FilterModel model;
    FilterBar bar(model, m_theme);
    bar.resize(700, 34);
    bar.show();
    model.add({condition("Outcome", Operator::Eq, {std::string("ok")}), condition("Status", Operator::Eq, {std::int64_t {500}})});
    bar.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bar));
    bar.focusText();
    QTest::keyClick(&bar.textField(), Qt::Key_Left);
    QVERIFY(bar.chips()[1]->hasFocus());
    QTest::keyClick(bar.chips()[1], Qt::Key_Left);
    QVERIFY(bar.chips()[0]->hasFocus());
    QTest::keyClick(bar.chips()[0], Qt::Key_N);
    QCOMPARE(chipWords(model.draft().chips[0]).relation, u"is not"_s);
    QVERIFY2(bar.chips()[0]->hasFocus(), "the chip that was changed keeps the focus");
    QTest::keyClick(bar.chips()[0], Qt::Key_Space);
    QVERIFY(!model.draft().chips[0].enabled);
    QVERIFY(bar.chips()[0]->accessibleName().contains(u"switched off"_s));
    QTest::keyClick(bar.chips()[0], Qt::Key_Delete);
    QCOMPARE(model.draft().chips.size(), 1U);
    QTest::mouseClick(bar.chips()[0], Qt::LeftButton, {}, QPoint(bar.chips()[0]->width() - 6, 12));
    QVERIFY(model.draft().chips.empty());
}

void TestFilterBar::facetsKeepTheRulesOfModels()
{
    FilterModel filter;
    FacetModel model(filter);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCounts({counts(store::Column::OutcomeSlice, {{"ok", 90}, {"exception", 10}}), counts(store::Column::Method, {{"GET", 3}})});
    QCOMPARE(model.rowCount(), 2);
    filter.add({condition("Outcome", Operator::Eq, {std::string("ok")})});
    model.setCounts({});
    model.setSearch(u"exc"_s);
    QCOMPARE(model.rowCount(), 1);
    model.setSearch({});
}

void TestFilterBar::tickingUntickingExcludingAndOnly()
{
    FilterModel filter;
    FacetModel model(filter);
    model.setCounts({counts(store::Column::ScriptName, {{"a", 5}, {"b", 4}, {"c", 3}})});
    const auto value = [&](int row) { return model.index(row, 0, model.index(0, 0)); };
    const auto ticked = [&](int row) { return value(row).data(Qt::CheckStateRole).toInt() == Qt::Checked; };
    const auto chip = [&] {
        return filter.draft().chips.empty()
            ? QString()
            : chipWords(filter.draft().chips.front()).relation + u' ' + chipWords(filter.draft().chips.front()).value;
    };
    QVERIFY(!ticked(0));
    model.setIncluded(value(0), true);
    QCOMPARE(chip(), u"is a"_s);
    model.setIncluded(value(1), true);
    QCOMPARE(chip(), u"is one of a, b"_s);
    QVERIFY(ticked(0) && ticked(1) && !ticked(2));
    model.setIncluded(value(0), false);
    QCOMPARE(chip(), u"is b"_s);
    model.setIncluded(value(1), false);
    QVERIFY(filter.draft().chips.empty());

    model.exclude(value(2));
    QCOMPARE(chip(), u"is not c"_s);
    QVERIFY2(ticked(0) && ticked(1) && !ticked(2), "all but the one left out");
    model.setIncluded(value(0), false);
    QCOMPARE(chip(), u"is none of c, a"_s);
    model.setIncluded(value(2), true);
    QCOMPARE(chip(), u"is not a"_s);
    model.only(value(1));
    QCOMPARE(chip(), u"is b"_s);
    QCOMPARE(filter.draft().chips.size(), 1U);
    model.clear(model.index(0, 0));
    QVERIFY(filter.draft().chips.empty());
}

void TestFilterBar::anOutcomeTypedIsTickedAsSlices()
{
    FilterModel filter;
    FacetModel model(filter);
    model.setCounts({counts(store::Column::OutcomeSlice, {{"ok", 90}, {"exception", 10}, {"ok, with exception", 2}})});
    filter.add({condition("Outcome", Operator::NotEq, {std::string("ok")})});
    const QModelIndex field = model.index(0, 0);
    const auto state = [&](int row) { return static_cast<ValueState>(model.index(row, 0, field).data(FacetModel::StateRole).toInt()); };
    QCOMPARE(state(0), ValueState::Excluded);
    QCOMPARE(state(1), ValueState::Included);
    QCOMPARE(state(2), ValueState::Excluded);
    QVERIFY(field.data(FacetModel::FilteredRole).toBool());
    model.setIncluded(model.index(2, 0, field), true);
    QCOMPARE(filter.draft().chips.size(), 1U);
    QCOMPARE(std::get<Condition>(filter.draft().chips[0].what), (Condition {"OutcomeSlice", Operator::NotEq, {std::string("ok")}}));
    model.clear(field);
    QVERIFY(filter.draft().chips.empty());
}

void TestFilterBar::valuesSeenBeforeStayWithoutCount()
{
    FilterModel filter;
    FacetModel model(filter);
    model.setCounts({counts(store::Column::Level, {{"error", 5}, {"log", 4}})});
    model.setCounts({counts(store::Column::Level, {{"log", 1}})});
    const QModelIndex field = model.index(0, 0);
    QCOMPARE(model.rowCount(field), 2);
    QCOMPARE(model.index(1, 0, field).data().toString(), u"error"_s);
    QCOMPARE(model.index(1, 0, field).data(FacetModel::CountRole).toULongLong(), 0U);
}

void TestFilterBar::manyValuesFoldAndSearchFinds()
{
    FilterModel filter;
    FacetModel model(filter);
    store::ValueCounts many {store::Column::ScriptName, 0, 20, {}};
    for (int i = 0; i < 20; ++i)
        many.values.push_back({"worker-" + std::to_string(i), 100, static_cast<std::uint64_t>(100 - i)});
    model.setCounts({many});
    const QModelIndex field = model.index(0, 0);
    QCOMPARE(model.rowCount(field), 7);
    QCOMPARE(model.index(6, 0, field).data().toString(), u"Show 14 more"_s);
    model.setSearch(u"worker-1"_s);
    QCOMPARE(model.rowCount(model.index(0, 0)), 7);
    model.setSearch(u"worker-19"_s);
    QCOMPARE(model.rowCount(model.index(0, 0)), 1);
    model.setSearch({});
    model.showAll(model.index(6, 0, model.index(0, 0)));
    QCOMPARE(model.rowCount(model.index(0, 0)), 20);
}

void TestFilterBar::facetsAreWorkedByMouseAndKeys()
{
    FilterModel filter;
    FacetModel model(filter);
    FacetPanel panel(model, m_theme);
    panel.resize(212, 500);
    panel.show();
    model.setCounts({counts(store::Column::ScriptName, {{"a", 5}, {"b", 4}, {"c", 3}})});
    FacetView& view = panel.view();
    const auto rect = [&](int row) { return view.visualRect(model.index(row, 0, model.index(0, 0))); };
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(40, rect(0).center().y()));
    QCOMPARE(chipWords(filter.draft().chips.at(0)).value, u"a"_s);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ControlModifier, QPoint(40, rect(1).center().y()));
    QCOMPARE(chipWords(filter.draft().chips.at(0)).value, u"b"_s);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(rect(2).right() - 14, rect(2).center().y()));
    QCOMPARE(chipWords(filter.draft().chips.at(1)).relation, u"is not"_s);
    filter.clear();
    view.setCurrentIndex(model.index(1, 0, model.index(0, 0)));
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(chipWords(filter.draft().chips.at(0)).value, u"b"_s);
    QTest::keyClick(&view, Qt::Key_Minus);
    QCOMPARE(chipWords(filter.draft().chips.at(0)).relation, u"is not"_s);
}

QTEST_MAIN(TestFilterBar)
#include "test_filter_bar.moc"
