#include "wizard/effect_panel.h"

#include "text/format.h"
#include "widgets/card.h"
#include "widgets/clear_layout.h"
#include "widgets/elided_label.h"
#include "wizard/share_bar.h"
#include "wizard/step_parts.h"

#include <QBoxLayout>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMostScripts = 3, kNamed = 3;

/// "a, b, c and 4 more"
QString listed(const QStringList& names, std::size_t all)
{
    const QString some = names.join(u", "_s);
    const auto more = static_cast<int>(all) - static_cast<int>(names.size());
    return more > 0 ? EffectPanel::tr("%1 and %n more", nullptr, more).arg(some) : some;
}

CheckLine lostWorkers(const store::FilterEffect& effect)
{
    using State = CheckLine::State;
    if (effect.lostScripts.empty())
        return {State::Passed, EffectPanel::tr("Every Worker keeps some of its events"), {}};
    QStringList names;
    for (std::size_t i = 0; i < std::min(kNamed, effect.lostScripts.size()); ++i)
        names.append(shown(effect.lostScripts[i].value));
    return {State::Warned,
            effect.lostScripts.size() == 1 ? EffectPanel::tr("A Worker vanishes")
                                           : EffectPanel::tr("%1 Workers vanish").arg(effect.lostScripts.size()),
            listed(names, effect.lostScripts.size())};
}

CheckLine lostGroups(const store::FilterEffect& effect)
{
    using State = CheckLine::State;
    if (effect.groups == 0)
        return {State::Passed, EffectPanel::tr("There are no exceptions in these events"), {}};
    if (effect.lostGroups.empty())
        return {State::Passed, EffectPanel::tr("No exception group of %1 is lost").arg(countText(effect.groups)), {}};
    QStringList names;
    for (std::size_t i = 0; i < std::min(kNamed, effect.lostGroups.size()); ++i) {
        const store::LostGroup& group = effect.lostGroups[i];
        const QString text = group.message.empty() ? shown(group.name) : shown(group.message);
        names.append(EffectPanel::tr("%1 (%2)").arg(text.left(80), countText(group.events)));
    }
    return {State::Warned,
            EffectPanel::tr("%1 of %2 exception groups vanish").arg(countText(effect.lostGroups.size()), countText(effect.groups)),
            listed(names, effect.lostGroups.size())};
}

std::vector<CheckLine> lossesOf(const store::FilterEffect& effect)
{
    using State = CheckLine::State;
    if (effect.events == 0)
        return {{State::Waiting, EffectPanel::tr("No event was delivered here in this time"),
                 EffectPanel::tr("Nothing to try the filter on.")}};
    if (effect.kept == 0)
        return {{State::Failed, EffectPanel::tr("Nothing would be kept"), EffectPanel::tr("No event of this time matches the filter.")}};
    std::vector<CheckLine> lines {lostWorkers(effect), lostGroups(effect)};
    if (effect.keptOk == 0)
        lines.push_back({State::Warned, EffectPanel::tr("Rates can no longer be computed"),
                         EffectPanel::tr("Without ok events there is no total to compare failures with.")});
    return lines;
}

} // namespace

EffectPanel::EffectPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new PlainLabel(theme, TextRole::Heading, tr("Effect")))
    , m_kept(new PlainLabel(theme, TextRole::Title, kMissing.toString()))
    , m_keptNote(new PlainLabel(theme, TextRole::Small, tr("kept"), Tone::Secondary))
    , m_dropped(new PlainLabel(theme, TextRole::Title, kMissing.toString(), Tone::Secondary))
    , m_bar(new ShareBar(theme))
    , m_scripts(new QVBoxLayout)
    , m_losses(new CheckList(theme))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    m_title->setWordWrap(true);
    column->addWidget(m_title);
    auto* card = new Card(theme);
    auto* figures = new QGridLayout;
    figures->setVerticalSpacing(0);
    figures->setColumnStretch(0, 1);
    figures->addWidget(m_kept, 0, 0);
    figures->addWidget(m_dropped, 0, 1, Qt::AlignRight);
    figures->addWidget(m_keptNote, 1, 0);
    figures->addWidget(new PlainLabel(theme, TextRole::Small, tr("dropped"), Tone::Secondary), 1, 1, Qt::AlignRight);
    card->body()->setSpacing(theme.px(8));
    card->body()->addLayout(figures);
    card->body()->addWidget(m_bar);
    card->body()->addLayout(m_scripts);
    m_scripts->setSpacing(theme.px(4));
    column->addWidget(card);
    auto* losses = new Card(theme);
    losses->body()->addWidget(m_losses);
    column->addWidget(losses);
}

void EffectPanel::setRange(TimeRange range, bool isUtc)
{
    constexpr std::int64_t kMinute = 60'000;
    const TimeRange minutes {range.from - range.from % kMinute, range.to + (kMinute - range.to % kMinute) % kMinute};
    m_title->setText(tr("Effect on %1").arg(rangeText(minutes, isUtc)));
}

void EffectPanel::setBusy()
{
    m_keptNote->setText(tr("counting…"));
}

void EffectPanel::setProblem(const QString& text)
{
    m_kept->setText(kMissing.toString());
    m_dropped->setText(kMissing.toString());
    m_keptNote->setText(tr("kept"));
    m_bar->setShare(0);
    clearLayout(*m_scripts);
    m_losses->setLines({{CheckLine::State::Warned, tr("The effect is not known"), text}});
}

void EffectPanel::setEffect(const store::FilterEffect& effect)
{
    setKept(effect.events, effect.kept);
    showScripts(effect.keptScripts);
    m_losses->setLines(lossesOf(effect));
}

void EffectPanel::setKept(std::uint64_t events, std::uint64_t kept)
{
    const double share = events == 0 ? 0 : static_cast<double>(kept) / static_cast<double>(events);
    m_kept->setText(events == 0 ? kMissing.toString() : countText(kept));
    m_keptNote->setText(events == 0 ? tr("kept") : tr("kept, %1").arg(percentText(share)));
    m_dropped->setText(events == 0 ? kMissing.toString() : countText(events - kept));
    m_bar->setShare(share);
    m_bar->setAccessibleName(tr("%1 of %2 events kept").arg(countText(kept), countText(events)));
}

void EffectPanel::showScripts(const std::vector<store::ValueCount>& kept)
{
    clearLayout(*m_scripts);
    if (kept.empty())
        return;
    m_scripts->addWidget(new PlainLabel(m_theme, TextRole::MicroStrong, tr("Kept, by Worker"), Tone::Secondary));
    const auto top = static_cast<double>(kept.front().events);
    const auto add = [&](const QString& name, std::uint64_t events) {
        auto* line = new QWidget;
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto* label = new ElidedLabel(m_theme, TextRole::Small, name);
        label->setFixedWidth(m_theme.px(104));
        auto* bar = new ShareBar(m_theme);
        bar->setShare(static_cast<double>(events) / std::max(1.0, top));
        auto* count = new PlainLabel(m_theme, TextRole::Small, countText(events));
        count->setFixedWidth(m_theme.px(64));
        count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row->addWidget(label);
        row->addWidget(bar, 1);
        row->addWidget(count);
        m_scripts->addWidget(line);
    };
    std::uint64_t rest = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i < kMostScripts)
            add(shown(kept[i].value), kept[i].events);
        else
            rest += kept[i].events;
    }
    if (kept.size() > kMostScripts)
        add(tr("others: %1").arg(kept.size() - kMostScripts), rest);
}

} // namespace tracedeck::ui
