#include "deliveries/incident_pane.h"

#include "deliveries/deliveries_text.h"
#include "deliveries/files_model.h"
#include "deliveries/incident_delegate.h"
#include "deliveries/incidents_model.h"
#include "text/format.h"
#include "widgets/badge.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/plain_label.h"
#include "widgets/small_table.h"

#include <QGridLayout>
#include <QListView>
#include <QScrollArea>

namespace tracedeck::ui {

namespace {

constexpr int kMargin = 12, kFileRow = 27, kMostFiles = 8, kIncidentRow = 54, kMostIncidents = 4;
constexpr std::int64_t kAround = std::int64_t {5} * 60'000; ///< of logs before and behind an incident

/// Spans of many days name the day.
bool isLong(const DeliveriesAnswer& answer)
{
    return answer.span > DeliveriesSpan::Day;
}

class IncidentList : public QListView {
public:
    using QListView::QListView;
    void keyboardSearch(const QString&) override {}
};

} // namespace

IncidentPane::IncidentPane(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_incidents(new IncidentsModel(this))
    , m_files(new FilesModel(this))
{
    m_list = new IncidentList(this);
    m_list->setModel(m_incidents);
    m_list->setItemDelegate(new IncidentDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Incidents"));
    m_none = new PlainLabel(theme, TextRole::Body, tr("Nothing is missing and nothing was late."), Tone::Secondary, this);
    m_none->setWordWrap(true);
    m_none->setMargin(theme.px(kMargin));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(horizontalLine(this));
    column->addWidget(m_list);
    column->addWidget(m_none);
    column->addWidget(horizontalLine(this));
    column->addWidget(makeDetail(), 1);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (current.isValid())
            showIncident(m_incidents->incidentAt(current.row()));
    });
}

QWidget* IncidentPane::makeHead()
{
    auto* head = new QWidget(this);
    head->setFixedHeight(m_theme.px(44));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), 0);
    row->setSpacing(m_theme.px(8));
    m_missing = new Badge(m_theme, BadgeKind::Danger, {}, {}, head);
    m_late = new Badge(m_theme, BadgeKind::Warn, {}, {}, head);
    auto* report = denseButton(tr("Copy report"), head);
    report->setIcon(m_theme.icon(QStringLiteral("copy"), 14));
    report->setAccessibleName(tr("Copy the report of deliveries as Markdown"));
    connect(report, &QPushButton::clicked, this, &IncidentPane::reportRequested);
    row->addWidget(new PlainLabel(m_theme, TextRole::Subheading, tr("Incidents"), Tone::Normal, head));
    row->addWidget(m_missing);
    row->addWidget(m_late);
    row->addStretch(1);
    row->addWidget(report);
    return head;
}

QLabel* IncidentPane::addFact(const QString& name)
{
    auto* value = new PlainLabel(m_theme, TextRole::Body, {}, Tone::Normal, m_facts);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* label = new PlainLabel(m_theme, TextRole::Body, name, Tone::Secondary, m_facts);
    label->setBuddy(value);
    auto* grid = static_cast<QGridLayout*>(m_facts->layout());
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0, Qt::AlignLeft | Qt::AlignTop);
    grid->addWidget(value, row, 1, Qt::AlignTop);
    return value;
}

