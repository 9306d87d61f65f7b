#include "jobs_desk.h"

#include "async/pool.h"
#include "jobs/job_dialogs.h"
#include "logpush/job_copy.h"
#include "shell/main_window.h"
#include "text/change_text.h"
#include "text/error_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QStringList>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;

namespace {

std::int64_t idOf(const jobs::JobRequest& request)
{
    return std::visit(
        [](const auto& each) -> std::int64_t {
            if constexpr (requires { each.id; })
                return each.id;
            return 0; // is yet to be made
        },
        request);
}

} // namespace

void JobsDesk::connectPage()
{
    using ui::JobsPage;
    connect(&m_page, &JobsPage::refreshRequested, this, &JobsDesk::refresh);
    connect(&m_page, &JobsPage::versionsRequested, this, &JobsDesk::showVersions);
    connect(&m_page, &JobsPage::enableRequested, this, &JobsDesk::askToSwitch);
    connect(&m_page, &JobsPage::deleteRequested, this, &JobsDesk::askToDelete);
    connect(&m_page, &JobsPage::createRequested, this, [this] { emit wizardRequested({}); });
    connect(&m_page, &JobsPage::importRequested, this, &JobsDesk::import);
    connect(&m_page, &JobsPage::editRequested, this, &JobsDesk::edit);
    connect(&m_page, &JobsPage::editTextRequested, this, &JobsDesk::editText);
    connect(&m_page, &JobsPage::duplicateRequested, this, &JobsDesk::duplicate);
    connect(&m_page, &JobsPage::copyRequested, this, &JobsDesk::copy);
    connect(&m_page, &JobsPage::deliveriesRequested, this, &JobsDesk::deliveriesRequested);
    connect(&m_page, &JobsPage::diffRequested, this, [this](std::int64_t id, int version) { showDiff(id, version, false); });
    connect(&m_page, &JobsPage::restoreRequested, this, [this](std::int64_t id, int version) { showDiff(id, version, true); });
}

void JobsDesk::askToSwitch(const std::vector<std::int64_t>& ids, bool isEnabled)
{
    if (isEnabled)
        return switchAll(ids, true);
    QStringList names;
    for (const std::int64_t id : ids)
        names.append(nameOf(id));
    auto* dialog = new ui::SwitchOffDialog(m_theme, names, &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, ids] { switchAll(ids, false); });
    dialog->open();
}

/// Merged into what is there now: that somebody changed something else meanwhile is no hindrance.
void JobsDesk::switchAll(const std::vector<std::int64_t>& ids, bool isEnabled)
{
    for (const std::int64_t id : ids) {
        const QJsonObject* before = job(id);
        if (!before)
            continue;
        QJsonObject after = *before;
        after[u"enabled"_s] = isEnabled;
        QJsonObject from = *before;
        from[u"enabled"_s] = !isEnabled;
        add(jobs::SaveJob {id, from, after, true}, isEnabled ? tr("%1 is on.").arg(nameOf(id)) : tr("%1 is off.").arg(nameOf(id)));
    }
}

void JobsDesk::askToDelete(std::int64_t id)
{
    const QJsonObject* found = job(id);
    if (!found)
        return;
    auto* dialog = new ui::DeleteJobDialog(m_theme, ui::viewOf(*found, m_clock->nowMs()), &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id] { add(jobs::DeleteJob {id}, tr("%1 is deleted.").arg(nameOf(id))); });
    dialog->open();
}

void JobsDesk::import()
{
    if (!m_place)
        return;
    auto* dialog = new ui::NewJobDialog(m_theme, &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        add(jobs::CreateJob {dialog->job()}, tr("The job is made. Events of Workers that have Logpush on arrive within minutes."));
    });
    dialog->open();
}

/// Jobs of other datasets have no steps of their own.
void JobsDesk::edit(std::int64_t id)
{
    const QJsonObject* found = job(id);
    if (found && ui::viewOf(*found, 0).isOfTraceEvents())
        emit wizardRequested(*found);
    else
        editText(id);
}

void JobsDesk::editText(std::int64_t id)
{
    const QJsonObject* found = job(id);
    if (!found)
        return;
    auto* dialog = new ui::JobJsonDialog(m_theme, tr("Edit %1").arg(nameOf(id)), *found, tr("Save changes"), &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id, before = *found] {
        add(jobs::SaveJob {id, before, dialog->edited(), false}, tr("%1 is saved.").arg(nameOf(id)));
    });
    dialog->open();
}

void JobsDesk::duplicate(std::int64_t id)
{
    if (job(id))
        add(jobs::CopyJob {id, tr("%1 copy").arg(nameOf(id)).left(512)}, tr("%1 was duplicated. The copy is off.").arg(nameOf(id)));
}

void JobsDesk::copy(std::int64_t id, int format)
{
    const QJsonObject* found = job(id);
    if (!found || !m_place)
        return;
    QString text;
    switch (format) {
    case ui::CopyCurl: text = logpush::asCurl(*found, m_place->baseUrl.toString(), m_place->accountId); break;
    case ui::CopyTerraform: text = logpush::asTerraform(*found, m_place->accountId); break;
    default: text = logpush::asJson(*found); break;
    }
    QGuiApplication::clipboard()->setText(text);
    m_window.toast(tr("Copied, with places for the secrets."));
}

void JobsDesk::askVersions(std::int64_t id, std::function<void(const std::vector<workspace::JobVersion>&)> take)
{
    using Versions = std::vector<workspace::JobVersion>;
    if (!m_history)
        return;
    auto work = [history = m_history, id](const std::stop_token&) -> Result<Versions> { return history->versions(id); };
    m_versions = Pending<Versions> {[&](std::stop_token stop) { return runIn(m_notes, std::move(stop), std::move(work)); },
                                    [take = std::move(take)](const Result<Versions>& versions) {
                                        if (versions)
                                            take(*versions);
                                    }};
}

