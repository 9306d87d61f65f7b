#include "wizard_desk.h"

#include "async/pool.h"
#include "logpush/destination.h"
#include "logpush/job.h"
#include "shell/main_window.h"
#include "text/access_text.h"
#include "text/error_text.h"
#include "text/format.h"
#include "widgets/scope.h"
#include "wizard/access_step.h"
#include "wizard/destination_page.h"
#include "wizard/fields_page.h"
#include "wizard/output_page.h"
#include "wizard/ownership_page.h"

#include <QDateTime>
#include <QDesktopServices>
#include <QJsonArray>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSaveMs = 200, kAgainMs = 5'000;

/// The fields of the first preset, and what tells a deploy and a slow Worker.
const QStringList kFirstFields {u"Event"_s, u"EventTimestampMs"_s, u"EventType"_s,     u"Outcome"_s,   u"Exceptions"_s,
                                u"Logs"_s,  u"ScriptName"_s,       u"ScriptVersion"_s, u"CPUTimeMs"_s, u"WallTimeMs"_s};

std::int64_t now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

WizardDesk::WizardDesk(ui::WizardPage& page, JobsDesk& jobs, Network& network, KeyRing& keys, ui::MainWindow& window,
                       const ui::Scope& scope, QObject* parent)
    : QObject(parent)
    , m_page(page)
    , m_jobs(jobs)
    , m_network(network)
    , m_keys(keys)
    , m_window(window)
    , m_scope(scope)
{
    m_files.setMaxThreadCount(1);
    m_soon.setInterval(kSaveMs);
    m_soon.setSingleShot(true);
    m_again.setInterval(kAgainMs);
    connect(&m_soon, &QTimer::timeout, this, &WizardDesk::save);
    connect(&m_again, &QTimer::timeout, this, &WizardDesk::lookForFile);
    connect(&m_jobs, &JobsDesk::wizardRequested, this, [this](const QJsonObject& job) { begin(job); });
    connect(&m_jobs, &JobsDesk::jobsListed, this, [this] {
        if (!m_made.isEmpty())
            showDone();
    });
    connectPage();
}

/// What was changed in the last moment is kept.
WizardDesk::~WizardDesk()
{
    if (m_soon.isActive())
        save();
}

void WizardDesk::connectPage()
{
    using ui::WizardPage;
    connect(&m_page, &WizardPage::draftChanged, this, &WizardDesk::saveSoon);
    connect(&m_page, &WizardPage::stepShown, this, &WizardDesk::showStep);
    connect(&m_page, &WizardPage::submitRequested, this, &WizardDesk::submit);
    connect(&m_page, &WizardPage::discardRequested, this, &WizardDesk::discard);
    connect(&m_page, &WizardPage::closeRequested, this, [this] {
        if (!m_made.isEmpty())
            return leaveDone();
        keep();
        emit left();
    });
    connect(&m_page, &WizardPage::jobsRequested, this, &WizardDesk::leaveDone);
    connect(&m_page.destination(), &ui::DestinationPage::secretEntered, this, [this] { m_keys.keep(draft()); });
    connect(&m_page.destination(), &ui::DestinationPage::testRequested, this, &WizardDesk::test);
    connect(&m_page.destination(), &ui::DestinationPage::keysRequested, this, [this] { deriveKeys(false); });
    connect(&m_page.destination(), &ui::DestinationPage::linkRequested, this, [](const QUrl& url) { QDesktopServices::openUrl(url); });
    connect(&m_page.ownership(), &ui::OwnershipPage::challengeRequested, this, &WizardDesk::askChallenge);
    connect(&m_page.ownership(), &ui::OwnershipPage::checkRequested, this, &WizardDesk::checkChallenge);
}

cloudflare::ApiClient WizardDesk::client() const
{
    return {m_network.api, m_place->baseUrl, m_place->credential};
}

cloudflare::LogpushScope WizardDesk::account() const
{
    return {cloudflare::LogpushScope::Kind::Account, m_place->accountId};
}

void WizardDesk::open(WizardPlace place)
{
    close();
    m_place = std::move(place);
    m_keys.open(m_place->secretsKey);
}

void WizardDesk::keep()
{
    if (!m_place || !m_page.isOpen() || !m_made.isEmpty())
        return;
    m_page.gather();
    save();
    m_keys.keep(draft());
}

/// The job is made, and somebody has seen it.
void WizardDesk::leaveDone()
{
    m_again.stop();
    m_made = {};
    m_page.end();
    emit left();
}

void WizardDesk::close()
{
    keep();
    m_again.stop();
    m_soon.stop();
    m_reading.cancel();
    m_fields.cancel();
    m_buckets.cancel();
    m_scripts.cancel();
    m_validating.cancel();
    m_existing.cancel();
    m_proving.cancel();
    m_verifying.cancel();
    m_challenge.cancel();
    m_listing.cancel();
    m_getting.cancel();
    m_sampling.cancel();
    m_volume.cancel();
    m_tests.clear();
    m_workers.reset();
    m_made = {};
    m_page.end();
    m_place.reset();
    m_keys.open({}); // what the keychain still answers is nobody's
    emit left();
}

void WizardDesk::begin(const QJsonObject& job, std::optional<ui::JobStep> step)
{
    if (!m_place)
        return;
    const std::int64_t id = job[u"id"].toInteger();
    const bool isThis = m_page.isOpen() && m_made.isEmpty() && draft().id == id;
    if (isThis && step && !m_page.isBusy())
        m_page.goTo(*step);
    if (isThis || m_page.isBusy()) // it was only closed; or another is being sent, and what comes of it is to be told first
        return emit shown();
    m_step = step;
    auto work = [file = m_place->drafts](const std::stop_token&) { return workspace::JobDrafts(file).read(); };
    m_reading = Pending<Drafts> {[&](std::stop_token stop) { return runIn(m_files, std::move(stop), std::move(work)); },
                                 [this, job, id](const Result<Drafts>& drafts) {
                                     if (!drafts)
                                         m_window.toast(tr("Drafts could not be read. %1").arg(ui::errorText(drafts.error())));
                                     const auto kept = drafts ? drafts->find(id) : Drafts::const_iterator {};
                                     if (drafts && kept != drafts->end())
                                         return resume(kept->second, job);
                                     beginNew(job);
                                 }};
}

