#include "access/steps_card.h"

#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>

#include <algorithm>

namespace tracedeck::ui {

StepsCard::StepsCard(const Theme& theme, QWidget* parent) : Card(theme, parent)
{
    setTitle(tr("What was asked"), tr("in this order; nothing is changed"));
    setBodyMargin(0);
    body()->setSpacing(0);
    m_again = denseButton(tr("Probe again"), this);
    m_again->setIcon(theme.icon(QStringLiteral("refresh"), 14));
    m_again->setToolTip(tr("Probe again (Ctrl+R)"));
    head()->addWidget(m_again);
    for (const access::Step step : access::kSteps) {
        auto* row = new StepRow(theme, static_cast<int>(step) + 1, this);
        connect(row, &StepRow::actionRequested, this, &StepsCard::actionRequested);
        m_rows.push_back(row);
        body()->addWidget(row);
    }
    auto* foot = new QWidget(this);
    auto* line = new QHBoxLayout(foot);
    line->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    m_summary = new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary, foot);
    auto* copy = new LinkButton(tr("Copy as Markdown, without secrets"), foot);
    line->addWidget(m_summary, 1);
    line->addWidget(copy);
    body()->addWidget(foot);
    connect(m_again, &QPushButton::clicked, this, &StepsCard::probeRequested);
    connect(copy, &QPushButton::clicked, this, &StepsCard::copyRequested);
}

QString StepsCard::summary(const access::Report& report) const
{
    if (!report.isFinished)
        return tr("Checking…");
    const auto count = [&](access::Answer answer) {
        return static_cast<int>(
            std::ranges::count_if(report.steps, [answer](const access::StepReport& step) { return step.verdict.answer == answer; }));
    };
    return tr("%1 steps in %2: %3 yes, %4 no, %5 unknown")
        .arg(report.steps.size())
        .arg(durationText(report.tookMs))
        .arg(count(access::Answer::Yes))
        .arg(count(access::Answer::No))
        .arg(count(access::Answer::Unknown));
}

void StepsCard::setReport(const access::Report& report)
{
    for (const access::StepReport& step : report.steps)
        row(step.step)->setStep(step);
    m_again->setEnabled(report.isFinished);
    m_summary->setText(summary(report));
}

} // namespace tracedeck::ui
