#include "workers_desk.h"

#include "base/visible_text.h"
#include "shell/main_window.h"
#include "text/access_text.h"

#include <algorithm>
#include <set>

namespace tracedeck {

namespace {

constexpr int kRounds = 4;

ui::WorkerId idOf(const workers::FlagWish& wish)
{
    return {wish.worker, wish.dispatchNamespace};
}

/// What puts all of them back, the last one first.
std::vector<workers::FlagWish> wayBack(const std::vector<workers::FlagOutcome>& outcomes)
{
    std::vector<workers::FlagWish> back;
    for (auto each = outcomes.rbegin(); each != outcomes.rend(); ++each) {
        if (each->before && each->before != each->after && (each->after || each->error)) // also where nobody could read it back
            back.push_back({each->wish.worker, each->wish.dispatchNamespace, *each->before});
    }
    return back;
}

} // namespace

void WorkersDesk::switchAll(const std::vector<ui::WorkerId>& workers, bool logpush)
{
    if (!m_place || m_place->isReadOnly || workers.empty())
        return;
    if (m_isUndoing)
        return m_window.toast(tr("Wait until what is under way is done."));
    std::vector<workers::FlagWish> wishes;
    wishes.reserve(workers.size());
    for (const ui::WorkerId& worker : workers)
        wishes.push_back({worker.name, worker.dispatchNamespace, logpush});
    m_page.hideNotice();
    begin(wishes);
}

void WorkersDesk::begin(const std::vector<workers::FlagWish>& wishes)
{
    std::set<ui::WorkerId> busy;
    for (const workers::FlagWish& wish : wishes)
        busy.insert(idOf(wish));
    m_busy.merge(busy);
    m_page.setBusy(m_busy);
    m_patience = kRounds;
    m_switch.start(client(), m_place->accountId, wishes);
}

/// One that is sent again keeps what it was at first.
void WorkersDesk::gather(const workers::FlagOutcome& outcome)
{
    const auto known = std::ranges::find_if(m_run, [&](const auto& each) { return each.wish == outcome.wish; });
    if (known == m_run.end())
        return m_run.push_back(outcome);
    known->before = known->before ? known->before : outcome.before;
    known->after = outcome.after;
    known->error = outcome.error;
}

void WorkersDesk::finishSwitch()
{
    std::vector<workers::FlagWish> again;
    for (const workers::FlagOutcome& outcome : m_switch.outcomes()) {
        gather(outcome);
        if (outcome.error && outcome.error->code == ErrorCode::RateLimited)
            again.push_back(outcome.wish);
    }
    if (m_place && !again.empty() && m_patience-- > 0)
        return m_switch.start(client(), m_place->accountId, again);
    const auto outcomes = std::exchange(m_run, {});
    m_busy.clear();
    m_page.setBusy({});
    if (!m_place || outcomes.empty())
        return;
    for (const workers::FlagOutcome& outcome : outcomes) {
        m_outcomes[idOf(outcome.wish)] = outcome;
        if (outcome.after)
            m_lists.set(outcome.wish.worker, outcome.wish.dispatchNamespace, *outcome.after);
    }
    auto back = wayBack(outcomes);
    const bool canUndo = !back.empty() && !m_isUndoing;
    if (canUndo)
        m_deeds.push_back({std::move(back), {}});
    show();
    showOutcome();
    tellSwitch(outcomes, canUndo);
    if (!m_isUndoing)
        offerPin(outcomes);
    m_isUndoing = false;
    emit switched(outcomes);
    tellFlags();
}

void WorkersDesk::tellSwitch(const std::vector<workers::FlagOutcome>& outcomes, bool canUndo)
{
    const auto done = static_cast<int>(std::ranges::count_if(outcomes, [](const auto& each) { return !each.error; }));
    const auto all = static_cast<int>(outcomes.size());
    const bool isOn = outcomes.front().wish.logpush;
    const bool isMixed = std::ranges::any_of(outcomes, [isOn](const auto& each) { return each.wish.logpush != isOn; });
    const auto bad = std::ranges::find_if(outcomes, [](const auto& each) { return each.error.has_value(); });
    if (bad != outcomes.end()) {
        const QString name = visibleText(bad->wish.worker), why = ui::explainedText(*bad->error);
        m_window.showBanner(
            ui::BadgeKind::Danger,
            all == 1 ? tr("%1 could not be switched. %2").arg(name, why)
                     : tr("%1 of %2 Workers could not be switched; the first is %3. %4").arg(all - done).arg(all).arg(name, why));
    }
    if (done == 0)
        return;
    const QString what = all == 1 ? visibleText(outcomes.front().wish.worker) : tr("%1 Workers").arg(done);
    const QString text = m_isUndoing && isMixed ? tr("%1 are as they were before").arg(what)
        : isOn                                  ? tr("Logpush is on for %1").arg(what)
                                                : tr("Logpush is off for %1").arg(what);
    if (!canUndo)
        m_window.toast(text);
    else
        m_window.toast(text, tr("Undo"), [this] { undo(); });
}

/// What the next deploy would undo is better said in the file too.
void WorkersDesk::offerPin(const std::vector<workers::FlagOutcome>& outcomes)
{
    std::vector<ui::WorkerId> changed;
    for (const workers::FlagOutcome& outcome : outcomes) {
        if (!outcome.error && outcome.before != outcome.after)
            changed.push_back(idOf(outcome.wish));
    }
    std::vector<ui::WorkerId> drifting;
    for (const workers::WorkerRow& row : m_page.rowsOf(changed)) {
        if (workers::isDrift(row) && row.link && !row.fileError)
            drifting.push_back(ui::idOf(row));
    }
    if (drifting.empty())
        return;
    const auto count = static_cast<int>(drifting.size());
    if (count == 1)
        return m_page.showNotice(
            ui::BadgeKind::Warn,
            tr("The wrangler file of %1 does not say so: the next deploy may set it back.").arg(visibleText(drifting.front().name)),
            tr("Pin it in the file"), [this, worker = drifting.front()] {
                m_page.choose(worker);
                m_page.showDetails(ui::WorkerPane::FileTab);
            });
    m_page.showNotice(ui::BadgeKind::Warn,
                      tr("The wrangler files of %n Workers do not say so: the next deploys may set them back.", nullptr, count),
                      tr("Pin it in the files…"), [this, drifting] { askToWrite(drifting); });
}

void WorkersDesk::showOutcome()
{
    const auto worker = m_page.current();
    const auto found = worker ? m_outcomes.find(*worker) : m_outcomes.end();
    m_page.pane().showOutcome(found == m_outcomes.end() ? nullptr : &found->second);
}

void WorkersDesk::undo()
{
    if (m_deeds.empty() || !m_place)
        return m_window.toast(tr("Nothing to undo."));
    if (m_switch.isRunning() || m_writing.isRunning())
        return m_window.toast(tr("Wait until what is under way is done."));
    const Deed deed = m_deeds.back();
    m_deeds.pop_back();
    m_window.dismissToast();
    m_page.hideNotice();
    if (!deed.files.empty())
        return write(deed.files, true);
    undoFlags(deed);
}

void WorkersDesk::undoFlags(const Deed& deed)
{
    m_isUndoing = true;
    begin(deed.flags);
}

} // namespace tracedeck
