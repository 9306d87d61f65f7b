#pragma once

#include "events/stack.h"

#include <QAbstractListModel>

#include <vector>

namespace tracedeck::ui {

/// The frames of one stack as rows: all of them, or those of the app with the others folded to "2 frames from …".
class FramesModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { PlaceRole = Qt::UserRole + 1, InAppRole, FoldedRole };

    explicit FramesModel(QObject* parent = nullptr);

    void setFrames(std::vector<events::Frame> frames);
    void setAppOnly(bool appOnly);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row {
        QString function, place, copied;
        bool inApp = false, folded = false;
    };
    void arrange();
    [[nodiscard]] Row foldedRow(std::size_t from, std::size_t count) const;

    std::vector<events::Frame> m_frames;
    std::vector<Row> m_rows;
    bool m_appOnly = true;
};

} // namespace tracedeck::ui
