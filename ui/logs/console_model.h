#pragma once

#include "logs/event_detail.h"
#include "logs/json_tree_model.h"

namespace tracedeck::ui {

/// Console lines in the order they were called, each opening to the JSON it printed.
class ConsoleModel : public JsonTreeModel {
    Q_OBJECT
public:
    enum ConsoleRole { LevelRole = JsonTreeModel::TopRole + 1, LineTextRole };

    explicit ConsoleModel(QObject* parent = nullptr);
    void setLines(std::vector<ConsoleLine> lines);
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant lineData(const ConsoleLine& line, int column, int role) const;

    std::vector<ConsoleLine> m_lines;
};

/// "+19", "" where it is not known.
[[nodiscard]] QString offsetWords(const ConsoleLine& line);

} // namespace tracedeck::ui
