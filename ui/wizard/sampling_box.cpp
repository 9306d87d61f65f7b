#include "wizard/sampling_box.h"

#include "logpush/cost.h"
#include "text/format.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QDoubleSpinBox>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace tracedeck::ui {

namespace {

/// Percent without zeros that say nothing.
class PercentBox : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    [[nodiscard]] QString textFromValue(double value) const override { return QLocale().toString(value, 'g', 6); }
};

constexpr int kSteps = 300; ///< of the slider, from 0.1 to 100 %: a hundred for each power of ten
constexpr double kLeast = 0.001;

int stepOf(double rate)
{
    return rate <= kLeast ? 0 : static_cast<int>(std::lround(std::log10(rate / kLeast) * 100));
}

double rateOf(int step)
{
    if (step >= kSteps)
        return 1;
    const double rate = kLeast * std::pow(10, step / 100.0);
    const double unit = std::pow(10, std::floor(std::log10(rate)) - 1); // two digits
    return std::round(rate / unit) * unit;
}

} // namespace

SamplingBox::SamplingBox(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_spin(new PercentBox)
    , m_chance(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    auto* head = new QHBoxLayout;
    head->addWidget(new PlainLabel(theme, TextRole::Heading, tr("Sampling")));
    head->addStretch(1);
    m_spin->setRange(0, 100);
    m_spin->setDecimals(4);
    m_spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_spin->setSuffix(tr(" %"));
    m_spin->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_spin->setAccessibleName(tr("Sample rate in percent"));
    m_spin->setFixedWidth(theme.px(84));
    head->addWidget(m_spin);
    column->addLayout(head);
    m_slider->setRange(0, kSteps);
    m_slider->setPageStep(100);
    m_slider->setAccessibleName(tr("Sample rate"));
    column->addWidget(m_slider);
    auto* scale = new QHBoxLayout;
    const char* labels[] = {QT_TR_NOOP("0.1 %"), QT_TR_NOOP("1 %"), QT_TR_NOOP("10 %"), QT_TR_NOOP("100 %")};
    for (int i = 0; i < 4; ++i) {
        scale->addWidget(new PlainLabel(theme, TextRole::Micro, tr(labels[i]), Tone::Muted));
        if (i < 3)
            scale->addStretch(1);
    }
    column->addLayout(scale);
    m_chance->setWordWrap(true);
    m_chance->setMinimumWidth(1);
    column->addWidget(m_chance);
    showRate();
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) { take(rateOf(step)); });
    connect(m_spin, &QDoubleSpinBox::valueChanged, this, [this](double percent) { take(percent / 100); });
}

void SamplingBox::setRate(double rate)
{
    m_rate = std::clamp(rate, 0.0, 1.0);
    showRate();
}

void SamplingBox::take(double rate)
{
    m_rate = std::clamp(rate, 0.0, 1.0);
    showRate();
    emit edited();
}

void SamplingBox::setGroups(std::vector<std::uint64_t> sizes)
{
    std::ranges::sort(sizes);
    m_groups = std::move(sizes);
    showRate();
}

void SamplingBox::showRate()
{
    const QSignalBlocker slider(m_slider), spin(m_spin);
    m_slider->setValue(stepOf(m_rate));
    if (std::abs(m_spin->value() - m_rate * 100) > 1e-9)
        m_spin->setValue(m_rate * 100);
    const std::uint64_t size = m_groups.empty() ? 11 : m_groups[m_groups.size() / 2];
    const double at = m_rate >= 1 ? 0.1 : m_rate;
    const QString chance = percentText(logpush::chanceSeen(at, size));
    const QString what = m_groups.empty() ? tr("a group with %1 events").arg(size) : tr("a group with %1 events, your median,").arg(size);
    QString text = tr("At %1, %2 would show up with %3 probability.").arg(percentText(at), what, chance);
    const auto rare = std::ranges::count_if(m_groups, [at](std::uint64_t n) { return logpush::chanceSeen(at, n) < 0.5; });
    if (rare > 0)
        text += u' ' + tr("%1 of your %2 groups would more likely vanish.").arg(rare).arg(m_groups.size());
    m_chance->setText(m_rate <= 0 ? tr("At 0 % nothing is pushed.") : text);
}

} // namespace tracedeck::ui
