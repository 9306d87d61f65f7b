#include "wizard/ownership_page.h"

#include "logpush/destination.h"
#include "widgets/buttons.h"
#include "widgets/icon_label.h"
#include "widgets/plain_label.h"

#include <QApplication>
#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 20, kWidth = 620;

struct StateLook {
    const char* icon;
    QColor Tokens::*ink;
};

StateLook lookOf(OwnershipState state)
{
    switch (state) {
    case OwnershipState::Proven:
    case OwnershipState::NotNeeded: return {"okc", &Tokens::oktext};
    case OwnershipState::Failed: return {"error", &Tokens::dangertext};
    default: return {"info", &Tokens::infotext};
    }
}

QString wordsOf(OwnershipState state)
{
    switch (state) {
    case OwnershipState::NotNeeded: return OwnershipPage::tr("No proof is needed for this destination.");
    case OwnershipState::NotAsked:
        return OwnershipPage::tr("Cloudflare writes a small file there when you ask for it. Its content is the proof.");
    case OwnershipState::Asking: return OwnershipPage::tr("Asking Cloudflare to write the file…");
    case OwnershipState::Written: return OwnershipPage::tr("The file is written. Open it in your bucket and paste what stands in it.");
    case OwnershipState::Reading: return OwnershipPage::tr("Reading the file from the bucket…");
    case OwnershipState::Checking: return OwnershipPage::tr("Cloudflare checks the token…");
    case OwnershipState::Proven: return OwnershipPage::tr("Cloudflare takes the token: the destination is yours. It is good for 7 days.");
    case OwnershipState::Failed: break;
    }
    return {};
}

} // namespace

OwnershipPage::OwnershipPage(const Theme& theme, QWidget* parent)
    : StepPage(parent)
    , m_theme(theme)
    , m_about(new PlainLabel(theme, TextRole::Body, {}, Tone::Secondary, this))
    , m_destination(new PlainLabel(theme, TextRole::Mono, {}, Tone::Normal, this))
    , m_ask(primaryButton(tr("Ask for the challenge"), this))
    , m_entry(new QWidget(this))
    , m_where(new PlainLabel(theme, TextRole::Body, {}, Tone::Normal, m_entry))
    , m_token(new QLineEdit(m_entry))
    , m_check(new QPushButton(tr("Check the token"), m_entry))
    , m_icon(new IconLabel(theme, u"info"_s, 16, &Tokens::infotext, this))
    , m_note(new PlainLabel(theme, TextRole::Body, {}, Tone::Normal, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(kMargin), theme.px(16), theme.px(kMargin), theme.px(16));
    column->setSpacing(theme.px(10));
    for (PlainLabel* label : {m_about, m_destination, m_where, m_note}) {
        label->setWordWrap(true);
        label->setMaximumWidth(theme.px(kWidth));
    }
    auto* entry = new QVBoxLayout(m_entry);
    entry->setContentsMargins(0, 0, 0, 0);
    auto* line = new QHBoxLayout;
    m_token->setAccessibleName(tr("Token of the challenge"));
    m_token->setMaximumWidth(theme.px(kWidth));
    line->addWidget(m_token, 1);
    line->addWidget(m_check);
    line->addStretch(0);
    entry->addWidget(m_where);
    entry->addLayout(line);
    auto* said = new QHBoxLayout;
    said->addWidget(m_icon, 0, Qt::AlignTop);
    said->addWidget(m_note, 1);
    column->addWidget(new PlainLabel(theme, TextRole::Title, tr("Is the destination yours?"), Tone::Normal, this));
    column->addWidget(m_about);
    column->addWidget(m_destination);
    column->addLayout(said);
    column->addWidget(m_ask, 0, Qt::AlignLeft);
    column->addWidget(m_entry);
    column->addStretch(1);
    connect(m_ask, &QPushButton::clicked, this, &OwnershipPage::challengeRequested);
    connect(m_check, &QPushButton::clicked, this, &OwnershipPage::checkRequested);
    connect(m_token, &QLineEdit::returnPressed, this, &OwnershipPage::checkRequested);
    connect(m_token, &QLineEdit::textEdited, this, [this] {
        setState(OwnershipState::Written);
        emit edited();
    });
    setFocusPolicy(Qt::StrongFocus);
    setState(OwnershipState::NotNeeded);
}

