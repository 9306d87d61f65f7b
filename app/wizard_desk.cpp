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

QString refusalText(const Error& error)
{
    QStringList parts;
    if (error.status != 0)
        parts.append(u"HTTP %1"_s.arg(error.status));
    if (error.apiCode != 0)
        parts.append(WizardDesk::tr("code %1").arg(error.apiCode));
    if (!error.ray.isEmpty())
        parts.append(u"cf-ray "_s + error.ray);
    return parts.isEmpty() ? ui::errorText(error) : ui::errorText(error) + u" ("_s + parts.join(u", "_s) + u')';
}

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
    connect(&m_jobs, &JobsDesk::wizardRequested, this, &WizardDesk::begin);
    connect(&m_jobs, &JobsDesk::jobsListed, this, [this] {
        if (!m_made.isEmpty())
            showDone();
    });
    connectPage();
}

WizardDesk::~WizardDesk() = default;

void WizardDesk::connectPage()
{
    using ui::WizardPage;
    connect(&m_page, &WizardPage::draftChanged, this, &WizardDesk::saveSoon);
    connect(&m_page, &WizardPage::stepShown, this, &WizardDesk::showStep);
    connect(&m_page, &WizardPage::submitRequested, this, &WizardDesk::submit);
    connect(&m_page, &WizardPage::discardRequested, this, &WizardDesk::discard);
    connect(&m_page, &WizardPage::closeRequested, this, [this] {
        m_page.gather();
        save();
        keepSecrets();
        emit left();
    });
    connect(&m_page, &WizardPage::jobsRequested, this, [this] {
        m_again.stop();
        m_made = {};
        m_page.end();
        emit left();
    });
    connect(&m_page.destination(), &ui::DestinationPage::secretEntered, this, &WizardDesk::keepSecrets);
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
}

void WizardDesk::close()
{
    if (m_page.isOpen() && m_place && m_made.isEmpty()) {
        m_page.gather();
        save();
        keepSecrets();
    }
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
    m_events.reset();
    m_made = {};
    m_page.end();
    m_place.reset();
    emit left();
}

void WizardDesk::begin(const QJsonObject& job)
{
    if (!m_place)
        return;
    const std::int64_t id = job[u"id"].toInteger();
    if (m_page.isOpen() && m_made.isEmpty() && draft().id == id)
        return emit shown(); // it was only closed
    auto work = [file = m_place->drafts](const std::stop_token&) { return workspace::JobDrafts(file).read(); };
    m_reading = Pending<Drafts> {[&](std::stop_token stop) { return runIn(m_files, std::move(stop), std::move(work)); },
                                 [this, job, id](const Result<Drafts>& drafts) {
                                     if (!drafts)
                                         m_window.toast(tr("Drafts could not be read. %1").arg(ui::errorText(drafts.error())));
                                     const auto kept = drafts ? drafts->find(id) : Drafts::const_iterator {};
                                     if (drafts && kept != drafts->end())
                                         return resume(kept->second, job);
                                     beginWith(id == 0 ? newDraft() : editOf(job), job[u"name"].toString());
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
        return beginWith(job.isEmpty() ? newDraft() : editOf(job), job[u"name"].toString());
    QStringList keys;
    std::vector<QString> params;
    for (const auto& name : kept[u"secrets"].toArray()) {
        params.push_back(name.toString());
        keys.append(secretKey(name.toString()));
    }
    keys.append(secretKey(u"ownership"_s));
    if (m_place->secretsKey.isEmpty())
        return beginWith(*draft, job[u"name"].toString());
    m_secretNames = keys;
    m_keys.read(keys, [this, draft = *draft, params, job](const Result<std::vector<KeyRing::Entry>>& read) mutable {
        if (!m_place)
            return;
        for (std::size_t i = 0; read && i < read->size(); ++i) {
            if (i < params.size())
                draft.secrets[params[i]] = (*read)[i].value;
            else
                draft.ownershipToken = (*read)[i].value;
        }
        const QString when = ui::timeText(draft.changedMs, m_scope.isUtc()).section(u'.', 0, 0);
        beginWith(draft, job[u"name"].toString());
        m_window.toast(tr("The draft of %1 goes on.").arg(when));
    });
}

void WizardDesk::beginWith(const jobs::JobDraft& draft, const QString& name)
{
    m_made = {};
    m_again.stop();
    m_keptSecrets.clear();
    askEvents();
    askFields();
    askBuckets();
    askWorkers();
    m_page.destination().setCanDerive(m_place->credential.kind == cloudflare::Credential::Kind::ApiToken);
    m_page.begin(draft, m_place->accountId, name);
    if (m_place->isReadOnly)
        m_page.setProblem(tr("This account is read-only here: nothing can be sent."));
    emit shown();
}

void WizardDesk::saveSoon()
{
    if (m_page.isOpen() && m_made.isEmpty() && !m_soon.isActive()) // who types on is not waited for
        m_soon.start();
}

QString WizardDesk::secretKey(const QString& param) const
{
    return m_place->secretsKey + u"/draft/"_s + QString::number(draft().id) + u'/' + param;
}

/// The draft to its file, its secrets to the keychain.
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

/// Not at each key: the keychain may ask a person.
void WizardDesk::keepSecrets()
{
    if (!m_place || m_place->secretsKey.isEmpty() || !m_page.isOpen())
        return;
    std::vector<KeyRing::Entry> entries;
    const auto add = [&](const QString& name, const SharedSecret& secret) {
        const auto written = reinterpret_cast<std::size_t>(secret.get()); // another object, another secret
        if (!secret || m_keptSecrets[name] == written)
            return;
        m_keptSecrets[name] = written;
        entries.push_back({secretKey(name), secret});
        m_secretNames.append(secretKey(name));
    };
    for (const auto& [name, secret] : draft().secrets)
        add(name, secret);
    add(u"ownership"_s, draft().ownershipToken);
    if (!entries.empty())
        m_keys.write(std::move(entries), [](const auto&) {}); // a keychain that is not there was told of by the ring
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
    if (!m_secretNames.isEmpty())
        m_keys.erase(std::exchange(m_secretNames, {}), [](const auto&) {});
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
