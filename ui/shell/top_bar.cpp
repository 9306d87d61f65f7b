#include "shell/top_bar.h"

#include "shell/source_picker.h"
#include "text/format.h"
#include "widgets/brand_mark.h"
#include "widgets/buttons.h"
#include "widgets/picker_button.h"
#include "widgets/scope.h"
#include "widgets/segmented_control.h"
#include "widgets/time_presets.h"
#include "widgets/time_range_popover.h"

#include <QBoxLayout>
#include <QPainter>

namespace tracedeck::ui {

namespace {
constexpr int kRoomyWidth = 1280; // below, second texts go
}

TopBar::TopBar(Scope& scope, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_theme(theme)
    , m_source(new SourcePicker(theme, this))
    , m_range(new PickerButton(theme, QStringLiteral("clock"), tr("Time range"), this))
    , m_zone(new SegmentedControl({tr("UTC"), tr("Local")}, tr("Time zone"), this))
    , m_live(new LiveBox(theme, this))
    , m_popover(new TimeRangePopover(theme, this))
{
    setObjectName(QStringLiteral("topBar"));
    setAccessibleName(tr("Top bar"));
    setFixedHeight(theme.px(48));
    auto* refresh = new IconButton(theme, QStringLiteral("refresh"), tr("Look for new files (F5)"), this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(22), 0, theme.px(16), 0);
    row->setSpacing(theme.px(8));
    row->addWidget(new BrandMark(theme, 26, this));
    row->addSpacing(theme.px(18));
    row->addWidget(m_source);
    row->addStretch(1);
    row->addWidget(m_range);
    row->addWidget(m_zone);
    row->addWidget(m_live);
    row->addWidget(refresh);
    connect(refresh, &QPushButton::clicked, this, &TopBar::refreshRequested);
    connect(m_live, &LiveBox::chosen, this, &TopBar::liveChosen);
    connect(m_range, &QPushButton::clicked, this, &TopBar::openTimeRange);
    connect(m_popover, &TimeRangePopover::rangeChosen, &scope, &Scope::setRange);
    connect(m_zone, &SegmentedControl::chosen, &scope, [&scope](int index) { scope.setUtc(index == 0); });
    for (auto signal : {&Scope::snapshotChanged, &Scope::rangeChanged, &Scope::timeZoneChanged})
        connect(&scope, signal, this, &TopBar::readScope);
    readScope();
}

std::int64_t TopBar::newestMs() const
{
    const auto span = m_scope.snapshot().timeSpan();
    return span ? span->to : 0;
}

void TopBar::setSource(const QString& icon, const QString& name, const QString& remark)
{
    m_source->setCaption(icon, name, remark);
}

void TopBar::openTimeRange()
{
    m_popover->setState(m_scope.range(), m_scope.effectiveRange(), newestMs(), m_scope.isUtc());
    m_popover->popUpUnder(m_range);
}

void TopBar::readScope()
{
    const RangeCaption caption = captionOf(m_scope.range(), m_scope.effectiveRange(), newestMs(), m_scope.isUtc());
    m_range->setChoice(caption.value, caption.remark);
    m_range->setEnabled(m_scope.snapshot().timeSpan().has_value());
    m_zone->setCurrent(m_scope.isUtc() ? 0 : 1);
}

void TopBar::resizeEvent(QResizeEvent*)
{
    m_range->setCompact(width() < m_theme.px(kRoomyWidth));
    m_live->setCompact(width() < m_theme.px(kRoomyWidth));
    m_source->setCompact(width() < m_theme.px(kRoomyWidth));
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().bg);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.tokens().border);
}

} // namespace tracedeck::ui
