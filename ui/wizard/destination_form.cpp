#include "wizard/destination_form.h"

#include "text/destination_text.h"
#include "widgets/buttons.h"
#include "widgets/secret_field.h"
#include "widgets/segmented_control.h"
#include "wizard/destination_fields.h"
#include "wizard/form_grid.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using logpush::Destination;
using logpush::DestinationKind;

namespace {

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

DestinationForm::DestinationForm(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_grid(new FormGrid(theme))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_grid);
}

void DestinationForm::setDestination(const Destination& destination, const QStringList& held)
{
    if (!m_rows.empty() && destination == this->destination() && held == m_held)
        return; // the cursor stays where it is
    const bool isSameForm = !m_rows.empty() && destination == this->destination();
    m_base = destination;
    m_held = held;
    if (isSameForm)
        return;
    clear();
    build();
}

void DestinationForm::clear()
{
    m_rows.clear();
    m_texts.clear();
    m_secrets.clear();
    m_bucket = nullptr;
    m_place = m_path = m_headerName = nullptr;
    m_placeRow = nullptr;
    m_daily = nullptr;
    m_grid->clear();
}

FormRow* DestinationForm::add(const QString& name, QWidget* field, const QString& help, bool isWide)
{
    auto* row = new FormRow(m_theme, name, field, help);
    m_grid->add(row, isWide);
    m_rows.push_back(row);
    return row;
}

QLineEdit* DestinationForm::addLine(const QString& name, const QString& help, const QString& example, const QString& text)
{
    auto* edit = new QLineEdit(text);
    edit->setPlaceholderText(example);
    add(name, edit, help);
    connect(edit, &QLineEdit::textEdited, this, &DestinationForm::edited);
    return edit;
}

void DestinationForm::build()
{
    addPlace();
    if (m_base.kind == DestinationKind::Other)
        return;
    if (isR2(m_base))
        addJurisdiction();
    addFolder();
    const logpush::DestinationSpec& spec = logpush::specOf(m_base.kind);
    for (const logpush::ParamSpec& param : spec.params)
        addParam(param);
    if (std::ranges::any_of(spec.params, [](const auto& param) { return param.name == "header_*"; }))
        addHeaders();
}

void DestinationForm::addPlace()
{
    const FieldWords words = placeWords(m_base.kind);
    if (m_base.kind == DestinationKind::Other) {
        m_place = new QLineEdit(m_base.place.isEmpty() ? QString() : logpush::redacted(m_base));
        m_place->setPlaceholderText(words.example);
        m_placeRow = add(words.name, m_place, words.help, true);
        connect(m_place, &QLineEdit::editingFinished, this, [this] { emit replaced(m_place->text().trimmed()); });
    } else if (m_base.kind == DestinationKind::R2) {
        m_bucket = new QComboBox;
        m_bucket->setEditable(true);
        m_bucket->setInsertPolicy(QComboBox::NoInsert);
        m_bucket->addItems(m_buckets);
        m_bucket->setCurrentText(m_base.place);
        m_place = m_bucket->lineEdit();
        m_place->setAccessibleName(words.name);
        m_place->setPlaceholderText(words.example);
        m_placeRow = add(words.name, m_bucket, m_bucketNote);
        connect(m_bucket, &QComboBox::currentTextChanged, this, [this] {
            m_placeRow->lookAgain();
            emit edited();
        });
    } else {
        m_place = addLine(words.name, words.help, words.example, m_base.place);
        m_placeRow = m_rows.back();
    }
    m_placeRow->setCheck([this] { return placeRemark(); });
}

void DestinationForm::addFolder()
{
    const FieldWords words = pathWords(m_base.kind);
    const bool isDaily = logpush::specOf(m_base.kind).dateInPath;
    m_path = addLine(words.name, words.help, words.example, isDaily ? folderOf(m_base.path) : m_base.path);
    m_rows.back()->setCheck([this] { return remarkOn({}); });
    if (!isDaily)
        return;
    m_daily = new QCheckBox(tr("Add {DATE} to the path"));
    m_daily->setChecked(hasDailyFolder(m_base.path) || m_base.place.isEmpty());
    add(tr("Daily subfolders"), m_daily, tr("Keeps listing fast. Tracedeck reads day by day with it."));
    connect(m_daily, &QCheckBox::toggled, this, &DestinationForm::edited);
}

