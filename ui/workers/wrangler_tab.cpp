#include "workers/wrangler_tab.h"

#include "base/visible_text.h"
#include "text/error_text.h"
#include "widgets/banner.h"
#include "widgets/card.h"
#include "widgets/clear_layout.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/icon_label.h"
#include "widgets/segmented_control.h"
#include "workers/diff_view.h"
#include "workers/section_list.h"
#include "workers/worker_words.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16;

/// Its comment stands at a flag that is to change, or speaks of logs.
bool mayMeanIt(const workers::WranglerSection& section)
{
    return !section.comment.isEmpty() && (section.logpush.line > 0 || section.comment.contains(u"log"_s, Qt::CaseInsensitive));
}

QWidget* centred(QWidget* widget)
{
    widget->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    return widget;
}

} // namespace

WranglerTab::WranglerTab(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_states(new QStackedWidget(this))
    , m_message(new EmptyState(theme, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_states);
    m_states->insertWidget(Message, centred(m_message));
    m_states->insertWidget(File, makeFile());
}

QWidget* WranglerTab::makeFile()
{
    m_area = new QScrollArea(this);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    auto* sheet = new QWidget(m_area);
    sheet->setObjectName(u"sheet"_s);
    auto* column = new QVBoxLayout(sheet);
    column->setContentsMargins(m_theme.px(kMargin), m_theme.px(12), m_theme.px(kMargin), m_theme.px(12));
    column->setSpacing(m_theme.px(12));
    m_sections = new SectionList(m_theme, sheet);
    auto* frame = new Card(m_theme, sheet);
    frame->setBodyMargin(0);
    m_diff = new DiffView(m_theme, frame);
    frame->body()->addWidget(m_diff);
    m_same = new PlainLabel(m_theme, TextRole::Body, {}, Tone::Secondary, sheet);
    m_same->setWordWrap(true);
    m_facts = new QWidget(sheet);
    auto* facts = new QVBoxLayout(m_facts);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(m_theme.px(6));
    facts->addWidget(addFact(*facts, u"okc"_s, m_kept));
    facts->addWidget(addFact(*facts, u"okc"_s, m_parsed));
    facts->addWidget(addFact(*facts, u"undo"_s, m_backup));
    m_kept->setText(tr("Comments, order, quotes and line ends stay as they are"));
    m_backup->setText(tr("A backup is kept, Ctrl Z restores the file"));
    m_warnings = new QVBoxLayout;
    m_warnings->setSpacing(m_theme.px(8));
    column->addWidget(makePath());
    column->addWidget(m_sections);
    column->addWidget(m_diffHead = makeDiffHead());
    column->addWidget(m_frame = frame);
    column->addWidget(m_same);
    column->addWidget(m_facts);
    column->addLayout(m_warnings);
    column->addStretch(1);
    m_area->setWidget(sheet);
    connect(m_sections, &SectionList::changed, this, &WranglerTab::ask);
    connect(m_diff, &DiffView::looked, this, [this, sheet](const QRect& place) {
        const QPoint centre = m_diff->mapTo(sheet, QPoint(0, place.center().y()));
        m_area->ensureVisible(0, centre.y(), 0, 3 * place.height());
    });
    return m_area;
}

QWidget* WranglerTab::makePath()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    auto* chip = new QFrame(line);
    chip->setProperty("card", true);
    auto* inside = new QHBoxLayout(chip);
    inside->setContentsMargins(m_theme.px(9), m_theme.px(4), m_theme.px(6), m_theme.px(4));
    inside->setSpacing(m_theme.px(8));
    m_where = new ElidedLabel(m_theme, TextRole::Mono, {}, Tone::Normal, chip);
    m_where->setElideMode(Qt::ElideMiddle);
    m_branch = new Badge(m_theme, BadgeKind::Quiet, {}, {}, chip);
    inside->addWidget(new IconLabel(m_theme, u"file"_s, 14, &Tokens::text2, chip));
    inside->addWidget(m_where, 1);
    inside->addWidget(m_branch);
    auto* change = new QPushButton(tr("Change…"), line);
    change->setIcon(m_theme.icon(u"folder"_s));
    change->setToolTip(tr("Another file or section deploys this Worker"));
    row->addWidget(chip, 1);
    row->addWidget(change);
    connect(change, &QPushButton::clicked, this,
            [this, change] { emit changeRequested(change->mapToGlobal(QPoint(0, change->height()))); });
    return line;
}

QWidget* WranglerTab::makeDiffHead()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    m_added = new PlainLabel(m_theme, TextRole::MonoStrong, {}, Tone::Ok, line);
    m_removed = new PlainLabel(m_theme, TextRole::MonoStrong, {}, Tone::Error, line);
    m_sides = new SegmentedControl({tr("Unified"), tr("Side by side")}, tr("How changes are shown"), line);
    m_sides->setDense(true);
    row->addWidget(new PlainLabel(m_theme, TextRole::Subheading, tr("Changes"), Tone::Normal, line));
    row->addWidget(m_added);
    row->addWidget(m_removed);
    row->addStretch(1);
    row->addWidget(m_sides);
    connect(m_sides, &SegmentedControl::chosen, this, [this](int side) { m_diff->setSideBySide(side == 1); });
    return line;
}

QWidget* WranglerTab::addFact(QVBoxLayout& column, const QString& icon, PlainLabel*& text)
{
    auto* line = new QWidget(column.parentWidget());
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(6));
    text = new PlainLabel(m_theme, TextRole::Body, {}, Tone::Secondary, line);
    row->addWidget(new IconLabel(m_theme, icon, 14, icon == u"okc" ? &Tokens::oktext : &Tokens::text2, line));
    row->addWidget(text, 1);
    return line;
}

