#include "onboarding/account_form.h"

#include "onboarding/field_checks.h"
#include "onboarding/step_mark.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/icon_label.h"
#include "widgets/secret_field.h"
#include "widgets/segmented_control.h"
#include "widgets/wish_list.h"

#include <QBoxLayout>

namespace tracedeck::ui {

AccountForm::AccountForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
    , m_token(new SecretField(theme, tr("API token")))
    , m_key(new SecretField(theme, tr("Global API Key")))
    , m_email(new QLineEdit)
    , m_accountId(new QLineEdit)
    , m_address(new QLineEdit)
    , m_attention(new PlainLabel(theme, TextRole::Small, {}, Tone::Error))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.px(14));
    m_column->addWidget(makeIntro());
    m_column->addWidget(makeOtherWays());
    makeWishes();
    makeSecrets();
    makeAccount();
    m_column->addStretch(1);
    m_column->addWidget(horizontalLine());
    m_column->addWidget(makeFoot());
    useKey(false);
}

QWidget* AccountForm::makeIntro()
{
    auto* intro = new QWidget;
    auto* row = new QHBoxLayout(intro);
    row->setContentsMargins(0, 0, 0, 0);
    auto* words =
        new PlainLabel(m_theme, TextRole::Body, tr("You need an API token. Tracedeck does not need your Global API Key."), Tone::Secondary);
    words->setWordWrap(true);
    auto* other = new LinkButton(tr("Other ways"));
    other->setCheckable(true);
    row->addWidget(words, 1);
    row->addWidget(other);
    connect(other, &QPushButton::toggled, this, [this](bool on) { m_otherWays->setVisible(on); });
    m_other = other;
    return intro;
}

QWidget* AccountForm::makeOtherWays()
{
    m_otherWays = new QWidget;
    auto* column = new QVBoxLayout(m_otherWays);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.px(8));
    auto* ways = new SegmentedControl({tr("API token"), tr("E-mail and key")}, tr("What signs in"));
    ways->setDense(true);
    m_ways = ways;
    column->addWidget(ways, 0, Qt::AlignLeft);
    m_address->setPlaceholderText(QStringLiteral("https://api.cloudflare.com/client/v4"));
    auto* address =
        new FormRow(m_theme, tr("Address of the API (optional)"), m_address, tr("Only for a server that stands in for Cloudflare's."));
    address->setCheck([this] { return checkApiAddress(m_address->text()); });
    column->addWidget(address);
    m_rows.push_back(address);
    connect(m_address, &QLineEdit::returnPressed, this, [this] { send(false); });
    connect(ways, &SegmentedControl::chosen, this, [this](int index) { useKey(index == 1); });
    m_otherWays->hide();
    return m_otherWays;
}

AccountForm::Step AccountForm::addStep(const QString& title, const QString& note, bool isOfToken, bool isOfKey)
{
    auto* box = new QWidget;
    auto* mark = new StepMark(m_theme);
    auto* body = new QVBoxLayout;
    body->setSpacing(m_theme.px(6));
    body->addWidget(new PlainLabel(m_theme, TextRole::Subheading, title));
    if (!note.isEmpty())
        body->addWidget(new PlainLabel(m_theme, TextRole::Small, note, Tone::Muted));
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(12));
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(body, 1);
    m_column->addWidget(box);
    return m_steps.emplace_back(Step {box, mark, body, isOfToken, isOfKey});
}

FormRow* AccountForm::addRow(const Step& step, const QString& name, QLineEdit* edit, const QString& help)
{
    auto* row = new FormRow(m_theme, name, edit, help);
    step.body->addWidget(row);
    m_rows.push_back(row);
    connect(edit, &QLineEdit::returnPressed, this, [this] { send(false); });
    return row;
}

void AccountForm::makeWishes()
{
    const Step step = addStep(tr("What do you want to do?"), tr("Each line adds one permission to the token, nothing more."), true, false);
    m_wishes = new WishList(m_theme, true);
    m_openPage = new QPushButton(tr("Open Cloudflare with these permissions"));
    m_openPage->setIcon(m_theme.icon(QStringLiteral("ext"), 14));
    step.body->addWidget(m_wishes);
    step.body->addSpacing(m_theme.px(4));
    step.body->addWidget(m_openPage, 0, Qt::AlignLeft);
    connect(m_wishes, &WishList::changed, this, &AccountForm::showWishes);
    connect(m_openPage, &QPushButton::clicked, this, [this] { emit linkRequested(m_wishes->page()); });
    showWishes();
}

