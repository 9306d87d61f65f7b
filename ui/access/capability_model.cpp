#include "access/capability_model.h"

#include "access/answer_delegate.h"
#include "text/access_text.h"
#include "text/format.h"
#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

CapabilityModel::CapabilityModel(QObject* parent) : QAbstractTableModel(parent) {}

void CapabilityModel::setReport(const access::Report& report)
{
    const std::vector<access::Capability> rows(report.capabilities.begin(), report.capabilities.end());
    if (rows.size() == m_rows.size()) {
        m_rows = rows;
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int CapabilityModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CapabilityModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CapabilityModel::textOf(const access::Capability& row, int column) const
{
    switch (column) {
    case What: return capabilityName(row.can);
    case Role: return answerWord(row.role);
    case Token: return answerWord(row.token);
    case Answer: return row.evidence.asked.isEmpty() ? kMissing.toString() : answerText(row.evidence);
    default: return {};
    }
}

QVariant CapabilityModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const access::Capability& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return textOf(row, index.column());
    case Qt::ToolTipRole: return row.evidence.asked.isEmpty() ? QVariant() : QVariant(evidenceText(row.evidence));
    case Qt::AccessibleTextRole:
        return index.column() == What ? tr("%1: %2").arg(capabilityName(row.can), answerWord(row.answer)) : textOf(row, index.column());
    case Qt::TextAlignmentRole: return QVariant((index.column() == Answer ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case AnswerDelegate::AnswerRole:
        return index.column() == Role ? QVariant(static_cast<int>(row.role))
            : index.column() == Token ? QVariant(static_cast<int>(row.token))
                                      : QVariant();
    case cell::ToneRole: return index.column() != Answer ? cell::Plain : row.answer == access::Answer::No ? cell::Alarm : cell::Secondary;
    default: return {};
    }
}

QVariant CapabilityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == Answer ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case What: return tr("Capability");
    case Role: return tr("Role");
    case Token: return tr("Token");
    case Answer: return tr("Answer");
    default: return {};
    }
}

} // namespace tracedeck::ui