QWidget* IncidentPane::makeDetail()
{
    auto* area = new QScrollArea(this);
    auto* detail = new QWidget(area);
    detail->setAutoFillBackground(true);
    detail->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(detail);
    column->setContentsMargins(m_theme.px(kMargin), m_theme.px(kMargin), m_theme.px(kMargin), m_theme.px(kMargin));
    column->setSpacing(m_theme.px(10));
    auto* head = new QHBoxLayout;
    m_title = new PlainLabel(m_theme, TextRole::Subheading, {}, Tone::Normal, detail);
    m_title->setWordWrap(true);
    m_logs = denseButton(tr("Show logs around it"), detail);
    m_logs->setIcon(m_theme.icon(QStringLiteral("logs"), 14));
    connect(m_logs, &QPushButton::clicked, this, [this] { emit logsRequested({m_range.from - kAround, m_range.to + kAround}); });
    head->addWidget(m_title, 1);
    head->addWidget(m_logs);
    m_facts = new QWidget(detail);
    auto* grid = new QGridLayout(m_facts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(m_theme.px(16));
    grid->setVerticalSpacing(m_theme.px(6));
    grid->setColumnStretch(1, 1);
    m_verdict = addFact(tr("Verdict"));
    m_reason = addFact(tr("Why we say so"));
    m_resend = addFact(tr("Can it be re-sent?"));
    auto* card = new Card(m_theme, detail);
    card->setBodyMargin(0);
    m_table = new SmallTable(m_theme, tr("Files"), kFileRow, card);
    m_table->setItemDelegate(new CellDelegate(m_theme, kFileRow, m_table));
    m_table->setModel(m_files);
    m_table->setMostRows(kMostFiles);
    setNarrow(false);
    card->body()->addWidget(m_table);
    auto* note = new PlainLabel(m_theme, TextRole::Small,
                                tr("Found from file names, with one listing of the bucket; what ran is what Cloudflare counted. A window "
                                   "without traffic has no file; "
                                   "those are not counted as missing."),
                                Tone::Muted, detail);
    note->setWordWrap(true);
    column->addLayout(head);
    column->addWidget(m_facts);
    column->addWidget(card);
    column->addWidget(note);
    column->addStretch(1);
    area->setWidget(detail);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

void IncidentPane::setAnswer(SharedAnswer answer)
{
    const TimeRange before = m_range;
    const bool keep = m_byHand;
    m_answer = std::move(answer);
    const auto missing = static_cast<int>(m_answer->missing()), all = static_cast<int>(m_answer->incidents.size());
    m_missing->setBadge(BadgeKind::Danger, tr("%1 missing").arg(missing));
    m_missing->setVisible(missing > 0);
    m_late->setBadge(BadgeKind::Warn, tr("%1 late").arg(all - missing));
    m_late->setVisible(all > missing);
    m_incidents->setIncidents(m_answer->incidents, isLong(*m_answer));
    m_list->setVisible(all > 0);
    m_list->setFixedHeight(m_theme.px(kIncidentRow) * std::min(all, kMostIncidents));
    m_none->setVisible(all == 0);
    const auto same = std::ranges::find(m_answer->incidents, before, &Incident::range);
    if (keep)
        showRange(before);
    else if (same != m_answer->incidents.end())
        chooseRow(static_cast<int>(same - m_answer->incidents.begin()));
    else if (all > 0)
        chooseRow(0);
    else if (!m_answer->log.named.empty())
        showRange(m_answer->log.named.back().window);
    else
        showRange({0, 0});
    m_byHand = keep;
}

void IncidentPane::setNarrow(bool narrow)
{
    m_table->setColumnHidden(FilesModel::Events, narrow);
    m_table->setColumns({0, 74, 62, 88});
}

void IncidentPane::chooseRow(int row)
{
    m_list->setCurrentIndex(m_incidents->index(row));
    m_list->scrollTo(m_list->currentIndex());
}

void IncidentPane::choose(bool missing)
{
    const auto found = std::ranges::find(m_answer->incidents, missing, &Incident::isMissing);
    if (found == m_answer->incidents.end())
        return;
    chooseRow(static_cast<int>(found - m_answer->incidents.begin()));
    m_list->setFocus(Qt::OtherFocusReason);
}

bool IncidentPane::chooseAt(TimeRange range)
{
    const auto found = std::ranges::find_if(m_answer->incidents, [range](const Incident& incident) {
        return incident.isMissing() && incident.range.from < range.to && incident.range.to > range.from;
    });
    if (found == m_answer->incidents.end())
        return false;
    chooseRow(static_cast<int>(found - m_answer->incidents.begin()));
    return true;
}

void IncidentPane::showIncident(const Incident& incident)
{
    const auto window = momentText(incident.range, isLong(*m_answer));
    m_byHand = false;
    showFiles(incident.range, incident.isMissing() ? tr("Missing %1").arg(window) : tr("Late %1").arg(window));
    m_facts->show();
    m_verdict->setText(verdictText(incident));
    static_cast<PlainLabel*>(m_verdict)->setTone(incident.isMissing() ? Tone::Error : Tone::Warn);
    m_reason->setText(reasonText(incident));
    m_resend->setText(resendText(incident));
    emit incidentChosen(incident.range);
}

void IncidentPane::showRange(TimeRange range)
{
    m_byHand = true;
    m_list->selectionModel()->clear();
    m_facts->hide();
    showFiles(range, range.lengthMs() > 0 ? tr("Files of %1").arg(momentText(range, isLong(*m_answer))) : tr("Files"));
}

void IncidentPane::showFiles(TimeRange range, const QString& title)
{
    m_range = range;
    m_title->setText(title);
    m_logs->setEnabled(range.lengthMs() > 0);
    const std::int64_t beside = m_list->currentIndex().isValid() ? m_answer->coverage.stepMs : 0; // of an incident, its neighbours too
    m_files->setLines(filesIn(*m_answer, {range.from - beside, range.to + beside}));
}

} // namespace tracedeck::ui
