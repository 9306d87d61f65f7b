#include "jobs/job_history_list.h"

#include "jobs/job_details.h"
#include "text/format.h"
#include "widgets/badge.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"

#include <QBoxLayout>

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr std::size_t kMostRows = 50;
constexpr int kRowHeight = 32, kTimeWidth = 88;

} // namespace

JobHistoryList::JobHistoryList(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

QWidget* JobHistoryList::makeRow(const JobVersion& version, int number, bool utc)
{
    auto* row = new QWidget(this);
    row->setFixedHeight(m_theme.px(kRowHeight));
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_theme.px(8));
    const QString when = dateText(version.atMs, utc) + u' ' + minuteText(version.atMs, utc);
    auto* time = new PlainLabel(m_theme, TextRole::Small, when, Tone::Secondary, row);
    time->setFixedWidth(m_theme.px(kTimeWidth));
    line->addWidget(time);
    line->addWidget(new ElidedLabel(m_theme, TextRole::Body, version.what, Tone::Normal, row), 1);
    line->addWidget(new Badge(m_theme, BadgeKind::Quiet, version.isOurs ? tr("this app") : tr("elsewhere"), {}, row));
    if (version.hasBefore) {
        auto* diff = new LinkButton(tr("Diff"), row);
        diff->setAccessibleName(tr("Diff of %1").arg(when));
        connect(diff, &QPushButton::clicked, this, [this, number] { emit diffRequested(number); });
        line->addWidget(diff);
    }
    if (version.canRestore) {
        auto* restore = new LinkButton(tr("Restore"), row);
        restore->setAccessibleName(tr("Restore %1").arg(when));
        connect(restore, &QPushButton::clicked, this, [this, number] { emit restoreRequested(number); });
        line->addWidget(restore);
    }
    return row;
}

void JobHistoryList::setVersions(const std::vector<JobVersion>& versions, bool utc)
{
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const std::size_t shown = std::min(versions.size(), kMostRows);
    for (std::size_t i = 0; i < shown; ++i) {
        m_rows->addWidget(makeRow(versions[i], static_cast<int>(i), utc));
        m_rows->addWidget(horizontalLine(this));
    }
    if (versions.empty())
        m_rows->addWidget(new PlainLabel(m_theme, TextRole::Body, tr("Nothing was seen of it before."), Tone::Secondary, this));
}

} // namespace tracedeck::ui
