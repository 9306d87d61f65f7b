#include "workers/compare_tab.h"

#include "base/visible_text.h"
#include "text/format.h"
#include "widgets/banner.h"
#include "widgets/card.h"
#include "widgets/clear_layout.h"
#include "widgets/elided_label.h"
#include "workers/worker_words.h"

#include <QGridLayout>
#include <QScrollArea>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16, kLabelWidth = 92;

QString namesText(const QStringList& names)
{
    QStringList shown;
    for (const QString& name : names)
        shown.append(visibleText(name));
    return shown.isEmpty() ? CompareTab::tr("none") : shown.join(u", "_s);
}

QString valueText(std::optional<bool> value)
{
    return value ? flagText(value) : CompareTab::tr("not known");
}

} // namespace

CompareTab::CompareTab(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout)
{
    auto* area = new QScrollArea(this);
    auto* sheet = new QWidget(area);
    sheet->setObjectName(u"sheet"_s);
    sheet->setLayout(m_column);
    area->setWidget(sheet);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setAccessibleName(tr("Logpush, observability and tail consumers"));
    m_column->setContentsMargins(theme.px(kMargin), theme.px(12), theme.px(kMargin), theme.px(12));
    m_column->setSpacing(theme.px(12));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(area);
}

std::vector<CompareTab::Part> CompareTab::partsOf(const workers::WorkerRow& row) const
{
    const bool isLinked = row.section.has_value();
    const QString noFile = tr("no file linked");
    const auto inFile = [&](const QString& text) { return isLinked ? text : noFile; };
    const auto observability = isLinked ? row.section->observability : std::nullopt;
    return {{u"logpush"_s,
             tr("Trace events of every invocation go to the destinations of the account's Logpush jobs. Tracedeck reads these."),
             tr("Stands at the top level, for all environments, or in one of them. Left out of the file, wrangler sends nothing; what "
                "Cloudflare keeps then is not documented."),
             valueText(row.worker.logpush), inFile(flagText(row.fileFlag))},
            {u"observability"_s,
             tr("Workers Logs: Cloudflare keeps logs of this Worker for its own dashboard. It needs no job and feeds none."),
             tr("Inherited by environments. Left out of the file, wrangler deploy switches it off."), valueText(row.worker.observability),
             inFile(flagText(observability))},
            {u"tail_consumers"_s, tr("Other Workers that are handed the events, to do with them what their code says."),
             tr("Not inherited: each environment names its own."), namesText(row.worker.tailConsumers),
             inFile(isLinked ? namesText(row.section->tailConsumers) : QString())}};
}

void CompareTab::addPart(const Part& part)
{
    auto* card = new Card(m_theme, this);
    card->setAccessibleName(part.name);
    card->body()->setSpacing(m_theme.px(6));
    auto* name = new PlainLabel(m_theme, TextRole::MonoStrong, part.name, Tone::Normal, card);
    card->body()->addWidget(name);
    const auto sentence = [&](const QString& text, Tone tone) {
        auto* label = new PlainLabel(m_theme, TextRole::Body, text, tone, card);
        label->setWordWrap(true);
        card->body()->addWidget(label);
    };
    sentence(part.does, Tone::Normal);
    sentence(part.deploy, Tone::Secondary);
    auto* grid = new QGridLayout;
    grid->setColumnMinimumWidth(0, m_theme.px(kLabelWidth));
    grid->setColumnStretch(1, 1);
    int line = 0;
    for (const auto& [label, value] : {std::pair {tr("Deployed"), part.deployed}, std::pair {tr("In the file"), part.file}}) {
        auto* shown = new ElidedLabel(m_theme, TextRole::BodyMedium, value, Tone::Normal, card);
        shown->setAccessibleName(tr("%1: %2").arg(label, value));
        grid->addWidget(new PlainLabel(m_theme, TextRole::Small, label, Tone::Secondary, card), line, 0);
        grid->addWidget(shown, line++, 1);
    }
    card->body()->addLayout(grid);
    m_column->addWidget(card);
}

void CompareTab::showWorker(const workers::WorkerRow& row, const workers::WranglerConfig* config)
{
    QStringList decoys;
    for (const workers::Decoy& decoy : config ? config->decoys : std::vector<workers::Decoy> {})
        decoys.append(tr("%1 in line %2 switches nothing.").arg(visibleText(decoy.path), QString::number(decoy.line)));
    show(partsOf(row), std::move(decoys));
}

void CompareTab::clear()
{
    show({}, {});
}

/// What is so already is left alone, with its place and what is marked in it.
void CompareTab::show(std::vector<Part> parts, QStringList decoys)
{
    if (parts == m_parts && decoys == m_decoys)
        return;
    m_parts = std::move(parts);
    m_decoys = std::move(decoys);
    clearLayout(*m_column);
    for (const QString& decoy : std::as_const(m_decoys)) {
        auto* banner = new Banner(m_theme, this);
        m_column->addWidget(banner);
        banner->showMessage(BadgeKind::Warn, decoy, {});
    }
    for (const Part& part : m_parts)
        addPart(part);
    m_column->addStretch(1);
}

} // namespace tracedeck::ui
