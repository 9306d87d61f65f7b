#include "workers/files_dialog.h"

#include "base/visible_text.h"
#include "text/error_text.h"
#include "widgets/card.h"
#include "widgets/dialog_parts.h"
#include "widgets/elided_label.h"
#include "workers/diff_view.h"
#include "workers/worker_words.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 720, kHeight = 560;

void addFile(const Theme& theme, QVBoxLayout& column, const WranglerDraft& draft)
{
    auto* path = new ElidedLabel(theme, TextRole::Mono, shownPath(draft.before.path));
    path->setElideMode(Qt::ElideMiddle);
    column.addWidget(path);
    if (draft.hunks.empty()) {
        column.addWidget(new PlainLabel(theme, TextRole::Small, FilesDialog::tr("says so already"), Tone::Secondary));
        return;
    }
    auto* frame = new Card(theme);
    frame->setBodyMargin(0);
    auto* diff = new DiffView(theme, frame);
    diff->setDiff(draft.hunks, draft.labels);
    diff->setAccessibleName(FilesDialog::tr("Changes in %1").arg(shownPath(draft.before.path)));
    frame->body()->addWidget(diff);
    column.addWidget(frame);
}

} // namespace

FilesDialog::FilesDialog(const Theme& theme, const std::vector<WranglerDraft>& drafts, const std::vector<FileRefusal>& refused,
                         const QStringList& missing, QWidget* parent)
    : QDialog(parent)
{
    const auto changing = static_cast<int>(std::ranges::count_if(drafts, [](const WranglerDraft& draft) { return !draft.hunks.empty(); }));
    auto* column = dialogColumn(theme, *this, tr("Edit wrangler files"), kWidth);
    resize(theme.px(kWidth), theme.px(kHeight));
    addDialogText(theme, *column,
                  tr("Each file is to say what is deployed, so that the next deploy changes nothing. Comments, order, quotes and line ends "
                     "stay; a backup of each is kept."),
                  Tone::Secondary);
    auto* list = new QWidget(this);
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme.px(8));
    for (const WranglerDraft& draft : drafts)
        addFile(theme, *rows, draft);
    for (const FileRefusal& refusal : refused)
        addDialogText(theme, *rows, tr("%1 is left alone. %2").arg(shownPath(refusal.path), errorText(refusal.why)), Tone::Error);
    if (!missing.isEmpty())
        addDialogText(theme, *rows, tr("No file is linked to %1.").arg(visibleText(missing.join(u", "_s))), Tone::Warn);
    rows->addStretch(1);
    column->addWidget(scrolling(list), 1);
    addDialogButtons(*this, *column, changing == 1 ? tr("Write file") : tr("Write %1 files").arg(changing), false)
        ->setEnabled(changing > 0);
}

} // namespace tracedeck::ui
