#pragma once

#include "logs/facet_model.h"
#include "theme/theme.h"

#include <QStyledItemDelegate>
#include <QTreeView>

class QLineEdit;

namespace tracedeck::ui {

/// Draws fields and values of a FacetModel: check box, glyph, value, count, share bar, and − under the pointer.
class FacetDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    FacetDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QRect excludeRect(const QRect& row) const; ///< where − is
    [[nodiscard]] QRect clearRect(const QRect& row) const;   ///< where "Clear" is

private:
    void paintField(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintValue(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintMore(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintBox(QPainter& painter, const QRect& box, ValueState state) const;
    [[nodiscard]] std::optional<QColor> paintGlyph(QPainter& painter, QPointF centre, const QModelIndex& index) const;

    const Theme& m_theme;
};

/// The list of fields and values beside the table.
class FacetView : public QTreeView {
    Q_OBJECT
public:
    FacetView(FacetModel& model, const Theme& theme, QWidget* parent = nullptr);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override { mousePressEvent(event); }
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyboardSearch(const QString& /*search*/) override {} // letters belong to the page
    void drawBranches(QPainter* /*painter*/, const QRect& /*rect*/, const QModelIndex& /*index*/) const override {}

private:
    void press(const QModelIndex& index, Qt::KeyboardModifiers held);
    void keepFolds();

    FacetModel& m_model;
    FacetDelegate* m_delegate;
    std::vector<int> m_folded; ///< columns whose values a person folded away
};

/// The search field and the list under it.
class FacetPanel : public QWidget {
    Q_OBJECT
public:
    FacetPanel(FacetModel& model, const Theme& theme, QWidget* parent = nullptr);
    [[nodiscard]] FacetView& view() const { return *m_view; }
    [[nodiscard]] QLineEdit& searchField() const { return *m_search; }

private:
    QLineEdit* m_search;
    FacetView* m_view;
};

} // namespace tracedeck::ui
