#include "logs/exception_box.h"

#include "logs/words.h"
#include "widgets/plain_label.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

QString placeWords(const events::Frame& frame)
{
    QString out = shown(frame.file);
    for (const auto& number : {frame.line, frame.column})
        if (number)
            out += u':' + QString::number(*number);
    return out;
}

FrameList::FrameList(const Theme& theme, std::vector<events::Frame> frames, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_frames(std::move(frames))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QStringList spoken;
    for (const events::Frame& frame : m_frames)
        spoken << QString(shown(frame.function.value_or(std::string())) % u' ' % placeWords(frame));
    setAccessibleName(tr("Stack"));
    setAccessibleDescription(spoken.join(u'\n'));
}

QSize FrameList::sizeHint() const
{
    return {m_theme.px(200), static_cast<int>(m_frames.size()) * rowHeight() + m_theme.px(8)};
}

void FrameList::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    QRect row(m_theme.px(10), m_theme.px(4), width() - m_theme.px(20), rowHeight());
    for (const events::Frame& frame : m_frames) {
        if (frame.inApp)
            painter.fillRect(0, row.y(), m_theme.px(2), row.height(), t.accent);
        painter.setFont(m_theme.font(frame.inApp ? TextRole::MonoStrong : TextRole::Mono));
        painter.setPen(frame.inApp ? t.text : t.text3);
        const QString name = frame.function ? shown(*frame.function) : tr("(anonymous)");
        const QString function = painter.fontMetrics().elidedText(name, Qt::ElideRight, row.width() * 3 / 5);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, function);
        const QRect rest = row.adjusted(painter.fontMetrics().horizontalAdvance(function) + m_theme.px(8), 0, 0, 0);
        painter.setFont(m_theme.font(TextRole::MonoSmall));
        painter.setPen(t.text3);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(placeWords(frame), Qt::ElideMiddle, rest.width()));
        row.translate(0, rowHeight());
    }
}

bool FrameList::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto row = static_cast<std::size_t>(std::max(0, (help->pos().y() - m_theme.px(4)) / rowHeight()));
    QToolTip::showText(help->globalPos(), row < m_frames.size() ? plainToolTip(shown(m_frames[row].raw)) : QString(), this);
    return true;
}

namespace {

QString headWords(const events::Exception& e)
{
    if (e.name.empty() || e.message.empty())
        return shownLines(e.name.empty() ? e.message : e.name);
    return shown(e.name) % u": " % shownLines(e.message);
}

} // namespace

ExceptionBox::ExceptionBox(const Theme& theme, const ExceptionDetail& exception, QWidget* parent) : QFrame(parent), m_theme(theme)
{
    auto* head = new PlainLabel(theme, TextRole::Mono, headWords(exception.exception), Tone::Error, this);
    head->setWordWrap(true);
    head->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    head->setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(8));
    head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::MinimumExpanding);
    m_head = head;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(head);
    const std::string& stack = exception.exception.stack;
    if (!exception.stack.frames.empty()) {
        column->addSpacing(theme.px(4));
        column->addWidget(new FrameList(theme, exception.stack.frames, this));
        column->addSpacing(theme.px(4));
    } else {
        auto* none = new PlainLabel(theme, stack.empty() ? TextRole::Body : TextRole::MonoSmall,
                                    stack.empty() ? tr("This event has no stack") : shownLines(stack), Tone::Muted, this);
        none->setWordWrap(true);
        none->setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(8));
        none->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::MinimumExpanding);
        column->addWidget(none);
    }
    auto* copy = new QAction(tr("Copy stack"), this);
    connect(copy, &QAction::triggered, this,
            [text = QString(headWords(exception.exception) % u'\n' % plain(stack))] { QGuiApplication::clipboard()->setText(text); });
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ExceptionBox::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.fillPath(frame, t.surface);
    painter.save();
    painter.setClipPath(frame);
    painter.fillRect(QRect(0, 0, width(), m_head->geometry().bottom() + 1), t.dangersoft);
    painter.restore();
    painter.setPen(t.border);
    painter.drawLine(QPointF(1, m_head->geometry().bottom() + 1.5), QPointF(width() - 1, m_head->geometry().bottom() + 1.5));
    painter.drawPath(frame);
}

} // namespace tracedeck::ui
