#pragma once

#include "deliveries/deliveries_answers.h"
#include "text/format.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QFrame>

namespace tracedeck::ui {

/// One figure of the strip: what it is, how much, and a few words that give way first.
class FigureButton : public QAbstractButton {
    Q_OBJECT
public:
    struct Content {
        QString caption;
        Figure figure;
        QString note, about; ///< `about` is the tooltip
        QColor Tokens::*colour = &Tokens::text;
    };

    explicit FigureButton(const Theme& theme, QWidget* parent = nullptr);

    void setContent(Content content);
    [[nodiscard]] const Content& content() const { return m_content; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Content m_content;
};

/// Five figures of the span side by side; a click leads to what they count.
class DeliveryFigures : public QFrame {
    Q_OBJECT
public:
    explicit DeliveryFigures(const Theme& theme, QWidget* parent = nullptr);

    void setAnswer(const DeliveriesAnswer& answer);

signals:
    void gridRequested();
    void incidentRequested(bool missing);
    void lagRequested();
    void nextRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fillCounts(const DeliveriesAnswer& answer);
    void fillTimes(const objects::Coverage& coverage);

    const Theme& m_theme;
    FigureButton* m_covered;
    FigureButton* m_missing;
    FigureButton* m_late;
    FigureButton* m_lag;
    FigureButton* m_next;
};

} // namespace tracedeck::ui