void WranglerTab::showMessage(const QString& icon, const QString& title, const QString& why)
{
    m_view.reset();
    m_draft.reset();
    m_path.clear();
    m_message->clearActions();
    m_message->setMessage(icon, title, why);
    m_states->setCurrentIndex(Message);
    emit draftChanged();
}

void WranglerTab::showNoFile()
{
    showMessage(u"file"_s, tr("No wrangler file is linked"),
                tr("Without it nobody knows what the next deploy does. Link the folder of your projects: files are paired with Workers by "
                   "name. Nothing leaves this computer."));
    connect(m_message->addAction(tr("Link folder…")), &QPushButton::clicked, this, &WranglerTab::linkFolderRequested);
    connect(m_message->addAction(tr("Choose a file…")), &QPushButton::clicked, this, &WranglerTab::chooseFileRequested);
}

void WranglerTab::showLoading()
{
    showMessage(u"file"_s, tr("Reading the file"), {});
}

void WranglerTab::showFailure(const QString& path, const Error& error)
{
    showMessage(u"error"_s, tr("%1 cannot be edited").arg(visibleText(path.section(u'/', -1))),
                tr("%1 Nothing is written to a file that is not understood.").arg(fileErrorText(error)));
    m_path = path;
    connect(m_message->addAction(tr("Open in editor")), &QPushButton::clicked, this, [this, path] { emit openRequested(path); });
    connect(m_message->addAction(tr("Choose another file…")), &QPushButton::clicked, this, &WranglerTab::chooseFileRequested);
}

void WranglerTab::showFile(const WranglerView& view, const QString& environment, bool value)
{
    m_view = view;
    m_path = view.text.path;
    m_where->setText(shownPath(view.text.path));
    m_branch->setBadge(BadgeKind::Quiet, visibleText(view.branch), u"branch"_s);
    m_branch->setVisible(!view.branch.isEmpty());
    m_sections->setConfig(view.config, environment, value);
    m_states->setCurrentIndex(File);
    ask();
}

std::vector<workers::FlagEdit> WranglerTab::edits() const
{
    return m_view ? m_sections->edits() : std::vector<workers::FlagEdit> {};
}

void WranglerTab::ask()
{
    m_draft.reset();
    showFacts();
    showWarnings();
    emit draftChanged();
    if (const auto wanted = edits(); !wanted.empty())
        emit draftRequested(wanted);
}

void WranglerTab::showDraft(const Result<WranglerDraft>& draft)
{
    if (!m_view)
        return;
    if (!draft) {
        m_draft.reset();
        showFacts();
        m_same->setText(errorText(draft.error()));
    } else if (draft->edits == edits() && draft->before.path == m_view->text.path) {
        m_draft = *draft;
        showFacts();
    }
    emit draftChanged();
}

void WranglerTab::showFacts()
{
    const bool changes = m_draft && !m_draft->hunks.empty();
    for (QWidget* widget : {m_diffHead, m_frame, m_facts})
        widget->setVisible(changes);
    m_same->setVisible(!changes);
    m_same->setText(edits().empty() ? tr("No section is ticked: the file stays as it is.")
                        : m_draft   ? tr("The file says so already: nothing to write.")
                                    : QString());
    if (!changes)
        return;
    const workers::DiffCounts counts = workers::countsOf(m_draft->hunks);
    m_added->setText(u"+%1"_s.arg(counts.added));
    m_removed->setText(u"\u2212%1"_s.arg(counts.removed));
    m_removed->setVisible(counts.removed > 0);
    m_parsed->setText(m_draft->edits.size() == 1 ? tr("Parsed again after the edit: only 1 value differs")
                                                 : tr("Parsed again after the edit: only %1 values differ").arg(m_draft->edits.size()));
    m_diff->setDiff(m_draft->hunks, m_draft->labels);
}

/// What a person who wrote the file may have meant, and what switches nothing.
void WranglerTab::showWarnings()
{
    clearLayout(*m_warnings);
    if (!m_view)
        return;
    const auto add = [this](BadgeKind kind, const QString& sentence, std::vector<Banner::Action> actions) {
        auto* banner = new Banner(m_theme, this);
        m_warnings->addWidget(banner);
        banner->showMessage(kind, sentence, std::move(actions));
    };
    if (!m_view->shadowedBy.isEmpty())
        add(BadgeKind::Warn, tr("wrangler reads %1 instead, which stands beside it.").arg(visibleText(m_view->shadowedBy)), {});
    const auto wanted = edits();
    for (const workers::WranglerSection& section : m_view->config.sections) {
        const auto edit = std::ranges::find(wanted, section.environment, &workers::FlagEdit::environment);
        if (edit == wanted.end() || section.logpush.value == edit->value || !mayMeanIt(section))
            continue;
        const QString name = sectionText(section.environment);
        add(BadgeKind::Warn, tr("A comment at %1: %2").arg(name, visibleText(section.comment)),
            {{tr("Skip %1").arg(withoutMnemonics(section.environment.isEmpty() ? name : visibleText(section.environment))),
              [this, environment = section.environment] { m_sections->untick(environment); }}});
    }
    for (const workers::Decoy& decoy : m_view->config.decoys)
        add(BadgeKind::Info, tr("%1 in line %2 does not switch Logpush.").arg(visibleText(decoy.path), QString::number(decoy.line)), {});
}

} // namespace tracedeck::ui
