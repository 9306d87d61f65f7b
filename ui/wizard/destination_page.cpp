#include "wizard/destination_page.h"

#include "text/destination_text.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "wizard/destination_fields.h"
#include "wizard/destination_form.h"
#include "wizard/kind_chooser.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrl>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using logpush::Destination;
using logpush::DestinationKind;

namespace {

constexpr auto kDestination = "destination_conf"_L1;

/// "bucket /", "workers /", "20261121 /", and a name: as they will lie there.
QString fileTree(const Destination& destination, const QDateTime& now)
{
    QStringList parts {destination.place};
    const QString prefix = logpush::objectPrefix(destination, now.toMSecsSinceEpoch());
    if (!prefix.isEmpty())
        parts += prefix.split(u'/');
    QString tree;
    int depth = 0;
    for (const QString& part : parts)
        tree += QString(qsizetype {2} * depth++, u' ') + part + u" /\n"_s;
    const QString indent(qsizetype {2} * depth, u' ');
    const QString minute = now.toString(u"yyyyMMdd'T'HHmm'00Z'"_s), next = now.addSecs(60).toString(u"yyyyMMdd'T'HHmm'00Z'"_s);
    return tree + indent + minute + u"_\n"_s + indent + next + u"_\n"_s + indent + u"8c1f02ab.log.gz"_s;
}

bool isBucket(DestinationKind kind)
{
    using enum DestinationKind;
    return kind == R2 || kind == S3 || kind == S3Compatible || kind == Gcs || kind == Azure;
}

QString ownershipText(const Destination& destination)
{
    switch (logpush::ownershipOf(destination)) {
    case logpush::Ownership::NotNeeded: return DestinationPage::tr("It needs no ownership challenge: step 3 is skipped.");
    case logpush::Ownership::Needed: return DestinationPage::tr("Cloudflare asks for a proof that it is yours: step 3.");
    case logpush::Ownership::Disputed:
        return DestinationPage::tr("Whether it needs a proof that it is yours is documented both ways: step 3 tries.");
    }
    return {};
}

/// Also where no bucket or host is entered yet.
std::optional<Destination> halfEntered(const QString& text)
{
    if (auto parsed = logpush::parseDestination(text))
        return *parsed;
    const auto at = text.indexOf(u"://"_s);
    auto parsed = logpush::parseDestination(at < 0 ? QString() : QString(text).insert(at + 3, u'x'));
    if (!parsed)
        return std::nullopt;
    parsed->place.clear();
    return *parsed;
}

QStringList heldBy(const jobs::JobDraft& draft, const Destination& destination)
{
    QStringList held;
    for (const logpush::DestinationParam& param : destination.params) {
        const auto entered = draft.secrets.find(param.name);
        const bool isEntered = entered != draft.secrets.end() && entered->second;
        if (param.encoded == logpush::kSecretMask && (isEntered || !draft.isNew()))
            held.append(param.name);
    }
    return held;
}

} // namespace

DestinationPage::DestinationPage(const Theme& theme, QWidget* parent)
    : StepPage(parent)
    , m_theme(theme)
    , m_kinds(new KindChooser(theme))
    , m_formTitle(new PlainLabel(theme, TextRole::Heading, {}))
    , m_link(new LinkButton(tr("Make an R2 token with the right permissions")))
    , m_derive(new LinkButton(tr("Use the keys of this account's token")))
    , m_form(new DestinationForm(theme))
{
    const StepFrame frame = frameStep(theme, *this, tr("Where should Cloudflare put the files?"),
                                      tr("Tracedeck can browse files in R2 and S3. Other targets can be created and watched only. A "
                                         "Pipeline as a target is made in the dashboard."));
    frame.main->addWidget(m_kinds);
    auto* head = new QHBoxLayout;
    head->addWidget(m_formTitle);
    head->addStretch(1);
    head->addWidget(m_derive);
    head->addWidget(m_link);
    frame.main->addLayout(head);
    frame.main->addWidget(m_form);
    frame.main->addWidget(horizontalLine());
    auto* kept =
        new PlainLabel(theme, TextRole::Small,
                       tr("Secrets of a draft lie in the system keychain until the job is made; without one they are kept until you quit."),
                       Tone::Secondary);
    kept->setWordWrap(true);
    frame.main->addWidget(kept);
    frame.main->addStretch(1);
    makeSide(*frame.side);
    connect(m_kinds, &KindChooser::chosen, this, [this](DestinationKind kind) {
        showDestination(ofKind(m_form->destination(), kind, m_accountId), {});
        m_form->focusFirst();
        emit edited();
    });
    connect(m_form, &DestinationForm::edited, this, [this] {
        m_test.clear();
        look();
        emit edited();
    });
    connect(m_derive, &QPushButton::clicked, this, &DestinationPage::keysRequested);
    connect(m_form, &DestinationForm::secretEntered, this, &DestinationPage::secretEntered);
    connect(m_form, &DestinationForm::replaced, this, [this](const QString& text) {
        if (const auto parsed = logpush::parseDestination(text); parsed && parsed->kind != DestinationKind::Other)
            showDestination(*parsed, {});
        look();
        emit edited();
    });
    connect(m_form, &DestinationForm::jurisdictionChosen, this, [this](const QString& jurisdiction) {
        showDestination(inJurisdiction(m_form->destination(), jurisdiction, m_accountId), m_held);
        emit edited();
    });
    connect(m_link, &QPushButton::clicked, this,
            [this] { emit linkRequested(QUrl(u"https://dash.cloudflare.com/"_s + m_accountId + u"/r2/api-tokens"_s)); });
}

