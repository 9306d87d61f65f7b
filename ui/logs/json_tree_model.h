#pragma once

#include "logs/json_tree.h"

#include <QAbstractItemModel>

namespace tracedeck::ui {

/// JSON values as rows that open: key and value. Read only; the nodes stay as they were given.
class JsonTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { KeyColumn, ValueColumn };
    enum Role { KindRole = Qt::UserRole + 1, PathRole, TopRole };

    explicit JsonTreeModel(QObject* parent = nullptr);
    void setNodes(std::vector<JsonNode> nodes);
    [[nodiscard]] const std::vector<JsonNode>& nodes() const { return m_nodes; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    struct Place {
        const JsonNode* node = nullptr;
        int parent = -1; ///< in m_places; -1 for the top
        int row = 0;
        int firstChild = -1; ///< children stand together
    };
    [[nodiscard]] const Place& placeAt(const QModelIndex& index) const { return m_places[static_cast<std::size_t>(index.internalId())]; }

private:
    void place();
    [[nodiscard]] QString pathOf(const QModelIndex& index) const;

    std::vector<JsonNode> m_nodes;
    std::vector<Place> m_places; ///< the top rows first
};

/// "{3}", "[12]", or the text itself.
[[nodiscard]] QString jsonSummary(const JsonNode& node);

} // namespace tracedeck::ui
