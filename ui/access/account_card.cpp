#include "access/account_card.h"

#include "base/visible_text.h"
#include "text/access_text.h"
#include "text/format.h"
#include "widgets/badge.h"
#include "widgets/elided_label.h"

#include <QBoxLayout>
#include <QGridLayout>

namespace tracedeck::ui {

namespace {

constexpr int kLabelWidth = 92;
constexpr std::int64_t kDayMs = 86'400'000;

} // namespace

AccountCard::AccountCard(const Theme& theme, QWidget* parent) : Card(theme, parent), m_theme(theme), m_grid(new QGridLayout)
{
    setTitle(tr("Account and token"));
    m_badge = new Badge(theme, BadgeKind::Quiet, tr("Checking…"), {}, this);
    head()->addWidget(m_badge);
    m_grid->setHorizontalSpacing(theme.px(8));
    m_grid->setVerticalSpacing(theme.px(4));
    m_grid->setColumnMinimumWidth(0, theme.px(kLabelWidth));
    m_grid->setColumnStretch(2, 1);
    body()->addLayout(m_grid);
}

AccountCard::Line AccountCard::roleLine(const access::Report& report) const
{
    const access::Verdict& verdict = report.at(access::Step::Role).verdict;
    const QString roles = visibleText(report.roles.join(QStringLiteral(", ")));
    const QString note = verdict.answer == access::Answer::Yes ? tr("full Logpush access")
        : verdict.answer == access::Answer::No                 ? tr("no Logpush jobs")
                                                               : QString();
    return {tr("Your role"), roles.isEmpty() ? answerWord(access::Answer::Unknown) : roles, note};
}

AccountCard::Line AccountCard::tokenLine(const access::Report& report) const
{
    if (report.owner == access::Owner::Key)
        return {tr("Key"), visibleText(report.userEmail), ownerText(report.owner)};
    const QString name = report.tokenName.isEmpty() ? shortened(report.tokenId) : report.tokenName;
    return {tr("Token"), name.isEmpty() ? kMissing.toString() : visibleText(name),
            report.owner == access::Owner::Unknown ? QString() : ownerText(report.owner)};
}

AccountCard::Line AccountCard::expiryLine(const access::Report& report) const
{
    if (!report.expiresMs)
        return {tr("Expires"), report.tokenStatus.isEmpty() ? kMissing.toString() : tr("never"), {}};
    const std::int64_t days = (*report.expiresMs - report.startedMs) / kDayMs;
    const QString note = *report.expiresMs <= report.startedMs ? tr("in the past")
        : days == 0                                            ? tr("within a day")
                                                               : tr("in %n day(s)", nullptr, static_cast<int>(days));
    return {tr("Expires"), dateText(*report.expiresMs, true, true), note};
}

AccountCard::Line AccountCard::wranglerLine(const access::Report& report) const
{
    const access::Verdict& verdict = report.at(access::Step::Wrangler).verdict;
    const QString version = visibleText(verdict.subject);
    return {tr("Wrangler"), version.isEmpty() ? kMissing.toString() : version,
            verdict.answer == access::Answer::Yes || version.isEmpty() ? QString() : tr("2.2.0 or newer is needed")};
}

std::vector<AccountCard::Line> AccountCard::linesOf(const access::Report& report) const
{
    const access::Verdict& plan = report.at(access::Step::Plan).verdict;
    const QString name = report.accountName.isEmpty() ? kMissing.toString() : visibleText(report.accountName);
    return {{tr("Account"), name, shortened(report.accountId)},
            {tr("Plan"), plan.answer == access::Answer::Yes ? visibleText(plan.subject) : answerWord(access::Answer::Unknown), {}},
            roleLine(report),
            tokenLine(report),
            expiryLine(report),
            wranglerLine(report)};
}

void AccountCard::showBadge(const access::Report& report)
{
    const access::Answer answer = report.at(access::Can::ChangeJobs).answer;
    if (!report.isFinished && answer == access::Answer::Unknown)
        m_badge->setBadge(BadgeKind::Info, tr("Checking…"));
    else if (answer == access::Answer::Yes)
        m_badge->setBadge(BadgeKind::Ok, tr("May use Logpush"), QStringLiteral("check"));
    else if (answer == access::Answer::No)
        m_badge->setBadge(BadgeKind::Danger, tr("May not use Logpush"), QStringLiteral("close"));
    else
        m_badge->setBadge(BadgeKind::Quiet, tr("Not known"), QStringLiteral("question"));
}

void AccountCard::setReport(const access::Report& report)
{
    showBadge(report);
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const Line& line : linesOf(report)) {
        auto* value = new ElidedLabel(m_theme, TextRole::Body, line.value, Tone::Normal, this);
        value->setAccessibleName(tr("%1: %2 %3").arg(line.label, line.value, line.note).trimmed());
        value->setTextInteractionFlags(Qt::NoTextInteraction);
        m_grid->addWidget(new PlainLabel(m_theme, TextRole::Small, line.label, Tone::Muted, this), row, 0);
        m_grid->addWidget(value, row, 1);
        m_grid->addWidget(new ElidedLabel(m_theme, TextRole::Small, line.note, Tone::Secondary, this), row, 2);
        ++row;
    }
}

} // namespace tracedeck::ui
