#include "access/step_row.h"

#include "access/answer_delegate.h"
#include "text/access_text.h"
#include "widgets/badge.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"

#include <QBoxLayout>
#include <QPainter>

namespace tracedeck::ui {

namespace {

using access::Answer;
using access::Stage;

constexpr int kSign = 16;

struct StageLook {
    BadgeKind kind;
    QString word;
};

StageLook lookOf(const access::StepReport& step)
{
    switch (step.stage) {
    case Stage::Waiting: return {BadgeKind::Quiet, StepRow::tr("Waiting")};
    case Stage::Running: return {BadgeKind::Info, StepRow::tr("Checking…")};
    case Stage::Skipped: return {BadgeKind::Quiet, StepRow::tr("Not run")};
    case Stage::Done: break;
    }
    const BadgeKind kind = step.verdict.answer == Answer::Yes ? BadgeKind::Ok
        : step.verdict.answer == Answer::No                   ? BadgeKind::Danger
                                                              : BadgeKind::Quiet;
    return {kind, answerWord(step.verdict.answer)};
}

} // namespace

StepRow::StepRow(const Theme& theme, int number, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_sign(new QLabel(this))
    , m_title(new PlainLabel(theme, TextRole::BodyMedium, {}, Tone::Normal, this))
    , m_why(new ElidedLabel(theme, TextRole::Small, {}, Tone::Secondary, this))
    , m_lines(new PlainLabel(theme, TextRole::MonoSmall, {}, Tone::Secondary, this))
    , m_action(denseButton({}, this))
    , m_badge(new Badge(theme, BadgeKind::Quiet, {}, {}, this))
    , m_toggle(new IconButton(theme, QStringLiteral("chevd"), tr("Evidence"), this, true))
{
    auto* order = new PlainLabel(theme, TextRole::Small, QString::number(number), Tone::Muted, this);
    order->setFixedWidth(theme.px(18));
    order->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_sign->setFixedWidth(theme.px(kSign));
    m_lines->setWordWrap(true);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_lines->setContentsMargins(0, theme.px(4), 0, theme.px(2));
    m_lines->hide();

    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_why);
    words->addWidget(m_lines);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(10), theme.px(5), theme.px(10), theme.px(5));
    row->setSpacing(theme.px(10));
    row->addWidget(order, 0, Qt::AlignTop);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_action, 0, Qt::AlignTop);
    row->addWidget(m_badge, 0, Qt::AlignTop);
    row->addWidget(m_toggle, 0, Qt::AlignTop);
    m_toggle->setCheckable(true);
    connect(m_toggle, &QPushButton::toggled, m_lines, &QWidget::setVisible);
    connect(m_action, &QPushButton::clicked, this, [this] { emit actionRequested(access::actionFor(m_step.verdict.cause), m_step.step); });
    connect(&theme, &Theme::changed, this, &StepRow::dress);
}

QString StepRow::evidenceLines() const
{
    QStringList lines;
    for (const access::Evidence& evidence : m_step.verdict.evidence) {
        lines << evidenceText(evidence);
        if (!evidence.words.isEmpty())
            lines << rawText(evidence);
        if (const QString meaning = codeText(evidence.code != 0 ? evidence.code : evidence.status); !meaning.isEmpty() && evidence.failure)
            lines << meaning;
    }
    return lines.join(u'\n');
}

void StepRow::setStep(const access::StepReport& step)
{
    m_step = step;
    const QString why = step.stage == Stage::Done || step.stage == Stage::Skipped ? verdictText(step.step, step.verdict) : QString();
    const auto& evidence = step.verdict.evidence;
    m_title->setText(stepName(step.step));
    m_why->setText(!why.isEmpty() ? why : evidence.empty() ? QString() : evidenceText(evidence.back()));
    m_lines->setText(evidenceLines());
    m_toggle->setEnabled(!evidence.empty());
    m_toggle->setAccessibleName(tr("Evidence of step: %1").arg(stepName(step.step)));
    const QString action =
        step.stage == Stage::Done && step.verdict.answer != Answer::Yes ? actionName(access::actionFor(step.verdict.cause)) : QString();
    m_action->setText(action);
    m_action->setAccessibleName(tr("%1: %2").arg(stepName(step.step), action));
    m_action->setVisible(!action.isEmpty());
    const StageLook look = lookOf(step);
    m_badge->setBadge(look.kind, look.word);
    setAccessibleName(tr("%1: %2. %3").arg(stepName(step.step), look.word, why).trimmed());
    dress();
}

void StepRow::dress()
{
    const bool isDone = m_step.stage == Stage::Done;
    const AnswerLook look = answerLook(m_theme, m_step.verdict.answer);
    const QString icon = !isDone               ? QStringLiteral("skip")
        : m_step.verdict.answer == Answer::Yes ? QStringLiteral("okc")
        : m_step.verdict.answer == Answer::No  ? QStringLiteral("error")
                                               : QStringLiteral("question");
    m_sign->setPixmap(m_theme.pixmap(icon, kSign, isDone ? look.colour : m_theme.tokens().text3, devicePixelRatioF()));
    update();
}

void StepRow::showEvidence(bool shown)
{
    m_toggle->setChecked(shown && m_toggle->isEnabled());
}

bool StepRow::isEvidenceShown() const
{
    return m_toggle->isChecked();
}

void StepRow::focusEvidence()
{
    m_toggle->setFocus(Qt::OtherFocusReason);
}

void StepRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const bool isNo = m_step.stage == Stage::Done && m_step.verdict.answer == Answer::No;
    if (isNo) {
        painter.fillRect(rect(), m_theme.tokens().dangersoft);
        const QRect bar(0, 0, m_theme.px(3), height());
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), bar), m_theme.tokens().dangertext);
    }
    painter.setPen(m_theme.tokens().grid);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace tracedeck::ui