void OwnershipPage::setDraft(const jobs::JobDraft& draft)
{
    const QString text = draft.job[u"destination_conf"].toString();
    if (text == m_for)
        return; // how far its proof is stays
    m_for = text;
    const auto destination = logpush::parseDestination(text);
    const auto needed = destination ? logpush::ownershipOf(*destination) : logpush::Ownership::NotNeeded;
    const bool isSame = !draft.isNew() && text == draft.before[u"destination_conf"].toString();
    m_isDisputed = needed == logpush::Ownership::Disputed;
    setDestination(text, m_isDisputed);
    m_token->clear();
    m_file.clear();
    if (draft.provenFor == text && !draft.challengeFile.isEmpty())
        setFile(draft.challengeFile);
    if (draft.provenFor == text && draft.ownershipToken) {
        setToken(draft.ownershipToken->reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); }));
        return setState(OwnershipState::Written, tr("The token of the challenge is kept. Check it again if it is older than 7 days."));
    }
    if (!m_file.isEmpty())
        return setState(OwnershipState::Written);
    setState(needed == logpush::Ownership::NotNeeded || isSame ? OwnershipState::NotNeeded : OwnershipState::NotAsked);
}

void OwnershipPage::writeTo(jobs::JobDraft& draft) const
{
    if (token().isEmpty()) {
        draft.ownershipToken.reset();
    } else {
        QByteArray utf8 = token().toUtf8();
        draft.ownershipToken = std::make_shared<const Secret>(utf8);
        utf8.fill('\0');
    }
    const bool isAsked = !token().isEmpty() || !m_file.isEmpty();
    draft.provenFor = isAsked ? m_for : QString();
    draft.challengeFile = isAsked ? m_file : QString();
}

int OwnershipPage::insist()
{
    if (m_state == OwnershipState::NotNeeded || m_isDisputed || !token().isEmpty())
        return 0;
    setState(m_state, m_file.isEmpty() ? tr("Ask for the challenge first.") : tr("Enter what stands in the file."));
    m_file.isEmpty() ? m_ask->setFocus() : m_token->setFocus();
    return 1;
}

void OwnershipPage::setDestination(const QString& destination, bool isDisputed)
{
    m_destination->setText(destination);
    m_about->setText(isDisputed ? tr("Cloudflare's documents disagree whether this destination needs a proof. Ask for it: where none is "
                                     "needed, creating the job works without.")
                                : tr("Cloudflare asks for a proof that you may write to this destination. Exactly this text of the "
                                     "destination is proven, and the job is created with it."));
}

void OwnershipPage::setFile(const QString& name)
{
    m_file = name;
    m_where->setText(tr("What stands in %1").arg(name));
}

void OwnershipPage::setToken(const QString& token)
{
    m_token->setText(token);
}

QString OwnershipPage::token() const
{
    return m_token->text().trimmed();
}

void OwnershipPage::setState(OwnershipState state, const QString& note)
{
    m_state = state;
    showState(note);
}

void OwnershipPage::showState(const QString& note)
{
    // What has the focus may go: who works by keys stays on this page.
    const QWidget* focused = QApplication::focusWidget();
    const bool isHere = focused && isAncestorOf(focused);
    if (isHere && focused != m_token)
        setFocus();
    const StateLook look = lookOf(m_state);
    m_icon->setSymbol(QString::fromLatin1(look.icon), look.ink);
    m_note->setText(note.isEmpty() ? wordsOf(m_state) : note);
    m_about->setVisible(m_state != OwnershipState::NotNeeded);
    m_ask->setVisible(m_state == OwnershipState::NotAsked || m_state == OwnershipState::Failed);
    m_entry->setVisible(!m_file.isEmpty() && m_state >= OwnershipState::Written);
    m_check->setEnabled(m_state != OwnershipState::Checking && m_state != OwnershipState::Reading);
    if (isHere && m_state == OwnershipState::Written)
        m_token->setFocus();
}

} // namespace tracedeck::ui
