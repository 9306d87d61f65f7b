#include "exceptions/group_detail.h"

#include "charts/histogram_view.h"
#include "charts/outcome_legend.h"
#include "exceptions/fact_strip.h"
#include "exceptions/rate_delegate.h"
#include "exceptions/rate_model.h"
#include "exceptions/samples_model.h"
#include "exceptions/stack_view.h"
#include "store/column.h"
#include "text/format.h"
#include "text/missing.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/elided_label.h"
#include "widgets/small_table.h"

#include <QBoxLayout>
#include <QPushButton>

namespace tracedeck::ui {

namespace {

constexpr int kTableRow = 36, kSampleRow = 30, kWideFact = 3;

} // namespace

GroupDetail::GroupDetail(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_about(new ElidedLabel(theme, TextRole::Body, {}, Tone::Secondary, this))
    , m_title(new PlainLabel(theme, TextRole::Heading, {}, Tone::Normal, this))
    , m_open(primaryButton({}, this))
    , m_facts(new FactStrip(theme, this))
    , m_chart(new HistogramView(theme, HistogramView::Scales::One, this))
    , m_chartCard(new Card(theme, this))
    , m_asTable(new LinkButton(tr("View as table"), this))
    , m_stack(new StackView(theme, this))
    , m_versions(new RateModel(RateModel::By::Version, this))
    , m_workers(new RateModel(RateModel::By::Worker, this))
    , m_samples(new SamplesModel(this))
    , m_versionTable(new SmallTable(theme, tr("By version"), kTableRow, this))
    , m_workerTable(new SmallTable(theme, tr("By Worker"), kTableRow, this))
    , m_sampleTable(new SmallTable(theme, tr("Newest events"), kSampleRow, this))
    , m_reason(new PlainLabel(theme, TextRole::Body, {}, Tone::Secondary, this))
{
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    arrange();
    connect(m_open, &QPushButton::clicked, this, &GroupDetail::openEvents);
    connect(m_chart, &HistogramView::zoomRequested, this, &GroupDetail::rangeChosen);
    connect(m_asTable, &QPushButton::clicked, m_chart, &HistogramView::showTable);
    connect(m_sampleTable, &SmallTable::opened, this, &GroupDetail::openEvents);
    connect(m_versionTable, &SmallTable::opened, this, [this](int row) { openRate(store::Column::Version, m_versions->rowAt(row)); });
    connect(m_workerTable, &SmallTable::opened, this, [this](int row) { openRate(store::Column::ScriptName, m_workers->rowAt(row)); });
}

QWidget* GroupDetail::inCard(const QString& title, const QString& note, QWidget* content)
{
    auto* card = new Card(m_theme, this);
    card->setTitle(title, note);
    card->setBodyMargin(0);
    card->body()->addWidget(content);
    return card;
}

void GroupDetail::arrange()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(16));
    column->setSpacing(m_theme.px(12));
    auto* head = new QHBoxLayout;
    head->setSpacing(m_theme.px(8));
    head->addWidget(m_about, 1);
    head->addWidget(m_open);
    column->addLayout(head);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    m_chartCard->setTitle(tr("Events"));
    m_chartCard->head()->addWidget(m_chart->legend());
    m_chart->legend()->show();
    m_chartCard->head()->addWidget(m_asTable);
    m_chartCard->body()->addWidget(m_chart);
    column->addWidget(m_chartCard);
    column->addWidget(m_stack);
    column->addWidget(inCard(tr("By version"), tr("delivered events only"), m_versionTable));
    column->addWidget(inCard(tr("By Worker"), {}, m_workerTable));
    column->addWidget(inCard(tr("Newest events"), tr("Enter shows the group in Logs"), m_sampleTable));
    auto* why = new Card(m_theme, this);
    why->setTitle(tr("Why these are together"));
    why->body()->addWidget(m_reason);
    column->addWidget(why);
    column->addStretch(1);

    const auto fill = [this](SmallTable* table, QAbstractItemModel* model, QAbstractItemDelegate* delegate, std::vector<int> widths) {
        delegate->setParent(table);
        table->setItemDelegate(delegate);
        table->setModel(model);
        table->setColumns(std::move(widths));
    };
    fill(m_versionTable, m_versions, new RateDelegate(m_theme, kTableRow), {0, 76, 92, 80, 110});
    fill(m_workerTable, m_workers, new RateDelegate(m_theme, kTableRow), {0, 76, 92, 80, 110});
    fill(m_sampleTable, m_samples, new CellDelegate(m_theme, kSampleRow), {176, 112, 0, 0});
}

