#include "wizard/access_step.h"

#include "theme/theme.h"
#include "widgets/buttons.h"
#include "widgets/card.h"

#include <QBoxLayout>

namespace tracedeck::ui {

AccessStep::AccessStep(const Theme& theme, QWidget* parent) : StepPage(parent), m_lines(new CheckList(theme))
{
    const StepFrame frame = frameStep(theme, *this, tr("May this account push logs of Workers?"),
                                      tr("What the check of the account found. Nothing was sent that changes anything."));
    auto* card = new Card(theme);
    card->body()->addWidget(m_lines);
    frame.main->addWidget(card);
    auto* check = new LinkButton(tr("Show the whole check"));
    connect(check, &QPushButton::clicked, this, &AccessStep::checkRequested);
    frame.main->addWidget(check, 0, Qt::AlignLeading);
    frame.main->addStretch(1);
    frame.side->addWidget(sideHeading(theme, tr("What happens here")));
    const char* notes[] = {
        QT_TR_NOOP("A job tells Cloudflare where to put the trace events of your Workers, which of them, and in which form."),
        QT_TR_NOOP("A job takes the events of every Worker of the account that has Logpush switched on. Which ones have it is a matter of "
                   "each Worker, not of the job."),
        QT_TR_NOOP("Events from before the job are not pushed."),
    };
    for (const char* note : notes) {
        auto* label = new PlainLabel(theme, TextRole::Small, tr(note), Tone::Secondary);
        label->setWordWrap(true);
        label->setMinimumWidth(1);
        frame.side->addWidget(label);
    }
    frame.side->addStretch(1);
}

void AccessStep::setFindings(const std::vector<CheckLine>& lines, bool isRefused)
{
    m_isRefused = isRefused;
    m_lines->setLines(lines);
}

} // namespace tracedeck::ui
