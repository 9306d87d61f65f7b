#include "logs/logs_page.h"

#include "logs/detail_pane.h"
#include "logs/facet_view.h"
#include "logs/filter_bar.h"
#include "logs/log_search.h"
#include "logs/words.h"

#include "charts/histogram_view.h"
#include "text/error_text.h"
#include "widgets/buttons.h"
#include "widgets/empty_state.h"
#include "widgets/plain_label.h"
#include "widgets/skeleton_rows.h"

#include <QStackedWidget>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

} // namespace

store::Query LogsPage::query() const
{
    return {.range = m_scope.range(), .filter = filterOf(m_filter.draft()), .texts = textsOf(m_filter.draft()), .order = m_order};
}

bool LogsPage::isSettled() const
{
    return !m_search->isRunning() && !m_refreshSoon.isActive();
}

QString LogsPage::foundText() const
{
    return m_found->text();
}

void LogsPage::openLink(const EventsLink& link)
{
    m_filter.change(draftOf(link.filter, link.texts), tr("Open link"));
    m_order = {};
    if (!link.range.isAll())
        m_scope.setRange(link.range);
    ask(false);
}

void LogsPage::ask(bool follow)
{
    std::optional<Followed> followed;
    if (follow && m_answer)
        followed = Followed {m_answer->selection, m_table->place()};
    m_pendingFollow = followed.has_value();
    m_again = false;
    m_refreshSoon.stop();
    if (!m_answer) {
        m_middle->setCurrentIndex(SkeletonShown);
        m_skeleton->start();
    } else if (!follow) {
        m_dimSoon.start();
    }
    m_search->ask(query(), std::move(followed), m_table->wholeRows() + 1);
}

/// While objects land many snapshots come in a second: one question at a time, the running one is never dropped for a newer snapshot.
void LogsPage::refresh()
{
    if (m_search->isRunning())
        m_again = true;
    else if (!m_answer || m_answer->selection.count() == 0)
        ask(true);
    else if (!m_refreshSoon.isActive())
        m_refreshSoon.start();
}

void LogsPage::showAnswer(const LogAnswer& answer)
{
    m_dimSoon.stop();
    m_skeleton->stop();
    m_answer = answer;
    TablePlace place = answer.place;
    if (m_pendingFollow && m_table->topRow() == 0)
        place.top = 0;
    m_following = m_pendingFollow && place.current.has_value();
    m_rows.setOrder(m_order);
    const TimeRange span = m_scope.effectiveRange();
    m_rows.setTimeStyle({m_scope.isUtc(), span.lengthMs() > kDayMs});
    m_table->setPlaceAfterReset(place);
    m_table->setStale(false);
    m_histogram->setStale(false);
    m_facets->setStale(false);
    m_rows.setPages(std::make_shared<SelectionPages>(m_scope.queries(), answer.selection), answer.pages);
    m_following = false;
    m_found->setText(tr("%1 of %2 events").arg(countText(answer.selection.count()), countText(answer.inRange)));
    m_took->setText(durationText(answer.elapsedMs));
    m_took->setToolTip(tr("Time it took to find them"));
    m_histogram->setUtc(m_scope.isUtc());
    m_middle->setCurrentIndex(answer.selection.count() > 0 ? TableShown : EmptyShown);
    if (answer.selection.count() == 0)
        showEmpty();
    showStatus();
    if (std::exchange(m_again, false))
        m_refreshSoon.start();
}

void LogsPage::showFailure(const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    m_dimSoon.stop();
    m_skeleton->stop();
    m_empty->clearActions();
    m_empty->setMessage(u"error"_s, tr("The events could not be read"), errorText(error));
    connect(m_empty->addAction(tr("Try again")), &QPushButton::clicked, this, [this] { ask(false); });
    m_middle->setCurrentIndex(EmptyShown);
}

void LogsPage::showEmpty()
{
    m_empty->clearActions();
    const std::size_t pieces = m_filter.draft().chips.size();
    if (m_scope.snapshot().events() == 0) {
        m_empty->setMessage(u"logs"_s, tr("No events here yet"), tr("Open delivered objects, or wait for the first file to arrive."));
        return;
    }
    if (pieces > 0) {
        m_empty->setMessage(u"filter"_s, tr("No event matches"),
                            (pieces == 1 ? tr("%1 events are in this time range, none of them matches this filter.")
                                         : tr("%1 events are in this time range, none of them matches these %n filters.", nullptr,
                                              static_cast<int>(pieces)))
                                .arg(countText(m_answer->inRange)));
        connect(m_empty->addAction(tr("Remove the last filter")), &QPushButton::clicked, this,
                [this] { m_filter.remove(m_filter.draft().chips.size() - 1); });
        connect(m_empty->addAction(tr("Clear all")), &QPushButton::clicked, this, [this] { m_filter.clear(); });
        return;
    }
    m_empty->setMessage(u"clock"_s, tr("No event in this time range"),
                        tr("There are %1 events outside of it.").arg(countText(m_scope.snapshot().events())));
    connect(m_empty->addAction(tr("Show the whole range")), &QPushButton::clicked, this, [this] { m_scope.setRange({}); });
}

void LogsPage::showStatus()
{
    const RowSpan seen = m_table->visibleRows();
    const std::uint64_t count = m_rows.count();
    m_rowsShown->setText(count == 0 ? QString()
                                    : tr("Rows %1 \u2013 %2 of %3").arg(countText(seen.from + 1), countText(seen.to), countText(count)));
    const std::uint64_t chosen = m_table->selection().count();
    m_selected->setText(chosen == 0 ? QString() : tr("%1 selected").arg(countText(chosen)));
    m_perBar->setText(m_histogram->buckets() == 0 ? QString() : tr("%1 per bar").arg(bucketWidthText(m_histogram->bucketWidth())));
    m_detail->setPosition(m_table->currentRow(), count);
}

void LogsPage::loadDetail()
{
    m_detail->setPosition(m_table->currentRow(), m_rows.count());
    if (m_following)
        return; // the same event stands at another row now
    const auto row = m_table->currentRow();
    if (!row || !m_answer) {
        m_loading.cancel();
        m_detail->setNothing();
        return;
    }
    if (!m_detail->isVisibleTo(this)) {
        if (!m_detailClosed)
            setDetailShown(true); // comes back here
        return;
    }
    m_loading = Pending<EventDetail>(
        [&](std::stop_token stop) {
            return m_scope.queries().ask(std::move(stop),
                                         [selection = m_answer->selection, at = *row](const std::stop_token& inner) -> Result<EventDetail> {
                                             auto rows = store::page(selection, at, 1, inner);
                                             if (!rows)
                                                 return fail(rows.error());
                                             if (rows->empty())
                                                 return fail(ErrorCode::NotFound);
                                             return ui::loadDetail(selection.snapshot(), rows->front().ref);
                                         });
        },
        [this](Result<EventDetail> detail) {
            if (detail)
                m_detail->setEvent(*std::move(detail), m_scope.isUtc());
            else
                m_detail->setFailure(detail.error());
        });
}

void LogsPage::zoomOut()
{
    if (!m_zoomedFrom.empty()) {
        const TimeRange before = m_zoomedFrom.back();
        m_zoomedFrom.pop_back();
        m_scope.setRange(before);
        return;
    }
    if (m_scope.range().isAll())
        return;
    const TimeRange now = m_scope.effectiveRange();
    const std::int64_t half = std::max<std::int64_t>(now.lengthMs() / 2, 1);
    m_scope.setRange({now.from - half, now.to + half});
}

} // namespace tracedeck::ui
