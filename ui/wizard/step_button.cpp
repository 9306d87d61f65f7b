#include "wizard/step_button.h"

#include "theme/theme.h"
#include "widgets/plain_label.h"

#include <QPainter>
#include <QStyle>

namespace tracedeck::ui {

namespace {

constexpr int kWidth = 200, kHeight = 50, kCircle = 24, kPad = 12;

QString stateWord(StepState state)
{
    switch (state) {
    case StepState::Ahead: return {};
    case StepState::Current: return StepButton::tr("current step");
    case StepState::Done: return StepButton::tr("done");
    case StepState::NotNeeded: return StepButton::tr("not needed");
    case StepState::Attention: return StepButton::tr("needs attention");
    }
    return {};
}

const char* markOf(StepState state)
{
    switch (state) {
    case StepState::Done: return "check";
    case StepState::NotNeeded: return "minus";
    case StepState::Attention: return "warn";
    case StepState::Ahead:
    case StepState::Current: break;
    }
    return nullptr;
}

} // namespace

StepButton::StepButton(const Theme& theme, int number, QWidget* parent) : QAbstractButton(parent), m_theme(theme), m_number(number)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StepButton::setStep(const WizardStep& step)
{
    m_step = step;
    setEnabled(step.isOpen);
    setText(step.name);
    const QString state = stateWord(step.state);
    setAccessibleName(state.isEmpty() ? tr("Step %1: %2, %3").arg(m_number).arg(step.name, step.summary)
                                      : tr("Step %1: %2, %3, %4").arg(m_number).arg(step.name, step.summary, state));
    update();
}

void StepButton::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    setToolTip(isCompact ? plainToolTip(m_step.name + u'\n' + m_step.summary) : QString());
    updateGeometry();
    update();
}

QSize StepButton::sizeHint() const
{
    return {m_theme.px(m_isCompact ? kCircle + 2 * kPad - 8 : kWidth), m_theme.px(kHeight)};
}

void StepButton::paintCircle(QPainter& painter, const QRect& circle) const
{
    const Tokens& t = m_theme.tokens();
    const bool isCurrent = m_step.state == StepState::Current, isDone = m_step.state == StepState::Done;
    const bool isWarned = m_step.state == StepState::Attention;
    painter.setPen(isCurrent || isDone || isWarned
                       ? QPen(Qt::NoPen)
                       : QPen(t.borderstrong, 1, m_step.state == StepState::NotNeeded ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(isCurrent ? t.accent : isDone ? t.oksoft : isWarned ? t.warnsoft : QBrush(Qt::NoBrush));
    painter.drawEllipse(circle);
    const QColor ink = isCurrent ? t.onaccent : isDone ? t.oktext : isWarned ? t.warntext : t.text2;
    if (const char* mark = markOf(m_step.state)) {
        const int size = m_theme.px(14);
        const QPixmap icon = m_theme.pixmap(QString::fromLatin1(mark), 14, ink, devicePixelRatioF());
        painter.drawPixmap(circle.center().x() - size / 2 + 1, circle.center().y() - size / 2 + 1, size, size, icon);
        return;
    }
    painter.setFont(m_theme.font(TextRole::MicroStrong));
    painter.setPen(ink);
    painter.drawText(circle, Qt::AlignCenter, QString::number(m_number));
}

void StepButton::paintWords(QPainter& painter, const QRect& words) const
{
    const Tokens& t = m_theme.tokens();
    const auto draw = [&](int top, TextRole role, const QColor& ink, const QString& text) {
        painter.setFont(m_theme.font(role));
        painter.setPen(ink);
        painter.drawText(QRect(words.left(), top, words.width(), words.height() / 2),
                         Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, words.width()));
    };
    draw(words.top(), TextRole::Subheading, m_step.state == StepState::Current ? t.accent : isEnabled() ? t.text : t.text2, m_step.name);
    draw(words.top() + words.height() / 2, TextRole::Small, t.text2, m_step.summary);
}

void StepButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(t.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(m_step.state == StepState::Current ? QBrush(t.accentsoft)
                         : underMouse() && isEnabled()  ? QBrush(t.hover)
                                                        : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(frame, 6, 6);
    const int pad = m_theme.px(m_isCompact ? kPad - 4 : kPad), size = m_theme.px(kCircle);
    const auto place = [this](const QRect& part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    paintCircle(painter, place(QRect(pad, (height() - size) / 2, size, size)));
    if (m_isCompact)
        return;
    const int left = pad + size + pad;
    paintWords(painter, place(QRect(left, m_theme.px(6), width() - left - pad / 2, height() - 2 * m_theme.px(6))));
}

} // namespace tracedeck::ui
