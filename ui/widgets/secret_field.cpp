#include "widgets/secret_field.h"

#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>

namespace tracedeck::ui {

SecretField::SecretField(const Theme& theme, const QString& name, QWidget* parent)
    : QLineEdit(parent)
    , m_show(new IconButton(theme, QStringLiteral("eye"), tr("Hold to show: %1").arg(name), this, true))
{
    setEchoMode(Password);
    setDragEnabled(false);
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setAccessibleName(name);
    auto* hint = new PlainLabel(theme, TextRole::Small, tr("hold to show"), Tone::Muted, this);
    hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_show->setProperty("kind", QStringLiteral("link"));
    m_show->setCursor(Qt::ArrowCursor);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, theme.px(3), 0);
    row->setSpacing(theme.px(4));
    row->addStretch(1);
    row->addWidget(hint);
    row->addWidget(m_show);
    const int taken = hint->sizeHint().width() + m_show->width() + theme.px(7);
    setTextMargins(isRightToLeft() ? taken : 0, 0, isRightToLeft() ? 0 : taken, 0);
    connect(m_show, &QPushButton::pressed, this, [this] { setEchoMode(Normal); });
    connect(m_show, &QPushButton::released, this, [this] { setEchoMode(Password); });
}

SecretField::Typed SecretField::typed() const
{
    const QString whole = text(); // shares the field's own bytes
    const QStringView inner = QStringView(whole).trimmed();
    QByteArray utf8 = inner.toUtf8();
    Typed typed {Secret(utf8), inner.size() != whole.size()};
    utf8.fill('\0');
    return typed;
}

SharedSecret SecretField::take()
{
    Secret secret = typed().secret;
    wipe();
    return secret.isEmpty() ? nullptr : std::make_shared<const Secret>(std::move(secret));
}

void SecretField::wipe()
{
    QString whole = text();
    setText({});       // clear() would keep it for undo
    whole.fill(u'\0'); // the last owner: in place
    setEchoMode(Password);
}

void SecretField::hideEvent(QHideEvent* event)
{
    setEchoMode(Password);
    QLineEdit::hideEvent(event);
}

} // namespace tracedeck::ui
