#include "onboarding/sample_picture.h"

#include <QPainter>

#include <array>
#include <cmath>

namespace tracedeck::ui {

namespace {

// Events a half hour, and those of them that failed after the deploy.
constexpr std::array kOk {50, 59, 62, 68, 72, 70, 75, 86, 82, 84, 95, 90, 94, 91, 92, 85, 89, 91, 83, 82, 75, 71, 72, 68, 63,
                          55, 48, 57, 45, 43, 41, 36, 34, 26, 28, 22, 27, 23, 13, 13, 16, 25, 19, 24, 23, 29, 32, 37, 45, 54};
constexpr int kFirstBad = 34;
constexpr std::array kBad {20, 48, 60, 34, 15};

} // namespace

SamplePicture::SamplePicture(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setFixedHeight(theme.px(240)); // what is below it is seen in a small window too
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SamplePicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_theme.tokens();
    const double pitch = width() / static_cast<double>(kOk.size());
    for (std::size_t i = 0; i < kOk.size(); ++i) {
        const double left = std::round(pitch * static_cast<double>(i)), right = std::round(pitch * static_cast<double>(i + 1)) - 1;
        const double top = std::round(height() * (1 - kOk[i] / 100.0));
        painter.fillRect(QRectF(left, top, right - left, height() - top - 3), t.outcomeOk);
        const std::size_t bad = i - kFirstBad;
        if (i >= kFirstBad && bad < kBad.size()) {
            const double tall = std::round(height() * kBad[bad] / 100.0);
            painter.fillRect(QRectF(left, top - tall - 1, right - left, tall), t.outcomeException);
        }
    }
    painter.fillRect(QRectF(0, height() - 2, width(), 2), t.border);
}

} // namespace tracedeck::ui
