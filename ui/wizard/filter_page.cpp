#include "wizard/filter_page.h"

#include "logpush/filter_check.h"
#include "text/error_text.h"
#include "text/filter_text.h"
#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/icon_label.h"
#include "widgets/scope.h"
#include "widgets/segmented_control.h"
#include "widgets/small_table.h"
#include "wizard/effect_feed.h"
#include "wizard/effect_panel.h"
#include "wizard/filter_builder.h"
#include "wizard/filter_limits_bar.h"
#include "wizard/judged_delegate.h"
#include "wizard/judged_model.h"
#include "wizard/meanings.h"
#include "wizard/sampling_box.h"
#include "wizard/step_parts.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kOptions = "output_options"_L1, kRate = "sample_rate"_L1;
constexpr int kRowHeight = 30;
constexpr std::size_t kRows = 40;

std::span<const logpush::DatasetField> fields()
{
    return logpush::fieldsOf(logpush::kWorkersDataset);
}

/// Something to know, in a well of its colour.
QWidget* infoBox(const Theme& theme, PlainLabel& text)
{
    auto* box = new Card(theme);
    box->setProperty("well", u"info"_s);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    row->addWidget(new IconLabel(theme, u"info"_s, 16, &Tokens::infotext), 0, Qt::AlignTop);
    row->addWidget(&text, 1);
    box->body()->addLayout(row);
    return box;
}

} // namespace

FilterPage::FilterPage(const Scope& scope, const Theme& theme, QWidget* parent)
    : StepPage(parent)
    , m_scope(scope)
    , m_theme(theme)
    , m_feed(new EffectFeed(scope, this))
    , m_builder(new FilterBuilder(theme, [this](const std::string& key) { return seenValues(QString::fromStdString(key)); }))
    , m_limits(new FilterLimitsBar(theme))
    , m_events(new JudgedModel(this))
{
    const StepFrame frame = frameStep(theme, *this, tr("Which events should be kept?"),
                                      tr("Logpush keeps what matches. A filter is a keep list, not an exclude list."));
    makeMain(*frame.main);
    makeSide(*frame.side);
    connectFeed();
    addAction(QKeySequence::Undo, &FilterBuilder::undo);
    addAction(QKeySequence::Redo, &FilterBuilder::redo);
    addAction(QKeySequence(Qt::CTRL | Qt::Key_Y), &FilterBuilder::redo);
    look();
}

void FilterPage::addAction(const QKeySequence& keys, void (FilterBuilder::*act)())
{
    auto* action = new QAction(this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, m_builder, act);
    QWidget::addAction(action);
}

void FilterPage::makeMain(QVBoxLayout& main)
{
    auto* card = new Card(m_theme);
    card->body()->setSpacing(m_theme.px(10));
    card->body()->addWidget(m_builder);
    auto* foot = new QHBoxLayout;
    m_undo = denseButton(tr("Undo"));
    m_undo->setIcon(m_theme.icon(u"undo"_s));
    connect(m_undo, &QPushButton::clicked, m_builder, &FilterBuilder::undo);
    foot->addWidget(m_undo);
    foot->addWidget(m_limits, 1);
    card->body()->addLayout(foot);
    main.addWidget(card);
    m_problem = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Error);
    m_problem->setWordWrap(true);
    main.addWidget(m_problem);
    m_words = new PlainLabel(m_theme, TextRole::Body, {}, Tone::Info);
    m_words->setWordWrap(true);
    m_words->setMinimumWidth(1);
    main.addWidget(infoBox(m_theme, *m_words));
    main.addWidget(makeSample());
    auto* meaning = new LinkButton(tr("How we read what Cloudflare does not document"));
    m_meanings = new PlainLabel(m_theme, TextRole::Small, meaningsText(), Tone::Secondary);
    m_meanings->setWordWrap(true);
    m_meanings->hide();
    connect(meaning, &QPushButton::clicked, this, &FilterPage::toggleMeanings);
    main.addWidget(meaning, 0, Qt::AlignLeading);
    main.addWidget(m_meanings);
    main.addStretch(1);
    connect(m_builder, &FilterBuilder::edited, this, [this] {
        showJson();
        look();
        ask();
        emit edited();
    });
}

