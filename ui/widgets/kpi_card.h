#pragma once

#include "text/format.h"
#include "theme/theme.h"

#include <QAbstractButton>

#include <vector>

namespace tracedeck::ui {

/// What a figure's card says. `trend` is drawn as a thin line; empty draws none.
struct KpiFigure {
    QString caption; ///< "Wall time p95"
    QString note;    ///< top right, "all Workers"
    Figure figure;   ///< kMissing as value where not known
    QString delta;   ///< third line, ""
    enum class Delta { Plain, Better, Worse } deltaKind = Delta::Plain;
    QString exact; ///< tooltip: the exact value
    std::vector<double> trend;
    QColor Tokens::*trendColour = &Tokens::outcomeOk;
};

/// One figure with its name, a trend and a comparison; a click leads to what it counts.
class KpiCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit KpiCard(const Theme& theme, QWidget* parent = nullptr);

    void setFigure(KpiFigure figure);
    void setStale(bool stale);      ///< dimmed while a new answer is on its way
    void setTrendShown(bool shown); ///< off in low windows
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintFrame(QPainter& painter) const;
    void paintFigure(QPainter& painter, const QRect& area) const;
    void paintDelta(QPainter& painter, const QRect& area) const;

    const Theme& m_theme;
    KpiFigure m_figure;
    bool m_stale = false;
    bool m_trend = true;
};

} // namespace tracedeck::ui
