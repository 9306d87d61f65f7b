#include "jobs/jobs_model.h"

#include "text/format.h"
#include "widgets/cell_delegate.h"
#include "widgets/plain_label.h"

#include <algorithm>
#include <array>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kDayMs = std::int64_t {24} * 3'600'000;

struct ColumnSpec {
    const char* title;
    Qt::Alignment align;
    QVariant (*sort)(const JobView& job);
};

constexpr Qt::Alignment kLeft = Qt::AlignLeft | Qt::AlignVCenter, kRight = Qt::AlignRight | Qt::AlignVCenter;

// In the order of the enum.
const std::array<ColumnSpec, JobsModel::ColumnCount> kColumns {{
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "On"), kLeft, [](const JobView& job) -> QVariant { return job.isEnabled; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "Job"), kLeft, [](const JobView& job) -> QVariant { return job.name.toCaseFolded(); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "Destination"), kLeft,
     [](const JobView& job) -> QVariant { return QString(job.kind + u' ' + job.place); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "Keeps"), kLeft, [](const JobView& job) -> QVariant { return job.keeps; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "Sample"), kRight, [](const JobView& job) -> QVariant { return job.sampleRate; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "Fields"), kRight,
     [](const JobView& job) -> QVariant { return job.fields.value_or(0); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "Last 24 h"), kLeft,
     [](const JobView& job) -> QVariant {
         return job.delivery ? static_cast<int>(std::ranges::count(job.delivery->strip, StripCell::Missing)) : -1;
     }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "Last push"), kLeft,
     [](const JobView& job) -> QVariant { return qlonglong {job.lastCompleteMs.value_or(0)}; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "Events / month"), kRight,
     [](const JobView& job) -> QVariant { return job.delivery ? qlonglong(job.delivery->monthlyEvents.value_or(0)) : -1LL; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::JobsModel", "State"), kLeft,
     [](const JobView& job) -> QVariant { return static_cast<int>(job.state); }},
}};

} // namespace

JobsModel::JobsModel(QObject* parent) : QAbstractTableModel(parent) {}

int JobsModel::rowOf(std::int64_t id) const
{
    const auto at = std::ranges::find(m_jobs, id, &JobView::id);
    return at == m_jobs.end() ? -1 : static_cast<int>(at - m_jobs.begin());
}

/// The same jobs in the same order: their rows stay.
bool JobsModel::replace(std::vector<JobView>& jobs)
{
    if (!std::ranges::equal(jobs, m_jobs, {}, &JobView::id, &JobView::id))
        return false;
    m_jobs = std::move(jobs);
    if (!m_jobs.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    return true;
}

void JobsModel::setJobs(std::vector<JobView> jobs, std::int64_t nowMs)
{
    m_nowMs = nowMs;
    if (replace(jobs))
        return;
    beginResetModel();
    m_jobs = std::move(jobs);
    endResetModel();
}

void JobsModel::setBusy(std::set<std::int64_t> ids)
{
    m_busy = std::move(ids);
    if (!m_jobs.empty())
        emit dataChanged(index(0, On), index(rowCount() - 1, On));
}

void JobsModel::setUtc(bool utc)
{
    m_utc = utc;
    if (!m_jobs.empty())
        emit dataChanged(index(0, LastPush), index(rowCount() - 1, LastPush));
}

int JobsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JobsModel::first(const JobView& job, int column) const
{
    switch (column) {
    case On: return job.isEnabled ? tr("on") : tr("off");
    case Job: return job.name.isEmpty() ? tr("(no name)") : job.name;
    case Destination: return job.kind;
    case Keeps: return job.keeps;
    case Sample: return sampleText(job.sampleRate);
    case Fields: return fieldsText(job);
    case Strip: return job.delivery ? QString() : tr("not known");
    case LastPush:
        if (!job.lastCompleteMs)
            return tr("never");
        return m_nowMs - *job.lastCompleteMs < kDayMs
            ? timeText(*job.lastCompleteMs, m_utc).left(8)
            : QString(dateText(*job.lastCompleteMs, m_utc) + u' ' + minuteText(*job.lastCompleteMs, m_utc));
    case Monthly:
        return job.delivery && job.delivery->monthlyEvents ? compactCount(*job.delivery->monthlyEvents).text() : kMissing.toString();
    case State: return stateText(job.state);
    default: return {};
    }
}

QString JobsModel::second(const JobView& job, int column) const
{
    switch (column) {
    case Job: return job.isOfTraceEvents() ? QString::number(job.id) : QString(QString::number(job.id) + u" · " + job.dataset);
    case Destination: return job.place;
    case LastPush: return job.lastCompleteMs ? agoText(std::max<std::int64_t>(0, m_nowMs - *job.lastCompleteMs)) : QString();
    default: return {};
    }
}

QString JobsModel::spoken(const JobView& job, int column) const
{
    if (column == Strip)
        return job.delivery ? stripText(job.delivery->strip) : tr("not known");
    const QString more = second(job, column);
    return more.isEmpty() ? first(job, column) : QString(first(job, column) + u", " + more);
}

QVariant JobsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const JobView& job = jobAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return first(job, index.column());
    case SecondRole: return second(job, index.column());
    case Qt::AccessibleTextRole: return spoken(job, index.column());
    case Qt::ToolTipRole:
        if (index.column() == State && !job.errorMessage.isEmpty())
            return plainToolTip(job.errorMessage);
        return plainToolTip(spoken(job, index.column()));
    case Qt::TextAlignmentRole: return QVariant::fromValue(kColumns.at(static_cast<std::size_t>(index.column())).align);
    case Qt::CheckStateRole: return index.column() == On ? QVariant(job.isEnabled ? Qt::Checked : Qt::Unchecked) : QVariant();
    case SortRole: return kColumns.at(static_cast<std::size_t>(index.column())).sort(job);
    case StripRole: return job.delivery ? QVariant::fromValue(job.delivery->strip) : QVariant();
    case StateRole: return static_cast<int>(job.state);
    case BusyRole: return m_busy.contains(job.id);
    case SearchRole:
        return QStringList {job.name, QString::number(job.id), job.kind, job.place, job.keeps, job.dataset, stateText(job.state)}.join(
            u'\n');
    case cell::ToneRole: return job.isLegacy && index.column() == Fields ? cell::Secondary : cell::Plain;
    default: return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ColumnSpec& column = kColumns.at(static_cast<std::size_t>(section));
    if (role == Qt::DisplayRole)
        return tr(column.title);
    return role == Qt::TextAlignmentRole ? QVariant::fromValue(column.align) : QVariant();
}

} // namespace tracedeck::ui
