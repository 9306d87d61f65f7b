#pragma once

#include "logpush/destination.h"

#include <QWidget>

#include <vector>

class QAbstractButton;
class QButtonGroup;
class QComboBox;
class QGridLayout;

namespace tracedeck::ui {

class Theme;

/// The kinds of destination as cards, as many in a row as fit; a list to choose from where only few would. Arrow keys move.
class KindChooser : public QWidget {
    Q_OBJECT
public:
    explicit KindChooser(const Theme& theme, QWidget* parent = nullptr);
    void setKind(logpush::DestinationKind kind); ///< without `chosen`

signals:
    void chosen(tracedeck::logpush::DestinationKind kind);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();

    const Theme& m_theme;
    QWidget* m_cards;
    QGridLayout* m_grid;
    QButtonGroup* m_group;
    QComboBox* m_list;
    int m_columns = 0;
};

} // namespace tracedeck::ui
