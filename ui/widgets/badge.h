#pragma once

#include "theme/theme.h"

#include <QWidget>

namespace tracedeck::ui {

enum class BadgeKind { Quiet, Ok, Warn, Danger, Info, Purple, Accent };

/// A short word on a soft fill of its kind, optionally with a small icon.
class Badge : public QWidget {
    Q_OBJECT
public:
    Badge(const Theme& theme, BadgeKind kind, const QString& text, const QString& icon = {}, QWidget* parent = nullptr);

    void setBadge(BadgeKind kind, const QString& text, const QString& icon = {});
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    BadgeKind m_kind;
    QString m_text, m_icon;
};

// For delegates.
[[nodiscard]] QSize badgeSize(const Theme& theme, const QString& text, bool withIcon = false);
void paintBadge(QPainter& painter, const Theme& theme, QPoint topLeft, BadgeKind kind, const QString& text, const QString& icon = {});

} // namespace tracedeck::ui