void AccountForm::makeSecrets()
{
    const Step token = addStep(tr("Paste the token"), {}, true, false);
    addRow(token, {}, m_token, tr("Of a user or of an account, as you like."))->setCheck([this] { return remarkOn(*m_token, checkToken); });
    const Step key =
        addStep(tr("Enter the e-mail and the Global API Key"), tr("It may do everything you may. A token is safer."), false, true);
    addRow(key, tr("E-mail"), m_email, {})->setCheck([this] { return checkEmail(m_email->text()); });
    addRow(key, tr("Global API Key"), m_key, {})->setCheck([this] { return remarkOn(*m_key, checkGlobalKey); });
}

void AccountForm::makeAccount()
{
    const Step step = addStep(tr("Choose the account"), {}, true, true);
    m_accountId->setAccessibleName(tr("Account ID (optional)"));
    m_accountId->setPlaceholderText(tr("Account ID (optional)"));
    addRow(step, {}, m_accountId, tr("Found by itself where there is only one."))->setCheck([this] {
        return checkAccountId(m_accountId->text());
    });
}

QWidget* AccountForm::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    auto* note = new PlainLabel(m_theme, TextRole::Small, tr("Goes to the system keychain. Without one it is kept until you quit."),
                                Tone::Secondary);
    note->setWordWrap(true);
    auto* readOnly = new QPushButton(tr("Start read-only"));
    auto* connectIt = primaryButton(tr("Connect"));
    row->addWidget(new IconLabel(m_theme, QStringLiteral("lock"), 14));
    row->addWidget(note, 1);
    row->addWidget(m_attention);
    row->addWidget(readOnly);
    row->addWidget(connectIt);
    m_attention->hide();
    connect(readOnly, &QPushButton::clicked, this, [this] { send(true); });
    connect(connectIt, &QPushButton::clicked, this, [this] { send(false); });
    return foot;
}

void AccountForm::fill(const settings::Profile& known)
{
    const bool isKey = known.credential == settings::CredentialKind::GlobalKey;
    const bool isElsewhere = !known.baseUrl.isEmpty() && known.baseUrl != QUrl(m_address->placeholderText());
    m_other->setChecked(isKey || isElsewhere);
    m_ways->setCurrent(isKey ? 1 : 0);
    useKey(isKey);
    m_email->setText(known.email);
    m_accountId->setText(known.accountId);
    m_address->setText(isElsewhere ? known.baseUrl.toString() : QString());
    (isKey ? m_key : m_token)->setFocus();
}

void AccountForm::useKey(bool isKey)
{
    m_isKey = isKey;
    (isKey ? m_token : m_key)->wipe(); // what is not shown is not kept
    int number = 0;
    for (const Step& step : m_steps) {
        const bool isTaken = isKey ? step.isOfKey : step.isOfToken;
        step.box->setVisible(isTaken);
        if (isTaken)
            step.mark->setNumber(++number);
    }
}

void AccountForm::showWishes()
{
    m_openPage->setEnabled(!m_wishes->wishes().empty());
}

void AccountForm::send(bool isReadOnly)
{
    std::vector<FormRow*> shown;
    for (FormRow* row : m_rows) {
        if (row->isVisibleTo(this))
            shown.push_back(row);
    }
    const int wrong = insistOn(shown);
    m_attention->setText(wrong == 1 ? tr("1 field needs attention") : tr("%n fields need attention", nullptr, wrong));
    m_attention->setVisible(wrong > 0);
    if (wrong > 0)
        return;
    AccountEntry entry;
    entry.credential = m_isKey ? settings::CredentialKind::GlobalKey : settings::CredentialKind::ApiToken;
    entry.email = m_isKey ? m_email->text().trimmed() : QString();
    entry.accountId = m_accountId->text().trimmed().toLower();
    entry.baseUrl = m_otherWays->isHidden() ? QUrl() : readApiAddress(m_address->text()); // nowhere that is not seen
    entry.isReadOnly = isReadOnly;
    entry.secret = (m_isKey ? m_key : m_token)->take();
    for (FormRow* row : m_rows)
        row->clearRemark();
    emit entered(entry);
}

void AccountForm::wipe()
{
    m_token->wipe();
    m_key->wipe();
}

} // namespace tracedeck::ui
