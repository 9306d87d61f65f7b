#include "wizard/judged_model.h"

#include "text/filter_text.h"
#include "text/format.h"
#include "widgets/cell_delegate.h"
#include "widgets/plain_label.h"

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char* kTitles[] = {
    QT_TRANSLATE_NOOP("tracedeck::ui::JudgedModel", "Result"), QT_TRANSLATE_NOOP("tracedeck::ui::JudgedModel", "Worker"),
    QT_TRANSLATE_NOOP("tracedeck::ui::JudgedModel", "Event"),  QT_TRANSLATE_NOOP("tracedeck::ui::JudgedModel", "Outcome"),
    QT_TRANSLATE_NOOP("tracedeck::ui::JudgedModel", "Wall"),   QT_TRANSLATE_NOOP("tracedeck::ui::JudgedModel", "Because of"),
};

QString becauseText(const store::JudgedEvent& event)
{
    QStringList keys;
    for (const std::string& key : event.because)
        keys.append(shown(key));
    if (keys.isEmpty())
        return JudgedModel::tr("no condition");
    return event.isKept ? keys.join(u", "_s) : JudgedModel::tr("not %1").arg(keys.join(u", "_s));
}

} // namespace

void JudgedModel::setEvents(std::vector<store::JudgedEvent> events)
{
    beginResetModel();
    m_events = std::move(events);
    endResetModel();
}

int JudgedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int JudgedModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JudgedModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const store::JudgedEvent& event = at(index.row());
    const store::EventRow& row = event.row;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((index.column() == Wall ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == cell::ToneRole)
        return event.isKept && index.column() != Because ? cell::Plain : cell::Secondary;
    if (role == cell::FaceRole)
        return index.column() == EventText ? cell::Mono : index.column() == Verdict ? cell::Strong : cell::Usual;
    if (role == Qt::ToolTipRole && index.column() == EventText)
        return plainToolTip(shown(row.trigger));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Verdict: return event.isKept ? tr("Keep") : tr("Drop");
    case Script: return shown(row.scriptName);
    case EventText: return row.method.empty() ? shown(row.eventType + " " + row.trigger) : shown(row.method + " " + row.trigger);
    case Outcome: return shown(row.outcome);
    case Wall: return row.wallTimeMs ? durationText(*row.wallTimeMs) : kMissing.toString();
    default: return becauseText(event);
    }
}

QVariant JudgedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return tr(kTitles[section]);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Wall ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace tracedeck::ui
