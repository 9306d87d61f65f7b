#include "wizard/done_page.h"

#include "theme/theme.h"
#include "widgets/buttons.h"
#include "widgets/card.h"

#include <QBoxLayout>

namespace tracedeck::ui {

DonePage::DonePage(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_title(new PlainLabel(theme, TextRole::Title, {}))
    , m_about(new PlainLabel(theme, TextRole::Body, {}, Tone::Secondary))
    , m_lines(new CheckList(theme))
{
    setObjectName(QStringLiteral("sheet"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16));
    column->setSpacing(theme.px(10));
    m_about->setWordWrap(true);
    auto* card = new Card(theme);
    card->setMaximumWidth(theme.px(760));
    card->body()->addWidget(m_lines);
    auto* row = new QHBoxLayout;
    auto* jobs = primaryButton(tr("Show the job"));
    auto* logs = new QPushButton(tr("Open Logs"));
    auto* deliveries = new QPushButton(tr("Open Deliveries"));
    for (QPushButton* button : {jobs, logs, deliveries})
        row->addWidget(button);
    row->addStretch(1);
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(card);
    column->addLayout(row);
    column->addStretch(1);
    connect(jobs, &QPushButton::clicked, this, &DonePage::jobsRequested);
    connect(logs, &QPushButton::clicked, this, &DonePage::logsRequested);
    connect(deliveries, &QPushButton::clicked, this, &DonePage::deliveriesRequested);
}

void DonePage::setWords(const QString& title, const QString& about)
{
    m_title->setText(title);
    m_about->setText(about);
}

void DonePage::setLines(const std::vector<CheckLine>& lines)
{
    m_lines->setLines(lines);
}

} // namespace tracedeck::ui
