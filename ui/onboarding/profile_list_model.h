#pragma once

#include "settings/profile_book.h"

#include <QAbstractListModel>

namespace tracedeck::ui {

/// The profiles of a book, one a row.
class ProfileListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { RemarkRole = Qt::UserRole, TintRole };

    explicit ProfileListModel(QObject* parent = nullptr);

    void setBook(const settings::ProfileBook& book);
    /// Null where there is no such row.
    [[nodiscard]] const settings::Profile* at(int row) const;
    [[nodiscard]] int rowOf(QStringView id) const; ///< -1 = none

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    settings::ProfileBook m_book;
};

} // namespace tracedeck::ui
