#include "wizard/chip_field.h"

#include "theme/theme.h"
#include "widgets/buttons.h"
#include "widgets/clear_layout.h"
#include "widgets/elided_label.h"
#include "wizard/flow_layout.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStringListModel>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One value with a button to take it out.
class ValueChip : public QWidget {
public:
    ValueChip(const Theme& theme, const QString& text, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , remove(new IconButton(theme, u"close"_s, {}, this, true))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(theme.px(6), 0, 0, 0);
        row->setSpacing(0);
        auto* label = new ElidedLabel(theme, TextRole::MonoStrong, text, Tone::Normal, this);
        label->setMaximumWidth(theme.px(220));
        row->addWidget(label);
        row->addWidget(remove);
        remove->setFlat(true);
        remove->setFocusPolicy(Qt::NoFocus);
        const QString name = ChipField::tr("Take out %1").arg(text);
        remove->setAccessibleName(name);
        remove->setToolTip(plainToolTip(name));
        setFixedHeight(theme.px(22));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme.tokens().border);
        painter.setBrush(m_theme.tokens().sunken);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }

private:
    const Theme& m_theme;

public:
    QPushButton* remove;
};

} // namespace

ChipField::ChipField(const Theme& theme, const QString& name, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_edit(new QLineEdit(this))
    , m_completer(new QCompleter(this))
{
    auto* flow = new FlowLayout(this, theme.px(4));
    flow->setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(4));
    setAccessibleName(name);
    m_edit->setAccessibleName(name);
    m_edit->setProperty("bare", true);
    m_edit->setFixedHeight(theme.px(22));
    m_edit->setMinimumWidth(theme.px(70));
    m_edit->installEventFilter(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setModel(new QStringListModel(m_completer));
    m_completer->popup()->setObjectName(u"suggestions"_s);
    m_edit->setCompleter(m_completer);
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    rebuild();
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (text.endsWith(u','))
            take();
        else
            emit edited();
    });
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, [this](const QString& text) {
        m_edit->setText(text);
        QMetaObject::invokeMethod(this, &ChipField::take, Qt::QueuedConnection); // the completer writes once more
    });
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        if (!m_edit->text().isEmpty()) // not at once: the window may be going, and has no room for new chips
            QMetaObject::invokeMethod(this, &ChipField::take, Qt::QueuedConnection);
    });
}

void ChipField::setValues(const QStringList& values)
{
    m_values = values;
    m_edit->setText({});
    rebuild();
}

QStringList ChipField::values() const
{
    QStringList all = m_values;
    if (const QString typed = m_edit->text().trimmed(); !typed.isEmpty() && !all.contains(typed))
        all.append(typed);
    return all;
}

void ChipField::setSuggestions(const QStringList& values)
{
    static_cast<QStringListModel*>(m_completer->model())->setStringList(values);
}

void ChipField::add(const QString& text)
{
    if (!text.isEmpty() && !m_values.contains(text))
        m_values.append(text);
}

void ChipField::take()
{
    for (const QString& part : m_edit->text().split(u','))
        add(part.trimmed());
    m_edit->setText({});
    rebuild();
    emit edited();
}

void ChipField::remove(qsizetype at)
{
    m_values.removeAt(at);
    rebuild();
    m_edit->setFocus();
    emit edited();
}

void ChipField::rebuild()
{
    layout()->removeWidget(m_edit); // it stays
    clearLayout(*layout());
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        auto* chip = new ValueChip(m_theme, m_values[i], this);
        connect(chip->remove, &QPushButton::clicked, this, [this, i] { remove(i); });
        layout()->addWidget(chip);
        chip->show();
    }
    layout()->addWidget(m_edit);
    updateGeometry();
}

bool ChipField::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Backspace && m_edit->text().isEmpty() && !m_values.isEmpty()) {
        remove(m_values.size() - 1);
        return true;
    }
    const bool ends = (key == Qt::Key_Return || key == Qt::Key_Enter) && static_cast<QKeyEvent*>(event)->modifiers() == Qt::NoModifier;
    if (ends && !m_edit->text().isEmpty()) {
        take();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void ChipField::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    const bool isFocused = m_edit->hasFocus();
    const bool isWrong = property("state").toString() == u"error";
    painter.setPen(QPen(isWrong ? t.dangertext : isFocused ? t.accent : t.borderstrong, isFocused || isWrong ? 2 : 1));
    painter.setBrush(t.surface);
    const qreal inset = isFocused || isWrong ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 5, 5);
}

} // namespace tracedeck::ui
