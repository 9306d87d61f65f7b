// The end of the steps: the review, sending, and what comes of it.
#include "wizard_desk.h"

#include "logpush/destination.h"
#include "logpush/job.h"
#include "shell/main_window.h"
#include "text/access_text.h"
#include "text/change_text.h"
#include "text/format.h"
#include "widgets/scope.h"
#include "wizard/destination_page.h"

#include <algorithm>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;
using ui::CheckLine;
using ui::ReviewNote;

namespace {

constexpr std::size_t kNamedWorkers = 4;

QStringList switchedOff(const std::vector<cloudflare::WorkerScript>& workers)
{
    QStringList names;
    for (const cloudflare::WorkerScript& worker : workers) {
        if (!worker.logpush)
            names.append(worker.name);
    }
    return names;
}

/// New options in the place of old ones are a change, though they mean the same.
bool isChanged(const jobs::JobDraft& draft)
{
    const bool isConverted = !draft.before[u"logpull_options"].toString().isEmpty() && !draft.before[u"output_options"].isObject();
    return isConverted || !draft.secrets.empty() || !logpush::changesOf(draft.before, draft.job).empty();
}

QString someOf(const QStringList& names)
{
    QStringList some = names.mid(0, kNamedWorkers);
    if (names.size() > some.size())
        some.append(WizardDesk::tr("%n more", nullptr, static_cast<int>(names.size() - some.size())));
    return some.join(u", "_s);
}

} // namespace

void WizardDesk::review()
{
    auto& page = m_page.review();
    const bool isNew = draft().isNew();
    page.setHeading(isNew ? tr("Review and create") : tr("Review the changes"),
                    isNew ? tr("Read once. After this, the job starts and Cloudflare bills pushed events.")
                          : tr("Read once. The whole job is sent, with what Tracedeck does not know of it left as it is."));
    page.setCards(ui::cardsOf(draft()));
    page.setRequest(requestOf(draft(), m_place->baseUrl, m_place->accountId));
    showReview(std::nullopt);
    auto work = [snapshot = m_scope.snapshot(), draft = draft()](const std::stop_token& stop) { return volumeOf(snapshot, draft, stop); };
    m_volume = Pending<WizardVolume> {[&](std::stop_token stop) { return m_scope.queries().ask(std::move(stop), std::move(work)); },
                                      [this](const Result<WizardVolume>& volume) {
                                          if (volume)
                                              showReview(*volume);
                                      }};
}

void WizardDesk::showReview(const std::optional<WizardVolume>& volume)
{
    auto& page = m_page.review();
    const bool isMeasured = volume && volume->isMeasured;
    page.setCosts(isMeasured ? costRows(*volume, monthOfOthers(m_jobs.jobs(), m_jobs.deliveries(), draft().id), draft().isNew())
                             : std::vector<ui::CostRow> {},
                  !draft().isNew(),
                  !volume          ? tr("Measuring your newest day…")
                      : isMeasured ? tr("a month, from the newest day × 30. Estimate, prices of November 2026, pushed events only.")
                                   : tr("No event was delivered here yet: the volume is not known. 10 M events a month are included, then "
                                        "$0.05 per million."));
    auto notes = draft().isNew() ? std::vector<ReviewNote> {} : ui::changeNotes(draft());
    for (ReviewNote& note : ui::issueNotes(draft()))
        notes.push_back(std::move(note));
    const QStringList others = jobsAt(draft(), m_jobs.jobs());
    if (!others.isEmpty())
        notes.push_back(
            {ReviewNote::Kind::Warning, tr("%1 delivers to the same place: events of both are stored there.").arg(others.join(u", "_s))});
    else
        notes.push_back({ReviewNote::Kind::Good, tr("The path overlaps no other job, so no event is stored twice under the same prefix.")});
    if (draft().isNew() && m_workers) {
        const QStringList off = switchedOff(*m_workers);
        if (!off.isEmpty())
            notes.push_back(
                {ReviewNote::Kind::Warning,
                 tr("Workers that have Logpush switched off: %1. Their events will not arrive: %2").arg(off.size()).arg(someOf(off))});
    }
    if (draft().isNew() && !m_workers)
        notes.push_back({ReviewNote::Kind::Info, tr("Which Workers have Logpush switched on is not known: the token may not list them.")});
    if (m_page.destination().isTested())
        notes.push_back({ReviewNote::Kind::Good, tr("The destination was tested.")});
    if (draft().isNew())
        notes.push_back(
            {ReviewNote::Kind::Info, tr("The first file usually arrives within 2 minutes. Events from before creation are not pushed.")});
    page.setNotes(notes);
}

