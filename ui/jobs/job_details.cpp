#include "jobs/job_details.h"

#include "base/visible_text.h"
#include "jobs/job_history_list.h"
#include "logpush/destination.h"
#include "logpush/job.h"
#include "text/format.h"
#include "widgets/badge.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLabelWidth = 108, kMargin = 16;

struct Column {
    QWidget* widget;
    QVBoxLayout* rows;
};

/// A third of the card that scrolls for itself.
Column addColumn(const Theme& theme, QHBoxLayout& columns, int stretch)
{
    auto* area = new QScrollArea;
    auto* column = new QWidget(area);
    column->setObjectName(QStringLiteral("card-part"));
    auto* rows = new QVBoxLayout(column);
    rows->setContentsMargins(theme.px(kMargin), theme.px(12), theme.px(kMargin), theme.px(12));
    rows->setSpacing(theme.px(8));
    area->setWidget(column);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    column->setAutoFillBackground(false); // the card shows through
    columns.addWidget(area, stretch);
    return {column, rows};
}

QGridLayout* makeGrid(const Theme& theme)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(8));
    grid->setVerticalSpacing(theme.px(4));
    grid->setColumnMinimumWidth(0, theme.px(kLabelWidth));
    grid->setColumnStretch(1, 1);
    return grid;
}

QString shortKey(const QString& key)
{
    constexpr qsizetype ends = 4;
    const QString shown = visibleText(key);
    return shown.size() <= 3 * ends ? shown : QString(shown.first(ends) + u'…' + shown.last(ends));
}

} // namespace

JobDetails::JobDetails(const Theme& theme, QWidget* parent) : Card(theme, parent), m_theme(theme)
{
    setTitle(tr("Job"));
    setBodyMargin(0);
    makeActions();
    body()->addWidget(makeColumns(), 1);
}

void JobDetails::makeActions()
{
    m_badge = new Badge(m_theme, BadgeKind::Quiet, {}, {}, this);
    head()->insertWidget(2, m_badge); // beside the title
    const auto add = [this](const QString& text, const char* icon) {
        auto* button = denseButton(text, this);
        button->setIcon(m_theme.icon(QString::fromLatin1(icon)));
        head()->addWidget(button);
        return button;
    };
    auto* edit = add(tr("Edit"), "edit");
    auto* duplicate = add(tr("Duplicate"), "dup");
    auto* copy = add(tr("Copy as…"), "export");
    m_deliveries = add(tr("Show deliveries"), "deliveries");
    auto* remove = add(tr("Delete…"), "trash");
    remove->setProperty("kind", QStringLiteral("danger"));
    auto* forms = new QMenu(this);
    for (const auto& [text, format] :
         {std::pair {tr("JSON"), CopyJson}, std::pair {tr("curl"), CopyCurl}, std::pair {tr("Terraform"), CopyTerraform}})
        forms->addAction(text, this, [this, format = format] { emit copyRequested(format); });
    connect(copy, &QPushButton::clicked, forms, [copy, forms] { forms->popup(copy->mapToGlobal(QPoint(0, copy->height()))); });
    connect(edit, &QPushButton::clicked, this, &JobDetails::editRequested);
    connect(duplicate, &QPushButton::clicked, this, &JobDetails::duplicateRequested);
    connect(m_deliveries, &QPushButton::clicked, this, &JobDetails::deliveriesRequested);
    connect(remove, &QPushButton::clicked, this, &JobDetails::deleteRequested);
    m_changing = {edit, duplicate, remove};
}

QWidget* JobDetails::makeColumns()
{
    auto* all = new QWidget(this);
    auto* columns = new QHBoxLayout(all);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    const auto heading = [this](const QString& text, QWidget* parent) {
        return new PlainLabel(m_theme, TextRole::Subheading, text, Tone::Normal, parent);
    };

    const Column sends = addColumn(m_theme, *columns, 34);
    m_sends = new PlainLabel(m_theme, TextRole::Body, {}, Tone::Secondary, sends.widget);
    m_sends->setWordWrap(true);
    m_send = makeGrid(m_theme);
    m_fieldsTitle = heading(tr("Fields"), sends.widget);
    m_fields = new PlainLabel(m_theme, TextRole::MonoSmall, {}, Tone::Normal, sends.widget);
    m_fields->setWordWrap(true);
    sends.rows->addWidget(heading(tr("What it sends"), sends.widget));
    sends.rows->addWidget(m_sends);
    sends.rows->addLayout(m_send);
    sends.rows->addWidget(m_fieldsTitle);
    sends.rows->addWidget(m_fields);
    sends.rows->addStretch(1);
    columns->addWidget(verticalLine(all));

    const Column changes = addColumn(m_theme, *columns, 34);
    m_history = new JobHistoryList(m_theme, changes.widget);
    auto* head = new QHBoxLayout;
    head->addWidget(heading(tr("Change history"), changes.widget));
    head->addStretch(1);
    head->addWidget(new PlainLabel(m_theme, TextRole::Small, tr("kept on this computer"), Tone::Secondary, changes.widget));
    changes.rows->addLayout(head);
    changes.rows->addWidget(m_history);
    changes.rows->addStretch(1);
    columns->addWidget(verticalLine(all));
    connect(m_history, &JobHistoryList::diffRequested, this, &JobDetails::diffRequested);
    connect(m_history, &JobHistoryList::restoreRequested, this, &JobDetails::restoreRequested);

    const Column day = addColumn(m_theme, *columns, 32);
    m_day = makeGrid(m_theme);
    day.rows->addWidget(heading(tr("Last 24 hours"), day.widget));
    day.rows->addLayout(m_day);
    day.rows->addStretch(1);
    return all;
}

