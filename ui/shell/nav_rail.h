#pragma once

#include "theme/theme.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

class QButtonGroup;
class QVBoxLayout;

namespace tracedeck::ui {

/// The rooms, one under the other; one of them is open.
class NavRail : public QWidget {
    Q_OBJECT
public:
    explicit NavRail(const Theme& theme, QWidget* parent = nullptr);

    void addItem(const QString& name, const QString& icon, const QString& shortcut);
    void addLine(); ///< before the next item
    /// `reason`: why it cannot be opened now; "" = it can.
    void setObstacle(int index, const QString& reason);
    void setCurrent(int index);
    [[nodiscard]] int current() const;

signals:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fit();

    const Theme& m_theme;
    QButtonGroup* m_group;
    QVBoxLayout* m_column;
    std::vector<QWidget*> m_lines;
};

/// One room's button: icon over name, a bar at the outer edge when open.
class RailItem : public QAbstractButton {
    Q_OBJECT
public:
    RailItem(const Theme& theme, const QString& name, QString icon, const QString& shortcut, QWidget* parent);

    void setObstacle(const QString& reason);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_icon, m_toolTip;
};

} // namespace tracedeck::ui
