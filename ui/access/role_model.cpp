#include "access/role_model.h"

#include "access/answer_delegate.h"
#include "text/access_text.h"

#include <algorithm>

namespace tracedeck::ui {

namespace {

const access::RoleRow& rowAt(int row)
{
    return access::documentedRoles()[static_cast<std::size_t>(row)];
}

access::Answer answerOf(const access::RoleRow& row)
{
    return row.logpush == access::LogpushRight::Full ? access::Answer::Yes : access::Answer::No;
}

} // namespace

void RoleModel::setOwnRoles(const QStringList& roles)
{
    m_own.clear();
    for (const QString& name : roles) {
        if (const auto* row = access::documentedRole(name))
            m_own.push_back(row);
    }
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

bool RoleModel::isOwn(const access::RoleRow& row) const
{
    return std::ranges::find(m_own, &row) != m_own.end();
}

int RoleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(access::documentedRoles().size());
}

int RoleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RoleModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const access::RoleRow& row = rowAt(index.row());
    const QString name = QString::fromLatin1(row.name);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name   ? (isOwn(row) ? tr("%1 (yours)").arg(name) : name)
            : index.column() == Logpush ? answerWord(answerOf(row))
                                        : roleReason(row);
    case Qt::ToolTipRole: return index.column() == Why ? roleReason(row) : name;
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case AnswerDelegate::AnswerRole: return index.column() == Logpush ? QVariant(static_cast<int>(answerOf(row))) : QVariant();
    case cell::ToneRole: return index.column() == Why ? cell::Secondary : cell::Plain;
    case cell::FaceRole: return index.column() == Name && isOwn(row) ? cell::Strong : cell::Usual;
    default: return {};
    }
}

QVariant RoleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Role");
    case Logpush: return tr("Logpush");
    case Why: return tr("Why");
    default: return {};
    }
}

} // namespace tracedeck::ui
