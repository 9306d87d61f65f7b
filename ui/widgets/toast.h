#pragma once

#include "theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QPushButton;

namespace tracedeck::ui {

class PlainLabel;

/// What just happened, at the foot of its host for six seconds, with at most one action. Pointing at it keeps it.
class Toast : public QWidget {
    Q_OBJECT
public:
    Toast(const Theme& theme, QWidget* host);

    void showText(const QString& text, const QString& action = {}, std::function<void()> act = {});

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();
    void ink();

    const Theme& m_theme;
    PlainLabel* m_icon;
    PlainLabel* m_text;
    QPushButton* m_action;
    QPushButton* m_close;
    std::function<void()> m_act;
    QTimer m_away;
};

} // namespace tracedeck::ui
