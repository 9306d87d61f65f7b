#include "workers/section_list.h"

#include "widgets/clear_layout.h"
#include "widgets/plain_label.h"
#include "widgets/segmented_control.h"
#include "workers/worker_words.h"

#include <QBoxLayout>
#include <QCheckBox>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using workers::WranglerSection;

namespace {

constexpr int kTrue = 0, kFalse = 1; ///< segments

QString wordOf(bool value)
{
    return value ? u"true"_s : u"false"_s; // as the file has it, in every language
}

} // namespace

SectionList::SectionList(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_value(new SegmentedControl({wordOf(true), wordOf(false)}, tr("Value of logpush"), this))
    , m_count(new PlainLabel(theme, TextRole::Body, {}, Tone::Secondary, this))
    , m_list(new QVBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.px(4));
    m_list->setSpacing(m_theme.px(2));
    m_value->setDense(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(m_theme.px(8));
    head->addWidget(new PlainLabel(theme, TextRole::Subheading, tr("Set logpush ="), Tone::Normal, this));
    head->addWidget(m_value);
    head->addWidget(new PlainLabel(theme, TextRole::Subheading, tr("in"), Tone::Normal, this));
    head->addStretch(1);
    head->addWidget(m_count);
    column->addLayout(head);
    column->addLayout(m_list);
    connect(m_value, &SegmentedControl::chosen, this, [this] {
        showEffects();
        emit changed();
    });
}

bool SectionList::value() const
{
    return m_value->current() == kTrue;
}

void SectionList::setConfig(const workers::WranglerConfig& config, const QString& environment, bool value)
{
    m_config = config;
    m_value->setCurrent(value ? kTrue : kFalse);
    clearLayout(*m_list);
    m_rows.clear();
    for (const WranglerSection& section : config.sections) {
        auto* line = new QWidget(this);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto* tick = new QCheckBox(withoutMnemonics(sectionText(section.environment)), line);
        tick->setFont(m_theme.font(TextRole::Mono));
        tick->setMinimumHeight(m_theme.px(24));
        auto* effect = new PlainLabel(m_theme, TextRole::Body, {}, Tone::Secondary, line);
        row->addWidget(tick, 1);
        row->addWidget(effect);
        m_list->addWidget(line);
        tick->setChecked(section.environment == environment && config.effective(environment) != value);
        m_rows.push_back({section, tick, effect});
        connect(tick, &QCheckBox::toggled, this, [this] {
            showEffects();
            emit changed();
        });
    }
    showEffects();
}

std::vector<workers::FlagEdit> SectionList::edits() const
{
    std::vector<workers::FlagEdit> edits;
    for (const Row& row : m_rows) {
        if (row.tick->isChecked())
            edits.push_back({row.section.environment, value()});
    }
    return edits;
}

void SectionList::untick(const QString& environment)
{
    const auto at = std::ranges::find_if(m_rows, [&](const Row& row) { return row.section.environment == environment; });
    if (at != m_rows.end())
        at->tick->setChecked(false);
}

/// What a tick changes, or what stands there where there is none.
QString SectionList::effectOf(const Row& row) const
{
    const workers::FlagPlace& flag = row.section.logpush;
    QString before = flag.isWrong ? tr("no boolean") : flag.value ? wordOf(*flag.value) : tr("missing");
    if (row.tick->isChecked())
        return flag.value == value() ? tr("%1 already").arg(before) : QString(before + u" → "_s + wordOf(value()));
    if (flag.value || flag.isWrong)
        return before;
    if (row.section.environment.isEmpty())
        return tr("not set");
    const auto inherited = m_config.effective(row.section.environment);
    return inherited ? tr("not set, inherits %1").arg(wordOf(*inherited)) : tr("not set, inherits nothing");
}

void SectionList::showEffects()
{
    int ticked = 0;
    for (const Row& row : m_rows) {
        const QString effect = effectOf(row);
        const bool changes = row.tick->isChecked() && row.section.logpush.value != value();
        ticked += row.tick->isChecked() ? 1 : 0;
        row.effect->setText(effect);
        row.effect->setTone(!changes ? Tone::Secondary : row.section.logpush.value || row.section.logpush.isWrong ? Tone::Warn : Tone::Ok);
        row.tick->setAccessibleDescription(effect);
    }
    m_count->setText(m_rows.size() == 1 ? tr("%1 of 1 section").arg(ticked) : tr("%1 of %2 sections").arg(ticked).arg(m_rows.size()));
}

} // namespace tracedeck::ui
