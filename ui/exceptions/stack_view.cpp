#include "exceptions/stack_view.h"

#include "base/visible_text.h"
#include "exceptions/frame_delegate.h"
#include "exceptions/frames_model.h"
#include "text/error_text.h"
#include "text/format.h"
#include "text/missing.h"
#include "theme/theme.h"
#include "widgets/plain_label.h"
#include "widgets/segmented_control.h"

#include <QBoxLayout>
#include <QListView>
#include <QPlainTextEdit>

namespace tracedeck::ui {

namespace {

constexpr int kFrameRow = 30, kMostFrames = 12, kMostTextLines = 14;

QString consoleText(const std::vector<events::LogLine>& lines)
{
    QStringList texts;
    for (const auto& line : lines)
        texts << QString(shown(line.level).leftJustified(6) % visibleText(QString::fromStdString(events::joined(line))));
    return texts.join(u'\n');
}

} // namespace

StackView::StackView(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_frames(new FramesModel(this))
    , m_modes(new SegmentedControl({tr("App frames"), tr("All"), tr("Raw")}, tr("Stack trace"), this))
    , m_why(new PlainLabel(theme, TextRole::Body, {}, Tone::Secondary, this))
    , m_list(new QListView(this))
    , m_text(new QPlainTextEdit(this))
{
    setBodyMargin(0);
    m_modes->setDense(true);
    head()->addWidget(m_modes);
    connect(m_modes, &SegmentedControl::chosen, this, [this](int index) { setMode(static_cast<Mode>(index)); });

    m_list->setModel(m_frames);
    m_list->setItemDelegate(new FrameDelegate(theme, kFrameRow, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Frames of the stack"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_why->setWordWrap(true);
    m_why->setContentsMargins(12, 10, 12, 10);
    body()->setSpacing(0);
    body()->addWidget(m_why);
    body()->addWidget(m_list);
    body()->addWidget(m_text);
    connect(&m_theme, &Theme::changed, this, &StackView::fitText);
}

void StackView::show(const GroupEvidence& evidence, const std::optional<Error>& why, bool utc)
{
    m_evidence = evidence;
    m_unread = why;
    m_frames->setFrames(evidence.frames);
    setTitle(tr("Stack trace"),
             evidence.timestampMs ? tr("of the newest event, %1").arg(momentOrMissing(evidence.timestampMs, utc)) : QString {});
    arrange();
}

void StackView::setMode(Mode mode)
{
    m_mode = mode;
    m_modes->setCurrent(static_cast<int>(mode));
    m_frames->setAppOnly(mode == Mode::AppFrames);
    arrange();
}

void StackView::arrange()
{
    const bool hasStack = !m_evidence.stack.empty();
    const bool frames = hasStack && m_mode != Mode::Raw && m_frames->rowCount() > 0;
    m_modes->setVisible(hasStack);
    m_list->setVisible(frames);
    fitList();

    QString note, text;
    if (m_unread)
        note = errorText(*m_unread);
    else if (hasStack && !frames)
        text = visibleText(QString::fromStdString(m_evidence.stack), false);
    else if (!hasStack && m_evidence.lastLines.empty())
        note = tr("No stack is recorded for this event, and it wrote nothing to the console.");
    else if (!hasStack) {
        note = tr("No stack is recorded for this event. What it wrote last:");
        text = consoleText(m_evidence.lastLines);
    }
    m_why->setText(note);
    m_why->setVisible(!note.isEmpty());
    m_text->setPlainText(text);
    m_text->setVisible(!text.isEmpty());
    m_text->setAccessibleName(hasStack ? tr("Stack as delivered") : tr("Last console lines"));
    fitText();
}

void StackView::fitList()
{
    const int rows = m_frames->rowCount();
    m_list->setVerticalScrollBarPolicy(rows > kMostFrames ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(qBound(1, rows, kMostFrames) * m_theme.px(kFrameRow));
}

void StackView::fitText()
{
    m_text->setFont(m_theme.font(TextRole::Mono));
    const int lines = qBound(1, m_text->blockCount(), kMostTextLines);
    m_text->setFixedHeight(lines * m_text->fontMetrics().lineSpacing() + m_theme.px(24));
}

} // namespace tracedeck::ui