void WizardDesk::submit()
{
    m_page.gather();
    const auto notes = ui::issueNotes(draft());
    const auto wrong = std::ranges::find(notes, ReviewNote::Kind::Error, &ReviewNote::kind);
    if (m_place->isReadOnly)
        return m_page.setProblem(tr("This account is read-only here: nothing was sent."));
    if (wrong != notes.end())
        return m_page.setProblem(wrong->text);
    if (!draft().isNew() && !isChanged(draft()))
        return m_page.setProblem(tr("Nothing is changed yet."));
    save();
    if (!draft().isNew())
        return send(saveOf());
    const QJsonObject filled = jobs::filledJob(draft());
    QJsonObject body = logpush::createBodyOf(filled);
    if (filled.contains(u"ownership_challenge"_s))
        body[u"ownership_challenge"_s] = filled[u"ownership_challenge"_s];
    send(jobs::CreateJob {body});
}

jobs::SaveJob WizardDesk::saveOf() const
{
    QJsonObject after = jobs::filledJob(draft());
    after.remove(u"ownership_challenge"_s);
    return {draft().id, draft().before, after, false, ui::needsOwnership(draft()) ? draft().ownershipToken : nullptr};
}

void WizardDesk::send(jobs::JobRequest request)
{
    m_page.setBusy(true);
    m_jobs.submit(std::move(request), [this](const Result<jobs::JobOutcome>& result) { finish(result); });
}

void WizardDesk::finish(const Result<jobs::JobOutcome>& result)
{
    if (!m_place || !m_page.isOpen())
        return;
    m_page.setBusy(false);
    if (!result)
        return m_page.setProblem(ui::refusedText(result.error()));
    if (result->isConflict)
        return m_jobs.askToForce(saveOf(), *result, [this](const jobs::SaveJob& again) { send(again); });
    const bool wasNew = draft().isNew();
    forgetDraft();
    m_made = result->job;
    if (!result->notTaken.empty())
        m_window.showBanner(ui::BadgeKind::Warn,
                            tr("Cloudflare kept something else than was sent: %1").arg(ui::changesText(result->notTaken)));
    if (!wasNew) {
        m_window.toast(tr("%1 is saved.").arg(m_made[u"name"].toString()));
        m_made = {};
        m_page.end();
        return emit left();
    }
    m_again.start();
    showDone();
}

/// The job is there; what is still to come, and what is still to do.
void WizardDesk::showDone()
{
    using State = CheckLine::State;
    const auto& jobs = m_jobs.jobs();
    const auto listed = std::ranges::find_if(jobs, [&](const QJsonObject& job) { return job[u"id"] == m_made[u"id"]; });
    const QJsonObject& job = listed == jobs.end() ? m_made : *listed;
    const bool isOn = job[u"enabled"].toBool();
    const QString pushed = job[u"last_complete"].toString(), error = job[u"error_message"].toString();
    std::vector<CheckLine> lines {{State::Passed, tr("Job %1 is made").arg(job[u"id"].toInteger()), job[u"name"].toString()}};
    if (!isOn)
        lines.push_back({State::Waiting, tr("It is switched off"), tr("Nothing is pushed until it is switched on in the list of jobs.")});
    else if (!error.isEmpty())
        lines.push_back({State::Failed, tr("The first push failed"), error});
    else if (!pushed.isEmpty())
        lines.push_back({State::Passed, tr("It is delivering"), tr("Pushed up to %1").arg(pushed)});
    else
        lines.push_back({State::Running, tr("Waiting for the first file"),
                         tr("It usually arrives within 2 minutes. This page looks every 5 seconds.")});
    const QStringList off = m_workers ? switchedOff(*m_workers) : QStringList();
    if (!off.isEmpty())
        lines.push_back({State::Warned, tr("Workers that still have Logpush switched off: %1").arg(off.size()),
                         tr("Their events do not arrive: set logpush = true in their wrangler files and deploy. %1").arg(someOf(off))});
    else if (m_workers)
        lines.push_back({State::Passed, tr("Every Worker has Logpush switched on"), {}});
    if (!isOn || !pushed.isEmpty())
        m_again.stop(); // there is nothing to wait for
    m_page.showDone(tr("The job is made"), tr("Cloudflare pushes the events of Workers that have Logpush switched on, from now on."),
                    lines);
}

void WizardDesk::lookForFile()
{
    if (m_made.isEmpty())
        return m_again.stop();
    m_jobs.refresh();
}

} // namespace tracedeck
