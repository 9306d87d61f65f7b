#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <cstdint>
#include <functional>

namespace tracedeck::ui {

/// What a chart shows, as a table: the same values in words.
struct ChartTable {
    enum class Cells : std::uint8_t { Numbers, Texts };
    QString title;
    QStringList heads;
    int rows = 0;
    std::function<QString(int row, int column)> text;
    Cells cells = Cells::Numbers; ///< behind the first column
};

/// The model of a chart's table twin. Numbers are aligned right.
class ChartTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ChartTableModel(ChartTable table, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] Qt::Alignment alignment(int column) const;

    ChartTable m_table;
};

} // namespace tracedeck::ui
