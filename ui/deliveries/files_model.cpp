#include "deliveries/files_model.h"

#include "deliveries/deliveries_text.h"
#include "text/format.h"
#include "widgets/cell_delegate.h"
#include "widgets/plain_label.h"

#include <array>

namespace tracedeck::ui {

namespace {

QString nameText(const FileLine& line)
{
    if (line.isNamed)
        return windowText(line.window);
    return shown(line.key.section(u'/', -1).toStdString());
}

QString sizeText(const FileLine& line)
{
    return line.missingSteps > 0 ? kMissing.toString() : bytesText(line.size);
}

QString eventsText(const FileLine& line)
{
    return line.rows < 0 ? kMissing.toString() : countText(static_cast<std::uint64_t>(line.rows));
}

QString lagOf(const FileLine& line)
{
    if (line.missingSteps > 0)
        return FilesModel::tr("missing");
    if (!line.isNamed)
        return kMissing.toString();
    return line.lagMs < 0 ? FilesModel::tr("before its end") : lagText(line.lagMs);
}

struct ColumnSpec {
    const char* title;
    QString (*text)(const FileLine&);
};
const std::array<ColumnSpec, FilesModel::ColumnCount> kColumns {{
    {QT_TRANSLATE_NOOP("tracedeck::ui::FilesModel", "File window (UTC)"), nameText},
    {QT_TRANSLATE_NOOP("tracedeck::ui::FilesModel", "Size"), sizeText},
    {QT_TRANSLATE_NOOP("tracedeck::ui::FilesModel", "Events"), eventsText},
    {QT_TRANSLATE_NOOP("tracedeck::ui::FilesModel", "Lag"), lagOf},
}};

QString aboutLine(const FileLine& line)
{
    const auto local = QString(rangeText(line.window, false) % u' ' % zoneName(false));
    return line.key.isEmpty() ? local : QString(shown(line.key.toStdString()) % u'\n' % local);
}

} // namespace

FilesModel::FilesModel(QObject* parent) : QAbstractTableModel(parent) {}

void FilesModel::setLines(std::vector<FileLine> lines)
{
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int FilesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int FilesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FilesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FileLine& line = lineAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return kColumns[static_cast<std::size_t>(index.column())].text(line);
    case Qt::ToolTipRole: return plainToolTip(aboutLine(line));
    case Qt::TextAlignmentRole: return static_cast<int>((index.column() == Window ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case cell::FaceRole: return index.column() == Window ? cell::Mono : cell::Usual;
    case cell::ToneRole: return line.missingSteps > 0 || (line.isLate && index.column() == Lag) ? cell::Alarm : cell::Plain;
    default: return {};
    }
}

QVariant FilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Window ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(tr(kColumns[static_cast<std::size_t>(section)].title)) : QVariant();
}

} // namespace tracedeck::ui
