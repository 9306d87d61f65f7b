#pragma once

#include "events/fingerprint.h"
#include "store/answers.h"

#include <QAbstractListModel>

namespace tracedeck::ui {

/// The largest exception groups of a range.
class TopGroupsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { NameRole = Qt::UserRole + 1, MessageRole, AboutRole, CountRole, OutcomeRole };

    explicit TopGroupsModel(QObject* parent = nullptr);

    void setGroups(const store::ExceptionGroups& groups);
    [[nodiscard]] events::GroupKey keyAt(int row) const { return m_groups[static_cast<std::size_t>(row)].key; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] QString aboutText(const store::ExceptionGroup& group) const;

    std::vector<store::ExceptionGroup> m_groups;
    std::uint64_t m_events = 0;
};

} // namespace tracedeck::ui