void DestinationForm::addParam(const logpush::ParamSpec& spec)
{
    const QString name = latin(spec.name);
    if (name.endsWith(u'*') || (m_base.kind == DestinationKind::R2 && name == u"account-id"))
        return; // lines of their own; the account that is open
    if (spec.isSecret)
        addSecret(name);
    else
        addText(name, spec.isRequired);
}

void DestinationForm::addText(const QString& param, bool isRequired)
{
    const FieldWords words = paramWords(param);
    const QString name = isRequired ? words.name : tr("%1 (optional)").arg(words.name);
    m_texts[param] = addLine(name, words.help, words.example, m_base.param(param).value_or(QString()));
    m_rows.back()->setCheck([this, param] { return remarkOn(param); });
}

void DestinationForm::addSecret(const QString& param)
{
    const FieldWords words = paramWords(param.startsWith(u"header_") && param != u"header_Authorization" && param != u"header_DD-API-KEY"
                                            ? tr("Header %1").arg(param.mid(7))
                                            : param);
    auto* field = new SecretField(m_theme, words.name);
    if (m_held.contains(param))
        field->setPlaceholderText(tr("kept; type to replace it"));
    FormRow* row = add(words.name, field, words.help);
    row->setCheck([this, param, field] { return secretRemark(param, *field); });
    m_secrets[param] = field;
    connect(field, &QLineEdit::textEdited, this, &DestinationForm::edited);
    connect(field, &QLineEdit::editingFinished, this, &DestinationForm::secretEntered);
}

/// One line for each header there is, and one to name another.
void DestinationForm::addHeaders()
{
    for (const logpush::DestinationParam& param : m_base.params) {
        if (param.name.startsWith(u"header_", Qt::CaseInsensitive) && !m_secrets.contains(param.name))
            addSecret(param.name);
    }
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    m_headerName = new QLineEdit;
    m_headerName->setPlaceholderText(u"Authorization"_s);
    m_headerName->setAccessibleName(tr("Name of another header"));
    auto* addButton = new QPushButton(tr("Add"));
    addButton->setAccessibleName(tr("Add the header"));
    row->addWidget(m_headerName, 1);
    row->addWidget(addButton);
    add(tr("Another header (optional)"), box, tr("Its value is a secret and is sent with every file."));
    const auto take = [this] {
        const QString name = m_headerName->text().trimmed();
        if (name.isEmpty())
            return;
        Destination more = destination();
        setMasked(more, u"header_"_s + name);
        const QStringList held = m_held;
        setDestination(more, held);
        emit edited();
        if (const auto field = m_secrets.find(u"header_"_s + name); field != m_secrets.end())
            field->second->setFocus();
    };
    connect(addButton, &QPushButton::clicked, this, take);
    connect(m_headerName, &QLineEdit::returnPressed, this, take);
}

void DestinationForm::addJurisdiction()
{
    auto* choice = new SegmentedControl({tr("Default"), tr("EU"), tr("FedRAMP")}, tr("Jurisdiction"));
    const QStringList names {u"default"_s, u"eu"_s, u"fedramp"_s};
    choice->setCurrent(static_cast<int>(std::max<qsizetype>(0, names.indexOf(jurisdictionOf(m_base)))));
    add(tr("Jurisdiction"), choice, tr("That of the bucket. Others than the default go by the S3-compatible form."));
    connect(choice, &SegmentedControl::chosen, this, [this, names](int at) { emit jurisdictionChosen(names[at]); });
}

