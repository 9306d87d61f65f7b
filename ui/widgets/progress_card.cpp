#include "widgets/progress_card.h"

#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"

#include <QBoxLayout>
#include <QProgressBar>

#include <cmath>

namespace tracedeck::ui {

std::optional<std::int64_t> RemainingTime::read(std::int64_t elapsedMs, double fraction)
{
    if (fraction <= 0.0 || fraction > 1.0)
        return std::nullopt;
    const double total = static_cast<double>(elapsedMs) / fraction;
    const bool stable = m_lastTotal > 0 && std::abs(total - m_lastTotal) < 0.3 * m_lastTotal;
    m_lastTotal = total;
    if (elapsedMs < 3000 || !stable)
        return std::nullopt;
    return std::llround(total) - elapsedMs;
}

ProgressCard::ProgressCard(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_what(new PlainLabel(theme, TextRole::Subheading))
    , m_left(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary))
    , m_bar(new QProgressBar)
    , m_detail(new ElidedLabel(theme, TextRole::Small, {}, Tone::Secondary))
    , m_cancel(denseButton(tr("Cancel")))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_bar->setTextVisible(false);
    auto* first = new QHBoxLayout;
    first->addWidget(m_what, 1);
    first->addWidget(m_left);
    auto* last = new QHBoxLayout;
    last->addWidget(m_detail, 1);
    last->addWidget(m_cancel);
    body()->setSpacing(theme.px(6));
    body()->addLayout(first);
    body()->addWidget(m_bar);
    body()->addLayout(last);
    connect(m_cancel, &QPushButton::clicked, this, &ProgressCard::cancelRequested);
}

void ProgressCard::begin(const QString& what)
{
    m_what->setText(what);
    m_left->clear();
    m_detail->setText({});
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(what);
    m_cancel->setAccessibleName(tr("Cancel: %1").arg(what));
    m_clock.start();
    m_remaining = {};
}

void ProgressCard::setProgress(std::uint64_t done, std::uint64_t total, const QString& detail)
{
    m_detail->setText(detail);
    m_bar->setRange(0, total == 0 ? 0 : 1000);
    if (total == 0)
        return;
    const double fraction = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    m_bar->setValue(static_cast<int>(fraction * 1000));
    const auto left = m_remaining.read(m_clock.elapsed(), fraction);
    m_left->setText(left ? tr("about %1 left").arg(durationText((*left / 1000 + 1) * 1000).replace(QStringLiteral(".00"), QString()))
                         : QString());
}

} // namespace tracedeck::ui