void JobsDesk::note(Note note)
{
    auto work = [history = m_history, note = std::move(note)](const std::stop_token&) { return note(*history); };
    m_noting =
        Pending<void> {[&](const std::stop_token&) { return runIn(m_notes, {}, std::move(work)); }, // never stopped: it is kept
                       [this](const Result<void>& noted) {
                           if (!noted)
                               m_window.toast(tr("The history of the jobs could not be written. %1").arg(ui::errorText(noted.error())));
                           if (m_page.current() != 0)
                               showVersions(m_page.current());
                           tellHistory();
                       }};
}

void JobsDesk::tellHistory()
{
    using Changes = std::vector<workspace::Change>;
    if (!m_history)
        return;
    auto work = [history = m_history](const std::stop_token&) -> Result<Changes> { return workspace::jobChanges(*history); };
    m_telling = Pending<Changes> {[&](std::stop_token stop) { return runIn(m_notes, std::move(stop), std::move(work)); },
                                  [this](const Result<Changes>& changes) {
                                      if (changes)
                                          emit historyTold(*changes);
                                  }};
}

void JobsDesk::showDiff(std::int64_t id, int number, bool restores)
{
    askVersions(id, [this, id, number, restores](const std::vector<workspace::JobVersion>& versions) {
        const QJsonObject* now = job(id);
        const std::size_t at = versions.size() - 1 - static_cast<std::size_t>(number);
        if (at >= versions.size() || (restores && !now))
            return;
        const QJsonObject& version = versions[at].job;
        if (restores)
            return askToRestore(id, *now, version);
        const QJsonObject before = at > 0 ? versions[at - 1].job : QJsonObject();
        auto* dialog = new ui::JobDiffDialog(m_theme, tr("What changed in %1").arg(nameOf(id)), {}, logpush::changesOf(before, version), {},
                                             &m_window);
        m_dialog = dialog;
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void JobsDesk::askToRestore(std::int64_t id, const QJsonObject& now, const QJsonObject& version)
{
    auto* dialog = new ui::JobDiffDialog(m_theme, tr("Restore %1?").arg(nameOf(id)),
                                         tr("The job becomes what it was then. Its secrets stay those of today."),
                                         logpush::changesOf(now, version), tr("Restore"), &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id, now, version] {
        add(jobs::SaveJob {id, now, version, false}, tr("%1 is restored.").arg(nameOf(id)));
    });
    dialog->open();
}

void JobsDesk::add(jobs::JobRequest request, const QString& done)
{
    add(Wish {std::move(request), done});
}

void JobsDesk::submit(jobs::JobRequest request, std::function<void(const Result<jobs::JobOutcome>&)> told)
{
    add(Wish {std::move(request), {}, std::move(told)});
}

void JobsDesk::add(Wish wish)
{
    m_wishes.push_back(std::move(wish));
    showBusy();
    runNext();
}

void JobsDesk::showBusy()
{
    std::set<std::int64_t> ids;
    for (const Wish& wish : m_wishes)
        ids.insert(idOf(wish.request));
    m_page.setBusy(std::move(ids));
}

void JobsDesk::runNext()
{
    if (!m_flow || m_flow->isRunning())
        return;
    if (m_wishes.empty())
        return refresh();
    const Wish wish = m_wishes.front();
    m_flow->run(wish.request, [this, wish](const Result<jobs::JobOutcome>& result) {
        m_wishes.pop_front();
        if (result && !result->isConflict)
            noteOutcome(wish.request, *result);
        if (wish.told)
            wish.told(result);
        else
            finish(wish.request, result, wish.done);
        showBusy();
        runNext();
    });
}

void JobsDesk::noteOutcome(const jobs::JobRequest& request, const jobs::JobOutcome& outcome)
{
    const std::int64_t now = m_clock->nowMs();
    if (std::holds_alternative<jobs::DeleteJob>(request))
        note([id = idOf(request), now](workspace::JobHistory& history) { return history.noteGone(id, now); });
    else
        note([job = outcome.job, now](workspace::JobHistory& history) { return history.note(job, now); });
    emit changed();
}

void JobsDesk::finish(const jobs::JobRequest& request, const Result<jobs::JobOutcome>& result, const QString& done)
{
    if (!result)
        return m_window.showBanner(ui::BadgeKind::Danger, ui::errorText(result.error()));
    if (const auto* save = std::get_if<jobs::SaveJob>(&request); save && result->isConflict)
        return askToForce(*save, *result, [this, done](const jobs::SaveJob& again) { add(again, done); });
    if (!result->notTaken.empty())
        m_window.showBanner(ui::BadgeKind::Warn,
                            tr("Cloudflare kept something else than was sent: %1").arg(ui::changesText(result->notTaken)));
    else
        m_window.toast(done);
}

void JobsDesk::askToForce(const jobs::SaveJob& save, const jobs::JobOutcome& outcome, std::function<void(const jobs::SaveJob&)> accepted)
{
    auto* dialog =
        new ui::JobDiffDialog(m_theme, tr("%1 was changed meanwhile").arg(nameOf(save.id)),
                              tr("Somebody changed the job since you began. Nothing was sent. This is what they did; your change "
                                 "can be made on top of it."),
                              outcome.meanwhile, tr("Save mine on top"), &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    jobs::SaveJob again = save;
    again.isForced = true;
    connect(dialog, &QDialog::accepted, this, [again, accepted = std::move(accepted)] { accepted(again); });
    dialog->open();
}

} // namespace tracedeck
