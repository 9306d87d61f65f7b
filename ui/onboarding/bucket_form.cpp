#include "onboarding/bucket_form.h"

#include "access/findings.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/icon_label.h"
#include "widgets/secret_field.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QGridLayout>

namespace tracedeck::ui {

namespace {

constexpr const char* kJurisdictions[][2] = {
    {"default", QT_TRANSLATE_NOOP("tracedeck::ui::BucketForm", "None (usual)")},
    {"eu", QT_TRANSLATE_NOOP("tracedeck::ui::BucketForm", "European Union")},
    {"fedramp", QT_TRANSLATE_NOOP("tracedeck::ui::BucketForm", "FedRAMP")},
};

} // namespace

BucketForm::BucketForm(const Theme& theme, const QString& send, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout)
    , m_address(new QLineEdit)
    , m_bucket(new QLineEdit)
    , m_prefix(new QLineEdit)
    , m_region(new QLineEdit)
    , m_keyId(new QLineEdit)
    , m_jurisdiction(new QComboBox)
    , m_secret(new SecretField(theme, tr("Secret access key")))
    , m_token(new SecretField(theme, tr("Session token (optional)")))
    , m_attention(new PlainLabel(theme, TextRole::Small, {}, Tone::Error))
{
    m_grid->setHorizontalSpacing(theme.px(16));
    m_grid->setVerticalSpacing(theme.px(8));
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(14));
    column->addLayout(m_grid);
    makeFields();
    makeChecks();
    column->addStretch(1);
    column->addWidget(horizontalLine());
    column->addWidget(makeFoot(send));
    readAddress();
}

FormRow* BucketForm::addLine(const QString& name, QLineEdit* edit, const QString& help, int column, int span)
{
    auto* row = new FormRow(m_theme, name, edit, help);
    m_grid->addWidget(row, m_grid->rowCount() - (column > 0 ? 1 : 0), column, 1, span, Qt::AlignTop);
    m_rows.push_back(row);
    connect(edit, &QLineEdit::returnPressed, this, &BucketForm::send);
    return row;
}

void BucketForm::makeFields()
{
    m_addressRow = addLine(tr("Account ID or address"), m_address, tr("R2: the account ID. Other storage: its https:// address."), 0, 2);
    m_address->setPlaceholderText(QStringLiteral("https://ACCOUNT_ID.r2.cloudflarestorage.com"));
    FormRow* bucket = addLine(tr("Bucket"), m_bucket, {}, 0, 1);
    bucket->setCheck([this] { return checkBucketName(m_bucket->text()); });
    for (const auto& [key, name] : kJurisdictions)
        m_jurisdiction->addItem(tr(name), QString::fromLatin1(key));
    m_jurisdictionRow = new FormRow(m_theme, tr("Jurisdiction"), m_jurisdiction);
    m_grid->addWidget(m_jurisdictionRow, m_grid->rowCount() - 1, 1, Qt::AlignTop);
    FormRow* prefix = addLine(tr("Prefix (optional)"), m_prefix, tr("As in the job; {DATE} is the day."), 0, 1);
    m_prefix->setPlaceholderText(QStringLiteral("logs/{DATE}"));
    prefix->setCheck([this] { return checkPrefix(m_prefix->text().trimmed()); });
    FormRow* region = addLine(tr("Region"), m_region, tr("R2 needs no other than auto."), 1, 1);
    m_region->setPlaceholderText(QStringLiteral("auto"));
    region->setCheck([this] { return checkRegion(m_region->text()); });
    m_keyIdRow = addLine(tr("Access key ID"), m_keyId, {}, 0, 2);
    m_secretRow = addLine(tr("Secret access key"), m_secret, {}, 0, 2);
    FormRow* token = addLine(tr("Session token (optional)"), m_token, tr("Temporary keys have one."), 0, 2);
    token->setCheck([this] { return remarkOn(*m_token, checkSessionToken); });
}

// The two keys are looked at together: either may stand in the other's place.
void BucketForm::makeChecks()
{
    m_addressRow->setCheck([this] { return addressRemark(); });
    m_keyIdRow->setCheck([this] { return checkAccessKeyId(m_keyId->text(), m_read.isR2); });
    m_secretRow->setCheck([this] {
        return remarkOn(*m_secret, [this](const Secret& secret) { return checkSecretKey(secret, m_keyId->text(), m_read.isR2); });
    });
    connect(m_address, &QLineEdit::textChanged, this, &BucketForm::readAddress);
    connect(m_jurisdiction, &QComboBox::activated, m_addressRow, &FormRow::lookAgain);
    connect(m_keyId, &QLineEdit::textChanged, m_secretRow, &FormRow::lookAgain);
}

QWidget* BucketForm::makeFoot(const QString& send)
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    auto* note = new PlainLabel(m_theme, TextRole::Small, tr("Keys go to the system keychain. Without one they are kept until you quit."),
                                Tone::Secondary);
    note->setWordWrap(true);
    auto* go = primaryButton(send);
    row->addWidget(new IconLabel(m_theme, QStringLiteral("lock"), 14));
    row->addWidget(note, 1);
    row->addWidget(m_attention);
    row->addWidget(go);
    m_attention->hide();
    connect(go, &QPushButton::clicked, this, &BucketForm::send);
    return foot;
}

void BucketForm::readAddress()
{
    m_read = readEndpoint(m_address->text());
    m_jurisdiction->setEnabled(m_read.isR2);
    if (!m_read.jurisdiction.isEmpty())
        m_jurisdiction->setCurrentIndex(m_jurisdiction->findData(m_read.jurisdiction));
    m_jurisdictionRow->setHelp(m_read.isR2 ? tr("An EU bucket needs this set.") : tr("Buckets of R2 have one."));
    m_addressRow->lookAgain();
    m_keyIdRow->lookAgain();
    m_secretRow->lookAgain();
}

Remark BucketForm::addressRemark() const
{
    if (m_read.remark.isError() || !m_read.isR2)
        return m_read.remark;
    return {Tone::Ok, tr("R2, %1").arg(access::endpointOf(m_read.url, m_jurisdiction->currentData().toString()).host())};
}

void BucketForm::send()
{
    const int wrong = insistOn(m_rows);
    m_attention->setText(wrong == 1 ? tr("1 field needs attention") : tr("%n fields need attention", nullptr, wrong));
    m_attention->setVisible(wrong > 0);
    if (wrong > 0)
        return;
    BucketEntry entry;
    entry.place.endpoint = m_read.isR2 ? access::endpointOf(m_read.url, m_jurisdiction->currentData().toString()) : m_read.url;
    entry.place.bucket = m_bucket->text().trimmed();
    entry.place.prefix = m_prefix->text().trimmed();
    if (const QString region = m_region->text().trimmed(); !region.isEmpty())
        entry.place.region = region;
    entry.place.accessKeyId = m_keyId->text().trimmed();
    entry.name = entry.place.bucket;
    entry.secretAccessKey = m_secret->take();
    entry.sessionToken = m_token->take();
    for (FormRow* row : m_rows)
        row->clearRemark();
    emit entered(entry);
}

void BucketForm::fill(const settings::BucketPlace& known)
{
    m_address->setText(known.endpoint.toString());
    m_bucket->setText(known.bucket);
    m_prefix->setText(known.prefix);
    m_region->setText(known.region);
    m_keyId->setText(known.accessKeyId);
    m_prefix->setFocus();
}

void BucketForm::wipe()
{
    m_secret->wipe();
    m_token->wipe();
}

} // namespace tracedeck::ui
