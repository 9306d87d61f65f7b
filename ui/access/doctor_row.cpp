#include "access/doctor_row.h"

#include "text/access_text.h"
#include "text/doctor_text.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"

#include <QBoxLayout>
#include <QPainter>
#include <QStyle>

#include <array>

namespace tracedeck::ui {

using doctor::Stage;
using doctor::Verdict;

namespace {

constexpr int kSign = 16, kVerdictWidth = 64;

struct VerdictLook {
    const char* icon;
    QColor Tokens::*colour;
    Tone tone;
};

/// In the order of verdicts; each has a shape of its own.
constexpr auto kLooks = std::to_array<VerdictLook>({
    {"skip", &Tokens::text3, Tone::Muted},
    {"question", &Tokens::text2, Tone::Secondary},
    {"okc", &Tokens::oktext, Tone::Ok},
    {"warn", &Tokens::warntext, Tone::Warn},
    {"error", &Tokens::dangertext, Tone::Error},
});
static_assert(kLooks.size() == static_cast<std::size_t>(Verdict::Cause) + 1);

const VerdictLook& lookOf(const doctor::Finding& finding)
{
    return kLooks[finding.stage == Stage::Done ? static_cast<std::size_t>(finding.verdict) : 0];
}

QString wordOf(const doctor::Finding& finding)
{
    switch (finding.stage) {
    case Stage::Waiting: return DoctorRow::tr("Waiting");
    case Stage::Running: return DoctorRow::tr("Checking…");
    case Stage::Done: break;
    }
    return verdictWord(finding.verdict);
}

} // namespace

DoctorRow::DoctorRow(const Theme& theme, int number, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_sign(new QLabel(this))
    , m_title(new PlainLabel(theme, TextRole::BodyMedium, {}, Tone::Normal, this))
    , m_why(new ElidedLabel(theme, TextRole::Small, {}, Tone::Muted, this))
    , m_action(denseButton({}, this))
    , m_verdict(new PlainLabel(theme, TextRole::Small, {}, Tone::Muted, this))
{
    auto* order = new PlainLabel(theme, TextRole::Small, QString::number(number), Tone::Muted, this);
    order->setFixedWidth(theme.px(18));
    order->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_sign->setFixedWidth(theme.px(kSign));
    m_verdict->setMinimumWidth(theme.px(kVerdictWidth));
    m_verdict->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_action->hide();
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_why);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(4), theme.px(14), theme.px(4));
    row->setSpacing(theme.px(10));
    row->addWidget(order);
    row->addWidget(m_sign);
    row->addLayout(words, 1);
    row->addWidget(m_action);
    row->addWidget(m_verdict);
    connect(m_action, &QPushButton::clicked, this, [this] { emit fixRequested(fixOf(m_finding)); });
    connect(&theme, &Theme::changed, this, &DoctorRow::dress);
}

QString DoctorRow::evidenceLines() const
{
    QStringList lines;
    for (const access::Evidence& evidence : m_finding.evidence) {
        lines << evidenceText(evidence);
        if (!evidence.words.isEmpty())
            lines << rawText(evidence);
        if (const QString meaning = codeText(evidence.code != 0 ? evidence.code : evidence.status); !meaning.isEmpty() && evidence.failure)
            lines << meaning;
    }
    return lines.join(u'\n');
}

void DoctorRow::setFinding(const doctor::Diagnosis& diagnosis, const doctor::Finding& finding)
{
    m_finding = finding;
    const QString statement = probeName(diagnosis, finding.probe);
    QStringList parts;
    if (finding.stage == Stage::Done)
        parts << findingText(finding, diagnosis.startedMs) << proofText(finding);
    parts.removeAll(QString());
    const QString why = parts.join(QStringLiteral(" · "));
    m_title->setText(statement);
    m_why->setText(why);
    setToolTip(plainToolTip(evidenceLines()));
    setAction(statement);
    m_verdict->setText(wordOf(finding));
    m_verdict->setTone(lookOf(finding).tone);
    setAccessibleName(tr("%1: %2. %3").arg(statement, wordOf(finding), why).trimmed());
    setAccessibleDescription(evidenceLines());
    dress();
}

void DoctorRow::setAction(const QString& statement)
{
    const bool isOffered = m_finding.stage == Stage::Done
        && (m_finding.verdict == Verdict::Cause || m_finding.verdict == Verdict::AlsoFix || m_finding.verdict == Verdict::Unknown);
    const doctor::Fix fix = isOffered ? fixOf(m_finding) : doctor::Fix::None;
    const QString name = fix == doctor::Fix::TryAgain ? QString() : fixName(fix); // that is the card's
    m_action->setText(name);
    m_action->setAccessibleName(tr("%1: %2").arg(statement, name));
    m_action->setVisible(!name.isEmpty());
    m_action->setProperty("kind", m_finding.verdict == Verdict::Cause ? QVariant(QStringLiteral("primary")) : QVariant());
    m_action->style()->unpolish(m_action);
    m_action->style()->polish(m_action);
}

void DoctorRow::dress()
{
    const VerdictLook& look = lookOf(m_finding);
    m_sign->setPixmap(m_theme.pixmap(QString::fromLatin1(look.icon), kSign, m_theme.tokens().*look.colour, devicePixelRatioF()));
    update();
}

void DoctorRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_finding.stage == Stage::Done && m_finding.verdict == Verdict::Cause) {
        painter.fillRect(rect(), m_theme.tokens().dangersoft);
        const QRect bar(0, 0, m_theme.px(3), height());
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), bar), m_theme.tokens().dangertext);
    }
    painter.setPen(m_theme.tokens().grid);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace tracedeck::ui