QWidget* FilterPage::makeSample()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    auto* head = new QHBoxLayout;
    head->addWidget(new PlainLabel(m_theme, TextRole::Heading, tr("Try it on your own events")));
    head->addWidget(new PlainLabel(m_theme, TextRole::Small, tr("of the newest 20,000"), Tone::Secondary));
    head->addStretch(1);
    m_which = new SegmentedControl({tr("Mixed"), tr("Kept"), tr("Dropped")}, tr("Events to show"));
    m_which->setDense(true);
    auto* again = denseButton(tr("Others"));
    again->setIcon(m_theme.icon(u"refresh"_s));
    again->setAccessibleName(tr("Show other events"));
    head->addWidget(m_which);
    head->addWidget(again);
    auto* card = new Card(m_theme);
    card->setBodyMargin(0);
    m_table = new SmallTable(m_theme, tr("Events and what the filter does to them"), kRowHeight, card);
    m_table->setItemDelegate(new JudgedDelegate(m_theme, kRowHeight, m_table));
    m_table->setModel(m_events);
    m_table->setColumns({80, 132, 0, 116, 74, 134});
    m_table->setMostRows(12);
    card->body()->addWidget(m_table);
    column->addLayout(head);
    column->addWidget(card);
    connect(m_which, &SegmentedControl::chosen, this, &FilterPage::ask);
    connect(again, &QPushButton::clicked, this, [this] {
        ++m_seed;
        ask();
    });
    return box;
}

void FilterPage::makeSide(QVBoxLayout& side)
{
    m_effect = new EffectPanel(m_theme);
    side.addWidget(m_effect);
    m_sampling = new SamplingBox(m_theme);
    side.addWidget(m_sampling);
    connect(m_sampling, &SamplingBox::edited, this, &FilterPage::edited);
    auto* copy = new LinkButton(tr("Copy"));
    side.addWidget(sideHeading(m_theme, tr("Filter JSON"), copy));
    m_json = codeView(m_theme, tr("Filter JSON"));
    m_json->setReadOnly(false);
    m_json->setPlaceholderText(tr("empty: keeps everything"));
    m_json->setFixedHeight(m_theme.px(132));
    side.addWidget(m_json);
    m_jsonNote = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Error);
    m_jsonNote->setWordWrap(true);
    side.addWidget(m_jsonNote);
    side.addStretch(1);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(filterText()); });
    connect(m_json, &QPlainTextEdit::textChanged, this, &FilterPage::takeJson);
}

void FilterPage::connectFeed()
{
    connect(m_feed, &EffectFeed::keptCounted, m_effect, &EffectPanel::setKept);
    connect(m_feed, &EffectFeed::counted, m_effect, &EffectPanel::setEffect);
    connect(m_feed, &EffectFeed::judged, m_events, &JudgedModel::setEvents);
    connect(m_feed, &EffectFeed::failed, this, [this](const Error& error) { m_effect->setProblem(errorText(error)); });
    connect(m_feed, &EffectFeed::baseCounted, this, [this] {
        m_effect->setRange(m_feed->range(), m_scope.isUtc());
        std::vector<std::uint64_t> sizes;
        for (const store::ValueCount& group : m_feed->base()->groups.values)
            sizes.push_back(group.events);
        m_sampling->setGroups(std::move(sizes));
    });
}

void FilterPage::setDraft(const jobs::JobDraft& draft)
{
    m_original = draft.job[u"filter"].toString();
    const auto parsed = logpush::parseFilter(m_original.toStdString());
    m_isJsonWrong = !parsed;
    if (parsed)
        m_builder->setFilter(*parsed);
    if (parsed) {
        showJson();
    } else {
        const QSignalBlocker blocker(m_json);
        m_json->setPlainText(m_original);
        m_jsonNote->setText(QString::fromStdString(parsed.error().detail.toStdString()));
    }
    m_sampling->setRate(draft.job[kOptions].toObject()[kRate].toDouble(1));
    look();
    if (isVisible())
        ask();
}

