#include "workers/request_tab.h"

#include "text/access_text.h"
#include "widgets/badge.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "workers/flag_request.h"
#include "workers/worker_words.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16, kCurlHeight = 148;

QString outcomeText(const workers::FlagOutcome& outcome)
{
    if (!outcome.error)
        return outcome.before == outcome.after
            ? RequestTab::tr("It was %1 already: nothing was sent.").arg(flagText(outcome.after))
            : RequestTab::tr("It was %1, and was read back as %2.").arg(flagText(outcome.before), flagText(outcome.after));
    return explainedText(*outcome.error);
}

} // namespace

RequestTab::RequestTab(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_about(new PlainLabel(theme, TextRole::Body, {}, Tone::Secondary, this))
    , m_curl(new QPlainTextEdit(this))
    , m_send(new QPushButton(this))
    , m_state(new Badge(theme, BadgeKind::Quiet, {}, {}, this))
    , m_answer(new PlainLabel(theme, TextRole::Body, {}, Tone::Normal, this))
{
    m_about->setWordWrap(true);
    m_answer->setWordWrap(true);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_curl->setReadOnly(true);
    m_curl->setTabChangesFocus(true);
    m_curl->setFont(theme.font(TextRole::Mono));
    m_curl->setAccessibleName(tr("The request as a curl command"));
    m_curl->setLayoutDirection(Qt::LeftToRight);
    m_curl->setFixedHeight(theme.px(kCurlHeight));
    auto* copy = new QPushButton(tr("Copy as curl"), this);
    copy->setIcon(theme.icon(u"copy"_s));
    auto* actions = new QHBoxLayout;
    actions->setSpacing(theme.px(8));
    actions->addWidget(m_send);
    actions->addWidget(copy);
    actions->addStretch(1);
    auto* answer = new QHBoxLayout;
    answer->setSpacing(theme.px(8));
    answer->addWidget(new PlainLabel(theme, TextRole::Subheading, tr("Last answer"), Tone::Normal, this));
    answer->addWidget(m_state);
    answer->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(kMargin), theme.px(12), theme.px(kMargin), theme.px(12));
    column->setSpacing(theme.px(12));
    column->addWidget(m_about);
    column->addWidget(m_curl);
    column->addLayout(actions);
    column->addLayout(answer);
    column->addWidget(m_answer);
    column->addStretch(1);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_curl->toPlainText()); });
    connect(m_send, &QPushButton::clicked, this, [this] { emit switchRequested(m_value); });
}

void RequestTab::showWorker(const workers::WorkerRow& row, const QString& baseUrl, const QString& accountId)
{
    m_value = row.worker.logpush != true;
    const FlagRequest request = flagRequestOf(idOf(row), accountId, m_value);
    m_about->setText(
        request.makesVersion
            ? tr("A Worker in a dispatch namespace is switched by its settings, sent as a form. That makes a new version of it.")
            : tr("The script settings are no part of a version: code, bindings and secrets are not touched, and nothing is "
                 "deployed."));
    if (const QString curl = asCurl(request, baseUrl); curl != m_curl->toPlainText()) // what is marked in it stays
        m_curl->setPlainText(curl);
    m_send->setText(m_value ? tr("Switch on…") : tr("Switch off…"));
    setObstacle(m_obstacle);
}

void RequestTab::showOutcome(const workers::FlagOutcome* outcome)
{
    m_state->setVisible(outcome != nullptr);
    m_answer->setText(outcome ? outcomeText(*outcome) : tr("Nothing was sent for this Worker since this account was opened."));
    m_answer->setTone(outcome ? Tone::Normal : Tone::Secondary);
    if (!outcome)
        return;
    const bool isGood = !outcome->error;
    const int code = isGood ? 0 : outcome->error->apiCode != 0 ? outcome->error->apiCode : outcome->error->status;
    m_state->setBadge(isGood ? BadgeKind::Ok : BadgeKind::Danger, code == 0 ? (isGood ? tr("done") : tr("failed")) : QString::number(code),
                      isGood ? u"check"_s : u"error"_s);
}

void RequestTab::clear()
{
    m_about->setText({});
    m_curl->clear();
    showOutcome(nullptr);
}

void RequestTab::setObstacle(const QString& reason)
{
    m_obstacle = reason;
    m_send->setEnabled(reason.isEmpty());
    m_send->setToolTip(plainToolTip(reason));
}

} // namespace tracedeck::ui
