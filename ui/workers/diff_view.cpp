#include "workers/diff_view.h"

#include "base/visible_text.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using workers::DiffLine;

namespace {

constexpr int kLine = 20, kNumber = 34, kSign = 20, kPadding = 8;

/// A tab is as wide as in most editors; what else cannot be seen is made visible.
QString paintable(const QString& text)
{
    return visibleText(QString(text).replace(u'\t', u"    "_s));
}

/// What differs, in whole words: "false" became "true", though both end alike.
std::pair<qsizetype, qsizetype> wordsOf(const DiffLine& line)
{
    const QString& text = line.text;
    qsizetype from = std::clamp<qsizetype>(line.changedFrom, 0, text.size());
    qsizetype to = std::clamp<qsizetype>(from + line.changedLength, from, text.size());
    const auto isPartOfWord = [&](qsizetype at) { return at >= 0 && at < text.size() && text[at].isLetterOrNumber(); };
    while (isPartOfWord(from) && isPartOfWord(from - 1))
        --from;
    while (isPartOfWord(to - 1) && isPartOfWord(to))
        ++to;
    return {from, to};
}

/// A file may be one line of a megabyte: what is around its change is shown.
void shorten(DiffLine& line)
{
    constexpr int most = 2000, before = 200;
    if (line.text.size() <= most)
        return;
    const int from = std::max(0, line.changedFrom - before);
    const bool isCut = from + most < line.text.size();
    line.text = (from > 0 ? u"…"_s : QString()) % line.text.mid(from, most) % (isCut ? u"…"_s : QString());
    line.changedFrom += (from > 0 ? 1 : 0) - from;
    line.changedLength = std::min(line.changedLength, most);
}

struct Fill {
    QColor line, word, sign;
};

Fill fillOf(const Tokens& tokens, DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Added: return {tokens.add, tokens.addWord, tokens.oktext};
    case DiffLine::Kind::Removed: return {tokens.removed, tokens.removedWord, tokens.dangertext};
    case DiffLine::Kind::Same: break;
    }
    return {tokens.surface, tokens.surface, tokens.text3};
}

} // namespace

DiffView::DiffView(const Theme& theme, QWidget* parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setLayoutDirection(Qt::LeftToRight);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setAccessibleName(tr("Changes in the file"));
    connect(&theme, &Theme::changed, this, &DiffView::fit);
    fit();
}

int DiffView::lineHeight() const
{
    return m_theme.px(kLine);
}

void DiffView::setDiff(std::vector<workers::DiffHunk> hunks, const QStringList& labels)
{
    m_rows.clear();
    m_hunks = std::move(hunks);
    for (workers::DiffHunk& hunk : m_hunks)
        std::ranges::for_each(hunk.lines, shorten);
    m_labels = labels;
    rebuild();
}

void DiffView::setSideBySide(bool isPaired)
{
    m_isPaired = isPaired;
    rebuild();
}

void DiffView::rebuild()
{
    m_rows = m_isPaired ? pairedRows(m_hunks, m_labels) : unifiedRows(m_hunks, m_labels);
    m_current = -1;
    setAccessibleDescription(spokenChanges(m_hunks));
    fit();
}

int DiffView::longest() const
{
    const QFontMetrics metrics(m_theme.font(TextRole::Mono));
    int widest = 0;
    for (const DiffRow& row : m_rows) {
        for (const DiffLine* line : {row.left, row.right}) {
            if (line)
                widest = std::max(widest, metrics.horizontalAdvance(paintable(line->text)));
        }
    }
    return widest;
}

void DiffView::fit()
{
    const int sides = m_isPaired ? 2 : 1;
    const int gutter = m_theme.px((m_isPaired ? kNumber : 2 * kNumber) + kSign + kPadding);
    const int room = viewport()->width() / sides - gutter;
    const int over = std::max(0, longest() - room);
    horizontalScrollBar()->setRange(0, over);
    horizontalScrollBar()->setPageStep(std::max(1, room));
    horizontalScrollBar()->setSingleStep(m_theme.px(kSign));
    const int bar = over > 0 ? horizontalScrollBar()->sizeHint().height() : 0;
    setFixedHeight(static_cast<int>(std::max<std::size_t>(1, m_rows.size())) * lineHeight() + bar);
    viewport()->update();
}

void DiffView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    fit();
}

/// Up and down is for what this stands in.
void DiffView::wheelEvent(QWheelEvent* event)
{
    if (std::abs(event->angleDelta().x()) > std::abs(event->angleDelta().y()))
        return QAbstractScrollArea::wheelEvent(event);
    event->ignore();
}

void DiffView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void DiffView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void DiffView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_N: return step(1);
    case Qt::Key_P: return step(-1);
    case Qt::Key_Left:
    case Qt::Key_Right: return QAbstractScrollArea::keyPressEvent(event);
    default: event->ignore();
    }
}