std::vector<JobDetails::Line> JobDetails::sendLines(const JobView& view) const
{
    const QJsonObject options = logpush::withOutputOptions(view.job)[u"output_options"].toObject();
    const auto destination = logpush::parseDestination(view.job[u"destination_conf"].toString());
    std::vector<Line> lines {{tr("Dataset"), view.dataset, true}};
    lines.push_back(
        {tr("Destination"),
         destination ? visibleText(QString(destination->scheme + u"://" + destination->place + destination->path)) : kMissing.toString(),
         true});
    if (const auto key = destination ? destination->param(u"access-key-id") : std::nullopt)
        lines.push_back({tr("Access key"), shortKey(*key), true});
    lines.push_back({tr("Timestamps"), visibleText(options[u"timestamp_format"].toString(u"unixnano"_s)), true});
    lines.push_back({tr("CVE-2021-44228"), options[u"CVE-2021-44228"].toBool() ? tr("redaction on: ${ becomes x{") : tr("redaction off")});
    return lines;
}

std::vector<JobDetails::Line> JobDetails::dayLines(const JobView& view, bool utc) const
{
    const QString unknown = tr("not known");
    const JobDelivery known = view.delivery.value_or(JobDelivery {});
    const auto duration = [](const std::optional<std::int64_t>& ms) { return ms ? durationText(*ms) : kMissing.toString(); };
    std::vector<Line> lines {
        {tr("Files"), known.objects ? countText(*known.objects) : unknown},
        {tr("Compressed"), known.bytes ? bytesText(*known.bytes) : unknown},
        {tr("Lag p50 / p95"), known.lagMedianMs ? QString(duration(known.lagMedianMs) + u" / " + duration(known.lagP95Ms)) : unknown}};
    lines.push_back({tr("Last push"), view.lastCompleteMs ? dateTimeText(*view.lastCompleteMs, utc).chopped(4) : tr("never")});
    if (view.lastErrorMs)
        lines.push_back({tr("Last error"), dateTimeText(*view.lastErrorMs, utc).chopped(4), false, true});
    if (!view.errorMessage.isEmpty())
        lines.push_back({tr("It says"), view.errorMessage, false, true});
    return lines;
}

void JobDetails::fill(QGridLayout& grid, const std::vector<Line>& lines)
{
    while (QLayoutItem* item = grid.takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const Line& line : lines) {
        auto* value = new ElidedLabel(m_theme, line.isMono ? TextRole::MonoSmall : TextRole::Body, line.value,
                                      line.isAlarm ? Tone::Error : Tone::Normal, this);
        value->setElideMode(line.isMono ? Qt::ElideMiddle : Qt::ElideRight);
        value->setAccessibleName(tr("%1: %2").arg(line.label, line.value));
        grid.addWidget(new PlainLabel(m_theme, TextRole::Small, line.label, Tone::Secondary, this), row, 0);
        grid.addWidget(value, row++, 1);
    }
}

void JobDetails::showFields(const JobView& view)
{
    const QJsonObject options = logpush::withOutputOptions(view.job)[u"output_options"].toObject();
    QStringList names;
    for (const auto& name : options[u"field_names"].toArray())
        names.append(visibleText(name.toString()));
    m_fields->setText(names.isEmpty() ? tr("those that the server takes where none are named") : names.join(u"   "_s));
}

void JobDetails::showJob(const JobView& view, bool utc)
{
    setTitle(view.name.isEmpty() ? QString::number(view.id) : view.name);
    const bool isGood = view.state == JobState::Delivering;
    const bool isBad = view.state == JobState::Failing || view.state == JobState::SwitchedOff;
    m_badge->setBadge(isGood      ? BadgeKind::Ok
                          : isBad ? BadgeKind::Danger
                                  : BadgeKind::Quiet,
                      stateText(view.state),
                      isGood      ? u"check"_s
                          : isBad ? u"error"_s
                                  : u"minus"_s);
    m_sends->setText(view.isOfTraceEvents() ? sendsText(view)
                                            : tr("Logs of another kind: Tracedeck shows and keeps the job, and edits it as JSON."));
    m_deliveries->setVisible(view.delivery.has_value());
    fill(*m_send, sendLines(view));
    fill(*m_day, dayLines(view, utc));
    showFields(view);
}

void JobDetails::showVersions(const std::vector<JobVersion>& versions, bool utc)
{
    m_history->setVersions(versions, utc);
}

void JobDetails::setObstacle(const QString& reason)
{
    for (QPushButton* button : m_changing) {
        button->setEnabled(reason.isEmpty());
        button->setToolTip(plainToolTip(reason));
    }
}

} // namespace tracedeck::ui
