#include "onboarding/profile_list_model.h"

#include "base/visible_text.h"
#include "widgets/source_words.h"

#include <algorithm>

namespace tracedeck::ui {

ProfileListModel::ProfileListModel(QObject* parent) : QAbstractListModel(parent) {}

void ProfileListModel::setBook(const settings::ProfileBook& book)
{
    beginResetModel();
    m_book = book;
    endResetModel();
}

const settings::Profile* ProfileListModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_book.profiles()[static_cast<std::size_t>(row)] : nullptr;
}

int ProfileListModel::rowOf(QStringView id) const
{
    const auto found = std::ranges::find_if(m_book.profiles(), [id](const settings::Profile& profile) { return profile.id == id; });
    return found == m_book.profiles().end() ? -1 : static_cast<int>(found - m_book.profiles().begin());
}

int ProfileListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_book.profiles().size());
}

QVariant ProfileListModel::data(const QModelIndex& index, int role) const
{
    const settings::Profile* profile = index.isValid() ? at(index.row()) : nullptr;
    if (!profile)
        return {};
    switch (role) {
    case Qt::DisplayRole: return visibleText(profile->name);
    case RemarkRole: return profileRemark(*profile);
    case TintRole: return profile->tint;
    case Qt::AccessibleTextRole: return tr("%1, %2").arg(visibleText(profile->name), profileRemark(*profile));
    default: return {};
    }
}

} // namespace tracedeck::ui
