#pragma once

#include "events/fingerprint.h"
#include "store/answers.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace tracedeck::ui {

enum class GroupOrder { Events, LastSeen, FirstSeen, Name };

/// The exception groups of a range, narrowed by a text and ordered. Small: there are hundreds of groups, not millions.
class GroupsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { GroupRole = Qt::UserRole + 1, NameRole, MessageRole, WorkersRole, CulpritRole, CountRole, LastSeenRole };

    explicit GroupsModel(QObject* parent = nullptr);

    void setGroups(store::ExceptionGroups groups);
    void setText(const QString& text);
    void setOrder(GroupOrder order);
    void setUtc(bool utc);

    [[nodiscard]] GroupOrder order() const { return m_order; }
    [[nodiscard]] const store::ExceptionGroups& all() const { return m_all; }
    [[nodiscard]] const store::ExceptionGroup& groupAt(int row) const { return m_all.groups[m_rows[static_cast<std::size_t>(row)]]; }
    [[nodiscard]] std::optional<int> rowOf(events::GroupKey key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] bool matches(const store::ExceptionGroup& group) const;
    [[nodiscard]] QString rowText(const store::ExceptionGroup& group) const;
    void arrange();

    store::ExceptionGroups m_all;
    std::vector<std::size_t> m_rows;
    QString m_text;
    GroupOrder m_order = GroupOrder::Events;
    bool m_utc = true;
};

} // namespace tracedeck::ui