void FilterPage::writeTo(jobs::JobDraft& draft) const
{
    const QString text = m_isJsonWrong ? m_json->toPlainText() : filterText();
    if (!text.isEmpty() || draft.job.contains(u"filter"_s))
        draft.job[u"filter"_s] = text;
    QJsonObject options = draft.job[kOptions].toObject();
    if (m_sampling->rate() < 1 || options.contains(kRate))
        options[kRate] = m_sampling->rate();
    if (!options.isEmpty() || draft.job.contains(kOptions))
        draft.job[kOptions] = options;
}

/// The tree that came is sent in the text that came.
QString FilterPage::filterText() const
{
    const logpush::Filter filter = m_builder->filter();
    if (const auto original = logpush::parseFilter(m_original.toStdString()); original && *original == filter)
        return m_original;
    return filter.keepsAll() ? QString() : QString::fromStdString(logpush::printFilter(filter));
}

int FilterPage::insist()
{
    if (m_isJsonWrong) {
        m_json->setFocus();
        return 1;
    }
    const int wrong = m_builder->insist();
    if (wrong > 0)
        return wrong;
    const auto issues = logpush::checkFilterText(filterText().toStdString(), fields());
    return static_cast<int>(std::ranges::count_if(issues, [](const auto& issue) { return !issue.isWarning; }));
}

void FilterPage::look()
{
    const logpush::Filter filter = m_builder->filter();
    const std::string text = filterText().toStdString();
    const auto issues = logpush::checkFilterText(text, fields());
    m_builder->setIssues(issues);
    m_undo->setEnabled(m_builder->canUndo());
    m_limits->setUse(filter.keepsAll() ? 0 : conditionsIn(filter.root), text.size());
    QStringList problems;
    bool isError = false;
    for (const logpush::FilterIssue& issue : issues) {
        problems.append(tr("%1: %2").arg(QString::fromStdString(issue.path), QString::fromStdString(issue.message)));
        isError = isError || !issue.isWarning;
    }
    m_problem->setText(problems.join(u'\n'));
    m_problem->setTone(isError ? Tone::Error : Tone::Warn);
    m_problem->setVisible(!problems.isEmpty());
    m_words->setText(tr("In words: %1").arg(filterSentence(filter)));
}

void FilterPage::ask()
{
    m_effect->setBusy();
    m_feed->ask(m_builder->filter(), {static_cast<store::Judged>(m_which->current()), kRows, 20'000, m_seed});
}

void FilterPage::showJson()
{
    const QSignalBlocker blocker(m_json);
    m_isJsonWrong = false;
    m_jsonNote->setText({});
    if (const QString text = filterText(); m_json->toPlainText() != text)
        m_json->setPlainText(text);
}

/// The text is typed: the tree follows as soon as it is one.
void FilterPage::takeJson()
{
    const auto parsed = logpush::parseFilter(m_json->toPlainText().trimmed().toStdString());
    m_isJsonWrong = !parsed;
    m_jsonNote->setText(parsed ? QString() : parsed.error().detail);
    if (!parsed)
        return;
    m_builder->setFilter(*parsed, *parsed != m_builder->filter());
    look();
    ask();
    emit edited();
}

QStringList FilterPage::seenValues(const QString& key) const
{
    static const QStringList outcomes {u"ok"_s, u"exception"_s, u"exceededCpu"_s, u"exceededMemory"_s, u"canceled"_s, u"unknown"_s};
    static const QStringList types {u"fetch"_s, u"scheduled"_s, u"alarm"_s,      u"queue"_s,
                                    u"email"_s, u"tail"_s,      u"worker_rpc"_s, u"hibernatable_web_socket"_s};
    if (key == u"Outcome")
        return outcomes;
    if (key == u"EventType")
        return types;
    QStringList seen;
    if (key == u"ScriptName" && m_feed->base()) {
        for (const store::ValueCount& script : m_feed->base()->scripts.values)
            seen.append(QString::fromStdString(script.value));
    }
    return seen;
}

void FilterPage::toggleMeanings()
{
    m_meanings->setVisible(!m_meanings->isVisible());
}

void FilterPage::showEvent(QShowEvent* event)
{
    StepPage::showEvent(event);
    m_effect->setRange(m_scope.effectiveRange(), m_scope.isUtc());
    ask();
}

void FilterPage::hideEvent(QHideEvent* event)
{
    m_feed->stop();
    StepPage::hideEvent(event);
}

} // namespace tracedeck::ui