void GroupDetail::show(GroupAnswers answers, TimeRange asked, bool utc)
{
    m_answers = std::move(answers);
    m_asked = asked;
    m_utc = utc;
    m_sampleTable->setColumnHidden(SamplesModel::Worker, m_answers.group.scripts.size() == 1);
    m_samples->setRows(m_answers.samples, m_answers.group.name);
    m_samples->setUtc(utc);
    m_versions->setRows(m_answers.versions);
    m_workers->setRows(m_answers.workers);
    m_stack->show(m_answers.evidence, m_answers.noEvidence, utc);
    fillHead();
    fillFacts();
    fillChart();
    fillReason();
}

void GroupDetail::setUtc(bool utc)
{
    show(std::move(m_answers), m_asked, utc);
}

void GroupDetail::setStale(bool stale)
{
    m_chart->setStale(stale);
}

void GroupDetail::focusFirst()
{
    m_open->setFocus(Qt::OtherFocusReason);
}

void GroupDetail::fillHead()
{
    const auto& group = m_answers.group;
    const auto first = group.scripts.empty() ? kMissing.toString() : orMissing(group.scripts.front().value);
    const auto others = static_cast<int>(group.scripts.size()) - 1;
    const auto workers = others > 0 ? tr("%1 and %n more Workers", nullptr, others).arg(first) : first;
    const auto key = shortId(QString::fromStdString(events::keyText(group.key)));
    m_about->setText(tr("%1 · group %2").arg(workers, key));
    const auto name = orMissing(group.name);
    m_title->setText(group.message.empty() ? name : tr("%1: %2").arg(name, shown(group.message)));
    m_open->setText(group.events == 1 ? tr("Show 1 event") : tr("Show %1 events").arg(countText(group.events)));
    m_open->setAccessibleName(tr("Show the %1 events of this group in Logs").arg(countText(group.events)));
}

void GroupDetail::fillFacts()
{
    const auto& group = m_answers.group;
    const auto exact = group.count != group.events && !group.ofOutcome
        ? tr("%1 exceptions in %2 events").arg(countText(group.count), countText(group.events))
        : tr("Events of this group in the range");
    const auto moment = [this](std::optional<std::int64_t> ms) { return ms ? dateTimeText(*ms, m_utc) : kMissing.toString(); };
    const auto minute = [this](std::optional<std::int64_t> ms) {
        return ms ? tr("%1 %2").arg(dateText(*ms, m_utc), minuteText(*ms, m_utc)) : kMissing.toString();
    };
    m_facts->setFacts({
        {tr("Events"), countText(group.events), exact},
        {tr("Per 1,000"), perThousandOrMissing(m_answers.rate()),
         tr("Events in 1,000 invocations: %1 of %2 invocations of the Workers it happens in")
             .arg(countText(group.events), countText(m_answers.invocations))},
        {tr("First seen"), minute(group.first), moment(group.first), kWideFact},
        {tr("Last seen"), minute(group.last), moment(group.last), kWideFact},
        {tr("Workers"), countText(group.scripts.size()), tr("Workers in which it happened")},
    });
}

void GroupDetail::fillChart()
{
    m_chart->setTitle(tr("Events of this group"));
    m_chart->setUtc(m_utc);
    m_chart->setHistogram(m_answers.overTime);
    m_chart->setMarks(m_answers.marks);
    m_chart->setStale(false);
    m_chartCard->setTitle(tr("Events"), tr("%1 per bar").arg(bucketWidthText(m_answers.bucketMs)));
}

void GroupDetail::fillReason()
{
    const auto& group = m_answers.group;
    const auto& reason = m_answers.evidence.reason;
    if (group.ofOutcome) {
        m_reason->setText(tr("These events ended with the outcome %1 and carry no exception. Each such outcome is one group.")
                              .arg(orMissing(group.name)));
        return;
    }
    if (m_answers.noEvidence) {
        m_reason->setText(tr("The newest event could not be read again, so what it was compared by is not known here."));
        return;
    }
    QStringList functions;
    for (const auto& function : reason.functions)
        functions << shown(function);
    const auto top = functions.isEmpty() ? tr("No frame of the app is known, so the message decided.")
                                         : tr("Same functions on top of the stack: %1.").arg(functions.join(QStringLiteral(" › ")));
    m_reason->setText(
        tr("Same name: %1. Same message with numbers and ids masked: %2. %3 The Worker, line numbers and bundle names play no part.")
            .arg(orMissing(reason.name), orMissing(reason.message), top));
}

void GroupDetail::openEvents()
{
    emit eventsRequested({m_asked, groupFilter(m_answers.group.key), {}});
}

void GroupDetail::openRate(store::Column column, const RateRow& row)
{
    logpush::Condition condition {std::string {store::nameOf(column)}, logpush::Operator::Eq, {row.value}};
    emit eventsRequested({m_asked, logpush::withCondition(groupFilter(m_answers.group.key), std::move(condition)), {}});
}

} // namespace tracedeck::ui
