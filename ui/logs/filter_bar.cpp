#include "logs/filter_bar.h"

#include "base/visible_text.h"
#include "logpush/filter_text.h"
#include "logs/chip_button.h"
#include "logs/chip_editor.h"
#include "logs/typed_filter.h"
#include "logs/words.h"
#include "widgets/plain_label.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QStringListModel>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Where in the text the reader stumbled.
qsizetype placeIn(const QString& text, const Error& error)
{
    const auto place = logpush::filterTextPlace(error).value_or(0);
    return QString::fromUtf8(text.toUtf8().left(static_cast<qsizetype>(place))).size();
}

/// What is wrong, and with what.
QString complaintOf(const Error& error)
{
    const QString reason = error.detail.mid(error.detail.indexOf(u": "_s) + 2);
    return error.subject.isEmpty() ? visibleText(reason) : FilterBar::tr("%1: %2").arg(visibleText(error.subject), visibleText(reason));
}

} // namespace

FilterBar::FilterBar(FilterModel& model, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_model(model)
    , m_theme(theme)
    , m_text(new QLineEdit(this))
    , m_complaint(new PlainLabel(theme, TextRole::Small, {}, Tone::Error, this))
    , m_completer(new QCompleter(this))
    , m_completions(new QStringListModel(this))
{
    setAccessibleName(tr("Filter"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_text->setAccessibleName(tr("Filter text"));
    m_text->setPlaceholderText(tr("Type a field, or text to find\u2026"));
    m_text->setProperty("bare", true);
    m_text->setFrame(false);
    m_text->installEventFilter(this);
    m_completer->setModel(m_completions);
    m_completer->setWidget(m_text);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_complaint->hide();
    connect(m_text, &QLineEdit::returnPressed, this, &FilterBar::accept);
    connect(m_text, &QLineEdit::textEdited, this, &FilterBar::complete);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterBar::takeCompletion);
    connect(&m_model, &FilterModel::changed, this, &FilterBar::rebuild);
    connect(&m_theme, &Theme::changed, this, &FilterBar::rebuild);
    rebuild();
}

void FilterBar::rebuild()
{
    for (ChipButton* chip : m_chips)
        chip->deleteLater(), chip->hide();
    m_chips.clear();
    for (std::size_t i = 0; i < m_model.draft().chips.size(); ++i)
        addChip(i);
    QWidget* before = nullptr;
    for (ChipButton* chip : m_chips) {
        if (before)
            setTabOrder(before, chip);
        before = chip;
    }
    if (before)
        setTabOrder(before, m_text);
    layOut(width(), true);
    updateGeometry();
    update();
}

void FilterBar::addChip(std::size_t at)
{
    auto* chip = new ChipButton(m_model.draft().chips[at], m_theme, this);
    connect(chip, &ChipButton::editRequested, this, [this, at] { editChip(at); });
    connect(chip, &ChipButton::toggleRequested, this, [this, at] {
        m_model.toggle(at);
        focusChip(static_cast<std::ptrdiff_t>(at));
    });
    connect(chip, &ChipButton::negateRequested, this, [this, at] {
        m_model.negate(at);
        focusChip(static_cast<std::ptrdiff_t>(at));
    });
    connect(chip, &ChipButton::removeRequested, this, [this, at] {
        m_model.remove(at);
        focusChip(static_cast<std::ptrdiff_t>(at));
    });
    connect(chip, &ChipButton::leaveRequested, this, [this, at](int step) { focusChip(static_cast<std::ptrdiff_t>(at) + step); });
    chip->show();
    m_chips.push_back(chip);
}

void FilterBar::focusChip(std::ptrdiff_t at)
{
    if (at >= static_cast<std::ptrdiff_t>(m_chips.size()))
        focusText();
    else if (!m_chips.empty())
        m_chips[static_cast<std::size_t>(std::max<std::ptrdiff_t>(at, 0))]->setFocus();
}

void FilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

QString FilterBar::complaint() const
{
    return m_complaint->isHidden() ? QString() : m_complaint->text();
}

void FilterBar::accept()
{
    if (m_text->text().trimmed().isEmpty()) {
        emit leaveRequested();
        return;
    }
    auto chips = chipsFromText(m_text->text());
    m_complaint->setVisible(!chips);
    if (!chips) {
        m_complaint->setText(complaintOf(chips.error()));
        const qsizetype at = placeIn(m_text->text(), chips.error());
        m_text->setSelection(static_cast<int>(at), static_cast<int>(std::max<qsizetype>(chips.error().subject.size(), 1)));
        updateGeometry(); // it may need a line more
        layOut(width(), true);
        return;
    }
    m_text->clear();
    m_model.add(*std::move(chips));
}

void FilterBar::editChip(std::size_t at)
{
    auto* editor = new ChipEditor(m_model.draft().chips[at], m_theme, m_valuesOf, this);
    connect(editor, &ChipEditor::accepted, this, [this, at](const Chip& chip) {
        m_model.replaceChip(at, chip);
        focusChip(static_cast<std::ptrdiff_t>(at));
    });
    editor->popUpUnder(m_chips[at]);
}

void FilterBar::complete(const QString& typed)
{
    m_complaint->hide();
    layOut(width(), true);
    updateGeometry();
    const QString word = typed.section(u' ', -1);
    m_completions->setStringList(word.isEmpty() ? QStringList() : completionsFor(word, m_valuesOf));
    if (m_completions->rowCount() == 0) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->complete(QRect(0, m_text->height(), m_theme.px(280), 1));
}

void FilterBar::takeCompletion(const QString& completion)
{
    const QString typed = m_text->text();
    const QString before = typed.left(typed.size() - typed.section(u' ', -1).size());
    m_text->setText(before + completion.section(u'\t', 0, 0));
}

int FilterBar::layOut(int width, bool apply) const
{
    const int line = m_theme.px(34);
    const int gap = m_theme.px(6);
    const int end = width - m_theme.px(8);
    int x = m_theme.px(30);
    int y = 0;
    const auto place = [&](QWidget* widget, int wanted, int height) {
        if (x + wanted > end && x > m_theme.px(30)) {
            x = m_theme.px(30);
            y += m_theme.px(28);
        }
        if (apply)
            widget->setGeometry(x, y + (line - height) / 2, std::min(wanted, end - x), height);
        x += wanted + gap;
    };
    for (ChipButton* chip : m_chips)
        place(chip, chip->sizeHint().width(), m_theme.px(24));
    if (!m_complaint->isHidden())
        place(m_complaint, m_complaint->sizeHint().width(), m_theme.px(18));
    const int least = m_theme.px(170);
    place(m_text, std::max(least, end - x), m_theme.px(26));
    return y + line;
}

int FilterBar::heightForWidth(int width) const
{
    return layOut(width, false);
}

QSize FilterBar::sizeHint() const
{
    return {m_theme.px(480), layOut(std::max(width(), m_theme.px(200)), false)};
}

QSize FilterBar::minimumSizeHint() const
{
    return {m_theme.px(200), layOut(std::max(width(), m_theme.px(200)), false)};
}

void FilterBar::resizeEvent(QResizeEvent* /*event*/)
{
    layOut(width(), true);
    updateGeometry();
}

void FilterBar::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = m_text->hasFocus();
    painter.setPen(QPen(focused ? t.accent : t.borderstrong, focused ? 2 : 1));
    painter.setBrush(t.surface);
    const qreal inset = focused ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 6, 6);
    const int side = m_theme.px(14);
    painter.drawPixmap(QRect(m_theme.px(10), (m_theme.px(34) - side) / 2, side, side),
                       m_theme.pixmap(u"filter"_s, 14, t.text2, devicePixelRatioF()));
}

void FilterBar::contextMenuEvent(QContextMenuEvent* event)
{
    const QString text = textFromChips(m_model.draft().chips);
    QMenu menu;
    menu.addAction(tr("Copy as text"), this, [&text] { QGuiApplication::clipboard()->setText(text); })->setEnabled(!text.isEmpty());
    menu.addAction(tr("Clear all"), this, [this] { m_model.clear(); })->setEnabled(!m_chips.empty());
    menu.exec(event->globalPos());
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() == QEvent::KeyPress && watched == m_text) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool toChips = (key->key() == Qt::Key_Left || key->key() == Qt::Key_Backspace) && m_text->cursorPosition() == 0
            && !m_text->hasSelectedText() && !m_chips.empty();
        if (toChips) {
            m_chips.back()->setFocus();
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_text->text().isEmpty()) {
            m_text->clear();
            complete({});
            return true;
        }
        if (key->key() == Qt::Key_Down || (key->key() == Qt::Key_Escape)) {
            emit leaveRequested();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace tracedeck::ui