void DiffView::step(int by)
{
    const int count = static_cast<int>(m_rows.size());
    const auto begins = [this](int row) {
        const auto at = [this](int i) { return i >= 0 && m_rows[static_cast<std::size_t>(i)].isChange(); };
        return at(row) && !at(row - 1);
    };
    int row = m_current < 0 && by < 0 ? count : m_current;
    do
        row += by;
    while (row >= 0 && row < count && !begins(row));
    if (row < 0 || row >= count)
        return; // stays at the last
    m_current = row;
    say();
    viewport()->update();
    emit looked(QRect(0, row * lineHeight(), width(), lineHeight()));
}

/// Screen readers hear the line, then all that changed.
void DiffView::say()
{
    setAccessibleDescription(spokenRow(m_rows[static_cast<std::size_t>(m_current)]) + u'\n' + spokenChanges(m_hunks));
}

void DiffView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.tokens().surface);
    painter.setLayoutDirection(Qt::LeftToRight);
    const int height = lineHeight();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QRect at(0, static_cast<int>(i) * height, viewport()->width(), height);
        if (!at.intersects(event->rect()))
            continue;
        paintRow(painter, m_rows[i], at);
        if (static_cast<int>(i) == m_current && hasFocus())
            painter.fillRect(QRect(at.topLeft(), QSize(3, at.height())), m_theme.tokens().accent);
    }
    if (!hasFocus())
        return;
    painter.setPen(QPen(m_theme.tokens().accent, 2));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

void DiffView::paintRow(QPainter& painter, const DiffRow& row, const QRect& at) const
{
    const Tokens& tokens = m_theme.tokens();
    if (row.isHead()) {
        painter.fillRect(at, tokens.sunken);
        painter.setFont(m_theme.font(TextRole::MonoSmall));
        painter.setPen(tokens.text2);
        const QRect text = at.adjusted(m_theme.px(12), 0, -m_theme.px(kPadding), 0);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(row.head, Qt::ElideRight, text.width()));
        return;
    }
    if (!m_isPaired)
        return paintLine(painter, row.left ? row.left : row.right, at, true);
    const int half = at.width() / 2;
    paintLine(painter, row.left, QRect(at.left(), at.top(), half, at.height()), false);
    paintLine(painter, row.right, QRect(at.left() + half, at.top(), at.width() - half, at.height()), false);
    painter.setPen(tokens.border);
    painter.drawLine(at.left() + half, at.top(), at.left() + half, at.bottom());
}

void DiffView::paintLine(QPainter& painter, const DiffLine* line, const QRect& at, bool isUnified) const
{
    const Tokens& tokens = m_theme.tokens();
    if (!line) {
        painter.fillRect(at, tokens.sunken);
        return;
    }
    const Fill fill = fillOf(tokens, line->kind);
    painter.fillRect(at, fill.line);
    painter.setFont(m_theme.font(TextRole::MonoSmall));
    painter.setPen(tokens.text3);
    QRect place(at.left(), at.top(), m_theme.px(kNumber), at.height());
    const auto number = [&](int value) {
        if (value > 0)
            painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, QString::number(value));
        place.translate(place.width(), 0);
    };
    if (isUnified) {
        number(line->before);
        number(line->after);
    } else {
        number(at.left() == 0 ? line->before : line->after);
    }
    place.setWidth(m_theme.px(kSign));
    if (line->kind != DiffLine::Kind::Same) {
        painter.setFont(m_theme.font(TextRole::MonoStrong));
        painter.setPen(fill.sign);
        painter.drawText(place, Qt::AlignCenter, line->kind == DiffLine::Kind::Added ? u"+"_s : u"\u2212"_s);
    }
    paintText(painter, *line, QRect(place.right() + 1, at.top(), at.right() - place.right() - m_theme.px(kPadding), at.height()));
}

void DiffView::paintText(QPainter& painter, const DiffLine& line, const QRect& at) const
{
    const Tokens& tokens = m_theme.tokens();
    painter.save();
    painter.setClipRect(at);
    painter.setFont(m_theme.font(TextRole::Mono));
    const QFontMetrics metrics = painter.fontMetrics();
    const int left = at.left() - horizontalScrollBar()->value();
    const QString text = paintable(line.text);
    if (line.changedLength > 0) {
        const auto [first, end] = wordsOf(line);
        const int from = metrics.horizontalAdvance(paintable(line.text.left(first)));
        const int to = metrics.horizontalAdvance(paintable(line.text.left(end)));
        painter.fillRect(QRect(left + from, at.top() + 1, to - from, at.height() - 2), fillOf(tokens, line.kind).word);
    }
    painter.setPen(line.kind == DiffLine::Kind::Same ? tokens.text2 : tokens.text);
    painter.drawText(QPoint(left, at.center().y() + metrics.ascent() - metrics.height() / 2 + 1), text);
    painter.restore();
}

} // namespace tracedeck::ui
