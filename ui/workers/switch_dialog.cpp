#include "workers/switch_dialog.h"

#include "base/visible_text.h"
#include "widgets/dialog_parts.h"
#include "widgets/elided_label.h"
#include "workers/worker_words.h"

#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr int kWidth = 560, kListHeight = 260;

QString changeText(const workers::WorkerRow& row, bool logpush)
{
    const QString before = row.worker.logpush ? flagText(row.worker.logpush) : SwitchDialog::tr("not known");
    return row.worker.logpush == logpush ? SwitchDialog::tr("%1 already").arg(before)
                                         : QString(before + QStringLiteral(" → ") + flagText(logpush));
}

/// What comes of it beside the flag.
QString remarkOf(const workers::WorkerRow& row, bool logpush)
{
    if (row.worker.logpush == logpush)
        return {};
    if (!row.worker.dispatchNamespace.isEmpty())
        return SwitchDialog::tr("makes a new version in %1").arg(visibleText(row.worker.dispatchNamespace));
    if (row.fileFlag && *row.fileFlag != logpush)
        return SwitchDialog::tr("the next deploy sets it back");
    return {};
}

} // namespace

SwitchDialog::SwitchDialog(const Theme& theme, const std::vector<workers::WorkerRow>& rows, bool logpush, QWidget* parent) : QDialog(parent)
{
    const int count = static_cast<int>(rows.size());
    auto* column = dialogColumn(
        theme, *this, logpush ? tr("Switch Logpush on for %1 Workers?").arg(count) : tr("Switch Logpush off for %1 Workers?").arg(count),
        kWidth);
    auto* list = new QWidget(this);
    auto* grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme.px(16));
    grid->setVerticalSpacing(theme.px(6));
    grid->setColumnStretch(2, 1);
    int line = 0;
    for (const workers::WorkerRow& row : rows) {
        const bool changes = row.worker.logpush != logpush;
        if (changes)
            m_changing.push_back(idOf(row));
        grid->addWidget(
            new PlainLabel(theme, TextRole::BodyMedium, visibleText(row.worker.name), changes ? Tone::Normal : Tone::Secondary, list), line,
            0);
        grid->addWidget(new PlainLabel(theme, TextRole::Body, changeText(row, logpush), changes ? Tone::Normal : Tone::Secondary, list),
                        line, 1);
        grid->addWidget(new ElidedLabel(theme, TextRole::Small, remarkOf(row, logpush), Tone::Warn, list), line++, 2);
    }
    grid->setRowStretch(line, 1);
    QScrollArea* area = scrolling(list);
    area->setMinimumHeight(std::min(list->sizeHint().height() + theme.px(4), theme.px(kListHeight)));
    column->addWidget(area, 1);
    addDialogText(theme, *column,
                  logpush ? tr("One request each, PATCH … {\"logpush\":true}. Code, bindings and secrets are not touched.")
                          : tr("One request each, PATCH … {\"logpush\":false}. Events while it is off are lost: Cloudflare does not send "
                               "them later."),
                  Tone::Secondary);
    auto* act = addDialogButtons(
        *this, *column, logpush ? tr("Switch on %1").arg(m_changing.size()) : tr("Switch off %1").arg(m_changing.size()), !logpush);
    act->setEnabled(!m_changing.empty());
}

} // namespace tracedeck::ui