jobs::JobDraft WizardDesk::newDraft() const
{
    jobs::JobDraft draft;
    draft.job = {{u"dataset"_s, u"workers_trace_events"_s},
                 {u"enabled"_s, true},
                 {u"output_options"_s, QJsonObject {{u"field_names"_s, QJsonArray::fromStringList(kFirstFields)}}}};
    draft.step = draft.furthest = static_cast<int>(m_page.access().isRefused() ? ui::JobStep::Access : ui::JobStep::Destination);
    return draft;
}

/// A job of `logpull_options` is shown, and saved, as one of `output_options`.
jobs::JobDraft WizardDesk::editOf(const QJsonObject& job) const
{
    jobs::JobDraft draft;
    draft.id = job[u"id"].toInteger();
    draft.before = job;
    draft.job = logpush::withOutputOptions(job);
    draft.step = static_cast<int>(ui::JobStep::Review);
    return draft;
}

void WizardDesk::resume(const QJsonObject& kept, const QJsonObject& job)
{
    auto draft = jobs::draftFrom(kept);
    if (!draft)
        return beginNew(job);
    QStringList params;
    for (const auto& name : kept[u"secrets"].toArray())
        params.append(name.toString());
    m_keys.begin(draft->id);
    m_keys.read(*draft, params, [this, job](const jobs::JobDraft& whole) {
        if (!m_place)
            return;
        beginWith(whole, job[u"name"].toString());
        const QString when = ui::timeText(whole.changedMs, m_scope.isUtc()).section(u'.', 0, 0);
        m_window.toast(tr("The draft of %1 goes on.").arg(when));
    });
}

void WizardDesk::beginNew(const QJsonObject& job)
{
    const jobs::JobDraft draft = job.isEmpty() ? newDraft() : editOf(job);
    m_keys.begin(draft.id);
    beginWith(draft, job[u"name"].toString());
}

void WizardDesk::beginWith(const jobs::JobDraft& draft, const QString& name)
{
    m_made = {};
    m_again.stop();
    askEvents();
    askFields();
    askBuckets();
    askWorkers();
    m_page.destination().setCanDerive(m_place->credential.kind == cloudflare::Credential::Kind::ApiToken);
    m_page.begin(draft, m_place->accountId, name);
    if (const auto step = std::exchange(m_step, std::nullopt))
        m_page.goTo(*step);
    if (m_place->isReadOnly)
        m_page.setProblem(tr("This account is read-only here: nothing can be sent."));
    emit shown();
}

void WizardDesk::saveSoon()
{
    if (m_page.isOpen() && m_made.isEmpty() && !m_soon.isActive()) // who types on is not waited for
        m_soon.start();
}

/// The draft to its file.
void WizardDesk::save()
{
    m_soon.stop();
    if (!m_place || !m_page.isOpen() || !m_made.isEmpty())
        return;
    jobs::JobDraft kept = draft();
    kept.changedMs = now();
    QJsonObject json = jobs::draftJson(kept);
    QJsonArray names;
    for (const auto& [name, secret] : kept.secrets) {
        if (secret)
            names.append(name);
    }
    json[u"secrets"_s] = names;
    auto work = [file = m_place->drafts, id = kept.id, json](const std::stop_token&) { return workspace::JobDrafts(file).keep(id, json); };
    m_saving =
        Pending<void> {[&](const std::stop_token&) { return runIn(m_files, {}, std::move(work)); }, // never stopped: the last one counts
                       [this, at = kept.changedMs](const Result<void>& saved) {
                           if (!saved)
                               return m_page.setSaved(tr("The draft could not be saved. %1").arg(ui::errorText(saved.error())));
                           const QString time = ui::timeText(at, m_scope.isUtc()).section(u'.', 0, 0);
                           m_page.setSaved(tr("Draft saved %1.\nYou can close this and go on later.").arg(time));
                       }};
}

void WizardDesk::discard()
{
    forgetDraft();
    m_page.end();
    m_window.toast(tr("The draft is gone. Nothing was sent."));
    emit left();
}

/// From the file and from the keychain.
void WizardDesk::forgetDraft()
{
    m_soon.stop();
    m_keys.erase();
    auto work = [file = m_place->drafts, id = draft().id](const std::stop_token&) { return workspace::JobDrafts(file).drop(id); };
    m_saving = Pending<void> {[&](const std::stop_token&) { return runIn(m_files, {}, std::move(work)); }, [](const Result<void>&) {}};
}

void WizardDesk::setReport(const access::Report& report)
{
    using State = ui::CheckLine::State;
    std::vector<ui::CheckLine> lines;
    for (const access::Capability& capability : report.capabilities) {
        const State state = capability.answer == access::Answer::Yes ? State::Passed
            : capability.answer == access::Answer::No                ? State::Failed
                                                                     : State::Waiting;
        const QString asked = capability.evidence.asked.isEmpty() ? QString() : ui::evidenceText(capability.evidence);
        lines.push_back({state, ui::capabilityName(capability.can), asked});
    }
    m_page.access().setFindings(lines, report.at(access::Can::ChangeJobs).answer == access::Answer::No);
}

} // namespace tracedeck
