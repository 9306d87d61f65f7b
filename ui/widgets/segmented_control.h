#pragma once

#include <QWidget>

class QButtonGroup;

namespace tracedeck::ui {

/// A few choices side by side, one of them chosen. Arrow keys move, as in any group of radio buttons.
class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    SegmentedControl(const QStringList& choices, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] int current() const;
    void setCurrent(int index); ///< without `chosen`; -1: none of them

    void setText(int index, const QString& text); ///< "Off 4"
    void setDense(bool dense);                    ///< small buttons, for the head of a card

signals:
    void chosen(int index); ///< by a person

private:
    void makeRoom();

    QButtonGroup* m_group;
};

} // namespace tracedeck::ui
