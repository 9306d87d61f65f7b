#include "widgets/time_range_popover.h"

#include "text/format.h"
#include "text/time_input.h"
#include "widgets/plain_label.h"
#include "widgets/time_presets.h"

#include <QBoxLayout>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

namespace tracedeck::ui {

TimeRangePopover::TimeRangePopover(const Theme& theme, QWidget* parent) : PopoverFrame(parent), m_theme(theme)
{
    setAccessibleName(tr("Time range"));
    auto* row = new QHBoxLayout(this);
    const int pad = theme.px(12);
    row->setContentsMargins(pad, pad, pad, pad);
    row->setSpacing(theme.px(16));
    row->addWidget(presetColumn());
    row->addLayout(fieldColumn());
}

QWidget* TimeRangePopover::presetColumn()
{
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.px(2));
    const auto add = [&](const QString& name, auto range) {
        auto* preset = new QPushButton(name, side);
        preset->setProperty("kind", QStringLiteral("menu"));
        preset->setProperty("dense", true);
        column->addWidget(preset);
        connect(preset, &QPushButton::clicked, this, [this, range] { choose(range()); });
    };
    for (const TimePreset& preset : timePresets())
        add(presetName(preset), [this, length = preset.lengthMs] { return TimeRange {m_newestMs - length, m_newestMs}; });
    add(tr("All times"), [] { return TimeRange {}; });
    column->addStretch(1);
    return side;
}

QVBoxLayout* TimeRangePopover::fieldColumn()
{
    auto* column = new QVBoxLayout;
    column->setSpacing(m_theme.px(6));
    m_typed = new QLineEdit(this);
    m_typed->setPlaceholderText(tr("-3h, yesterday 14:00, 21 Nov 12:30 \u2013 13:10"));
    m_typed->setAccessibleName(tr("Range as text"));
    m_typed->setMinimumWidth(m_theme.px(320));
    m_reading = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Muted);
    m_anchor = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Muted);
    column->addWidget(new PlainLabel(m_theme, TextRole::BodyMedium, tr("Type a range")));
    column->addWidget(m_typed);
    column->addWidget(m_reading);
    m_from = addEdit(column, tr("From"));
    m_to = addEdit(column, tr("To"));
    auto* last = new QHBoxLayout;
    auto* apply = new QPushButton(tr("Apply"), this);
    last->addWidget(m_anchor, 1);
    last->addWidget(apply);
    column->addStretch(1);
    column->addLayout(last);
    connect(m_typed, &QLineEdit::textChanged, this, &TimeRangePopover::explainTyped);
    connect(m_typed, &QLineEdit::returnPressed, this, &TimeRangePopover::applyTyped);
    connect(apply, &QPushButton::clicked, this, [this] { m_typed->text().trimmed().isEmpty() ? applyEdits() : applyTyped(); });
    return column;
}

QDateTimeEdit* TimeRangePopover::addEdit(QVBoxLayout* column, const QString& label)
{
    auto* row = new QHBoxLayout;
    auto* edit = new QDateTimeEdit(this);
    edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    edit->setAccessibleName(label);
    edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    auto* name = new PlainLabel(m_theme, TextRole::BodyMedium, label);
    name->setFixedWidth(m_theme.px(48));
    row->addWidget(name);
    row->addWidget(edit, 1);
    column->addLayout(row);
    return edit;
}

void TimeRangePopover::setState(TimeRange chosen, TimeRange effective, std::int64_t newestMs, bool utc)
{
    m_newestMs = newestMs;
    m_utc = utc;
    const TimeRange shownRange = chosen.isAll() ? effective : chosen;
    for (QDateTimeEdit* edit : {m_from, m_to})
        edit->setTimeSpec(utc ? Qt::UTC : Qt::LocalTime);
    m_from->setDateTime(QDateTime::fromMSecsSinceEpoch(shownRange.from, utc ? Qt::UTC : Qt::LocalTime));
    m_to->setDateTime(QDateTime::fromMSecsSinceEpoch(shownRange.to, utc ? Qt::UTC : Qt::LocalTime));
    m_anchor->setText(tr("Counted back from the newest event, %1 %2").arg(dateText(newestMs, utc), minuteText(newestMs, utc)));
    m_typed->clear();
    explainTyped();
}

void TimeRangePopover::showEvent(QShowEvent* event)
{
    PopoverFrame::showEvent(event);
    m_typed->setFocus();
}

void TimeRangePopover::choose(TimeRange range)
{
    hide();
    emit rangeChosen(range);
}

void TimeRangePopover::explainTyped()
{
    const auto range = parseTimeRange(m_typed->text(), m_newestMs, m_utc);
    const bool wrong = !range && !m_typed->text().trimmed().isEmpty();
    m_reading->setTone(wrong ? Tone::Error : Tone::Muted);
    m_reading->setText(wrong ? tr("Not a time range yet.") : range ? rangeText(*range, m_utc) : tr("Times are %1.").arg(zoneName(m_utc)));
    m_typed->setAccessibleDescription(m_reading->text());
}

void TimeRangePopover::applyTyped()
{
    if (const auto range = parseTimeRange(m_typed->text(), m_newestMs, m_utc))
        choose(*range);
}

void TimeRangePopover::applyEdits()
{
    const TimeRange range {m_from->dateTime().toMSecsSinceEpoch(), m_to->dateTime().toMSecsSinceEpoch()};
    if (range.lengthMs() > 0) {
        choose(range);
        return;
    }
    m_reading->setTone(Tone::Error);
    m_reading->setText(tr("The end lies before the beginning."));
}

} // namespace tracedeck::ui