void DestinationPage::makeSide(QVBoxLayout& side)
{
    m_filesBox = new QWidget;
    auto* files = new QVBoxLayout(m_filesBox);
    files->setContentsMargins(0, 0, 0, 0);
    files->addWidget(sideHeading(m_theme, tr("Files will look like this")));
    auto* tree = new Card(m_theme);
    m_files = new PlainLabel(m_theme, TextRole::MonoSmall, {});
    m_files->setLayoutDirection(Qt::LeftToRight);
    m_files->setWordWrap(true);
    m_files->setMinimumWidth(1);
    tree->body()->addWidget(m_files);
    files->addWidget(tree);
    side.addWidget(m_filesBox);
    side.addWidget(sideHeading(m_theme, tr("Connection test")));
    auto* checks = new Card(m_theme);
    m_checks = new CheckList(m_theme);
    checks->body()->addWidget(m_checks);
    side.addWidget(checks);
    auto* run = new QHBoxLayout;
    m_run = denseButton(tr("Run test"));
    m_run->setIcon(m_theme.icon(u"play"_s));
    m_runNote = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary);
    m_runNote->setWordWrap(true);
    run->addWidget(m_run);
    run->addWidget(m_runNote, 1);
    side.addLayout(run);
    connect(m_run, &QPushButton::clicked, this, &DestinationPage::testRequested);
    side.addWidget(sideHeading(m_theme, u"destination_conf"_s));
    m_text = codeView(m_theme, u"destination_conf"_s);
    m_text->setFixedHeight(m_theme.px(104));
    side.addWidget(m_text);
    m_ownership = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary);
    m_ownership->setWordWrap(true);
    side.addWidget(m_ownership);
    side.addStretch(1);
}

void DestinationPage::setAccount(const QString& accountId)
{
    m_accountId = accountId;
    m_form->setAccount(accountId);
}

void DestinationPage::showDestination(const Destination& destination, const QStringList& held)
{
    m_held = held;
    m_kinds->setKind(destination.kind);
    m_form->setDestination(destination, held);
    m_formTitle->setText(kindText(destination.kind));
    m_link->setVisible(isR2(destination));
    m_derive->setVisible(isR2(destination) && m_canDerive);
    m_test.clear();
    look();
}

void DestinationPage::setDraft(const jobs::JobDraft& draft)
{
    const Destination destination = halfEntered(draft.job[kDestination].toString()).value_or(emptyOf(DestinationKind::R2, m_accountId));
    showDestination(destination, heldBy(draft, destination));
}

void DestinationPage::writeTo(jobs::JobDraft& draft) const
{
    const Destination destination = m_form->destination();
    draft.job[kDestination] = logpush::redacted(destination);
    jobs::DraftSecrets secrets;
    for (const auto& [name, secret] : draft.secrets) {
        if (destination.param(name) == logpush::kSecretMask)
            secrets[name] = secret;
    }
    for (const auto& [name, secret] : m_form->secrets())
        secrets[name] = secret;
    draft.secrets = std::move(secrets);
}

int DestinationPage::insist()
{
    return m_form->insist();
}

void DestinationPage::setCanDerive(bool can)
{
    m_canDerive = can;
    m_derive->setVisible(can && isR2(m_form->destination()));
}

void DestinationPage::setKeys(const QString& accessKeyId, const Secret& secretAccessKey)
{
    m_form->setKeys(accessKeyId, secretAccessKey);
}

void DestinationPage::setBuckets(const QStringList& buckets, const QString& note)
{
    m_form->setBuckets(buckets, note);
}

void DestinationPage::setTest(const std::vector<CheckLine>& lines)
{
    m_test = lines;
    look();
}

bool DestinationPage::isTested() const
{
    using State = CheckLine::State;
    const auto isOpen = [](const CheckLine& line) { return line.state == State::Running || line.state == State::Failed; };
    return !m_test.empty() && std::ranges::none_of(m_test, isOpen);
}

std::vector<CheckLine> DestinationPage::ownLines(const Destination& destination) const
{
    using State = CheckLine::State;
    const bool isFilled = m_form->isComplete();
    std::vector<CheckLine> lines;
    lines.push_back({isFilled                          ? State::Passed
                         : destination.place.isEmpty() ? State::Waiting
                                                       : State::Warned,
                     tr("The fields are filled in"),
                     isFilled ? tr("Checked here, without Cloudflare") : tr("Something is missing or does not fit")});
    if (!m_test.empty())
        return lines;
    lines.push_back({State::Waiting, tr("Cloudflare can write there"), tr("validate/destination")});
    lines.push_back({State::Waiting, tr("No other job delivers there"), tr("validate/destination/exists")});
    if (destination.kind == DestinationKind::R2 || destination.kind == DestinationKind::S3
        || destination.kind == DestinationKind::S3Compatible)
        lines.push_back({State::Waiting, tr("Tracedeck can read it back"), tr("Lists the folder with the same keys")});
    return lines;
}

/// What follows from what is entered.
void DestinationPage::look()
{
    const Destination destination = m_form->destination();
    m_filesBox->setVisible(isBucket(destination.kind));
    m_files->setText(fileTree(destination, QDateTime::currentDateTimeUtc()));
    auto lines = ownLines(destination);
    const bool isReady = lines.front().state == CheckLine::State::Passed;
    lines.insert(lines.end(), m_test.begin(), m_test.end());
    m_checks->setLines(lines);
    m_run->setEnabled(isReady);
    m_runNote->setText(isReady ? QString() : tr("Fill in the fields first"));
    QString text = logpush::redacted(destination);
    text.replace(u'?', u"\n?"_s).replace(u'&', u"\n&"_s);
    m_text->setPlainText(text.replace(logpush::kSecretMask, tr("‹hidden›")));
    m_ownership->setText(ownershipText(destination));
}

} // namespace tracedeck::ui