Destination DestinationForm::destination() const
{
    Destination out = m_base;
    if (!m_place)
        return out;
    if (out.kind == DestinationKind::Other)
        return logpush::parseDestination(m_place->text().trimmed()).value_or(out);
    out.place = (m_bucket ? m_bucket->currentText() : m_place->text()).trimmed();
    if (m_daily)
        out.path = pathOf(m_path->text(), m_daily->isChecked(), m_base.path);
    else
        out.path = m_path->text().trimmed();
    if (out.kind == DestinationKind::R2 && !out.param(u"account-id"))
        out.setParam(u"account-id"_s, m_accountId);
    for (const auto& param : logpush::specOf(m_base.kind).params) { // in the order of the table
        const QString name = latin(param.name);
        if (const auto field = m_texts.find(name); field != m_texts.end())
            setOrRemove(out, name, field->second->text().trimmed());
        const auto secret = m_secrets.find(name);
        if (secret == m_secrets.end())
            continue;
        if (!secret->second->text().isEmpty() || m_held.contains(name))
            setMasked(out, name);
        else if (out.param(name) == logpush::kSecretMask) // whose secret is lost
            out.removeParam(name);
    }
    for (const auto& [name, field] : m_secrets) {
        if (!field->text().isEmpty())
            setMasked(out, name);
    }
    out.kind = m_base.kind; // what is half typed is no other form
    return out;
}

jobs::DraftSecrets DestinationForm::secrets() const
{
    jobs::DraftSecrets typed;
    for (const auto& [name, field] : m_secrets) {
        Secret secret = field->typed().secret;
        if (!secret.isEmpty())
            typed[name] = std::make_shared<const Secret>(std::move(secret));
    }
    return typed;
}

Destination DestinationForm::filled() const
{
    Destination out = destination();
    for (const auto& [name, secret] : secrets())
        out.setParam(name, secret->reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); }));
    out.kind = m_base.kind;
    return out;
}

void DestinationForm::setBuckets(const QStringList& buckets, const QString& note)
{
    m_buckets = buckets;
    m_bucketNote = note;
    if (!m_bucket)
        return;
    const QString typed = m_bucket->currentText();
    const QSignalBlocker blocker(m_bucket);
    m_bucket->clear();
    m_bucket->addItems(buckets);
    m_bucket->setCurrentText(typed);
    m_placeRow->setHelp(note);
    if (!typed.isEmpty())
        m_placeRow->lookAgain();
}

Remark DestinationForm::placeRemark() const
{
    const Destination now = destination();
    Remark remark = remarkOnPlace(now, m_place->text().trimmed());
    if (remark.text.isEmpty() && m_bucket && m_buckets.contains(now.place))
        return {Tone::Ok, tr("Found in this account")};
    if (remark.text.isEmpty() && m_bucket && !m_buckets.isEmpty())
        return {Tone::Warn, tr("Not among the buckets of this account's default jurisdiction.")};
    return remark;
}

Remark DestinationForm::remarkOn(const QString& param) const
{
    return remarkOnParam(filled(), param, m_held);
}

Remark DestinationForm::secretRemark(const QString& param, const SecretField& field) const
{
    if (field.text().isEmpty() && m_held.contains(param))
        return {};
    return remarkOnSecret(filled(), param, field.typed().secret.size());
}

void DestinationForm::setKeys(const QString& accessKeyId, const Secret& secretAccessKey)
{
    const auto id = m_texts.find(u"access-key-id"_s);
    const auto secret = m_secrets.find(u"secret-access-key"_s);
    if (id == m_texts.end() || secret == m_secrets.end())
        return;
    id->second->setText(accessKeyId);
    secretAccessKey.reveal([&](QByteArrayView bytes) { secret->second->setText(QString::fromUtf8(bytes)); });
    emit edited();
    emit secretEntered();
}

int DestinationForm::insist()
{
    return insistOn(m_rows);
}

bool DestinationForm::isComplete() const
{
    const Destination now = filled();
    if (placeRemark().isError())
        return false;
    for (const auto& [param, field] : m_texts) {
        if (remarkOnParam(now, param, m_held).isError())
            return false;
    }
    return std::ranges::none_of(m_secrets, [this](const auto& each) { return secretRemark(each.first, *each.second).isError(); });
}

void DestinationForm::focusFirst()
{
    if (!m_rows.empty())
        m_rows.front()->focusField();
}

} // namespace tracedeck::ui
