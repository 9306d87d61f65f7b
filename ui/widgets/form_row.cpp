#include "widgets/form_row.h"

#include "widgets/icon_label.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QStyle>

namespace tracedeck::ui {

namespace {

struct ToneIcon {
    Tone tone;
    const char16_t* icon;
    QColor Tokens::*ink;
};
constexpr ToneIcon kIcons[] = {
    {Tone::Error, u"error", &Tokens::dangertext},
    {Tone::Warn, u"warn", &Tokens::warntext},
    {Tone::Ok, u"check", &Tokens::oktext},
    {Tone::Info, u"info", &Tokens::infotext},
};
constexpr int kIconPx = 14;

} // namespace

FormRow::FormRow(const Theme& theme, const QString& name, QWidget* field, const QString& help, QWidget* parent)
    : QWidget(parent)
    , m_help(help)
    , m_field(field)
    , m_edit(qobject_cast<QLineEdit*>(field))
    , m_icon(new IconLabel(theme, {}, kIconPx))
    , m_text(new PlainLabel(theme, TextRole::Small, help, Tone::Muted))
{
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(1);             // a long word in it does not widen the form
    m_text->setMinimumHeight(theme.px(16)); // its place is kept
    auto* below = new QHBoxLayout;
    below->setSpacing(theme.px(4));
    below->addWidget(m_icon, 0, Qt::AlignTop);
    below->addWidget(m_text, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    if (!name.isEmpty()) {
        auto* label = new PlainLabel(theme, TextRole::BodyMedium, name);
        label->setBuddy(field);
        column->addWidget(label);
    }
    column->addWidget(field);
    column->addLayout(below);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(name);
    field->setAccessibleDescription(help);
    setFocusProxy(field);
    if (m_edit) {
        connect(m_edit, &QLineEdit::textChanged, this, &FormRow::lookAgain);
        connect(m_edit, &QLineEdit::editingFinished, this, [this] {
            if (!m_edit->text().isEmpty())
                insist();
        });
    }
    draw();
}

void FormRow::setCheck(std::function<Remark()> check)
{
    m_check = std::move(check);
}

void FormRow::lookAgain()
{
    if (!m_check)
        return;
    if (m_edit && m_edit->text().isEmpty())
        return say({});
    const Remark found = m_check();
    if (!found.mayPass || m_remark.isError())
        say(found);
    else
        say({});
}

bool FormRow::insist()
{
    if (m_check)
        say(m_check());
    return !m_remark.isError();
}

void FormRow::clearRemark()
{
    say({});
}

void FormRow::setHelp(const QString& help)
{
    m_help = help;
    draw();
}

void FormRow::focusField()
{
    m_field->setFocus(Qt::OtherFocusReason);
}

void FormRow::say(const Remark& remark)
{
    if (m_remark == remark)
        return;
    m_remark = remark;
    draw();
}

void FormRow::draw()
{
    const bool isSaid = !m_remark.text.isEmpty();
    m_text->setText(isSaid ? m_remark.text : m_help);
    m_text->setTone(isSaid ? m_remark.tone : Tone::Muted);
    m_field->setAccessibleDescription(m_text->text());
    m_icon->hide();
    for (const ToneIcon& row : kIcons) {
        if (isSaid && row.tone == m_remark.tone) {
            m_icon->setSymbol(QString::fromUtf16(row.icon), row.ink);
            m_icon->show();
        }
    }
    const QString state = m_remark.isError() ? QStringLiteral("error") : QString();
    if (m_field->property("state").toString() == state)
        return;
    m_field->setProperty("state", state);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
}

int insistOn(const std::vector<FormRow*>& rows)
{
    int wrong = 0;
    for (FormRow* row : rows) {
        if (row->insist())
            continue;
        if (wrong++ == 0)
            row->focusField();
    }
    return wrong;
}

} // namespace tracedeck::ui
