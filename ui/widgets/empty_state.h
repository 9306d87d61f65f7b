#pragma once

#include "theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace tracedeck::ui {

class PlainLabel;

/// Says why there is nothing here and what to do about it. Never just "no data".
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const Theme& theme, QWidget* parent = nullptr);

    void setMessage(const QString& icon, const QString& title, const QString& why);
    /// Up to two; the first is the primary one. Cleared by `clearActions`.
    QPushButton* addAction(const QString& text);
    void clearActions();

private:
    const Theme& m_theme;
    QString m_iconName;
    PlainLabel* m_icon;
    PlainLabel* m_title;
    PlainLabel* m_why;
    QHBoxLayout* m_actions;
};

} // namespace tracedeck::ui
