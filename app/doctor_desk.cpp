#include "doctor_desk.h"

#include "access/access_page.h"
#include "access/doctor_card.h"
#include "s3/bucket.h"
#include "widgets/scope.h"

#include <utility>

#include <chrono>

namespace tracedeck {

using doctor::Fix;
using namespace std::chrono_literals;

namespace {

constexpr auto kBetweenRuns = 15s; // each is a dozen calls

} // namespace

DoctorDesk::DoctorDesk(ui::AccessPage& page, Network& network, const ui::Scope& scope, LinkOf linkOf, QObject* parent)
    : QObject(parent)
    , m_page(page)
    , m_scope(scope)
    , m_linkOf(std::move(linkOf))
    , m_doctor({network.api, [&network](const s3::BucketAddress& address, const s3::Keys& keys) -> std::shared_ptr<objects::ObjectSource> {
                    return std::make_shared<s3::Bucket>(network.http, address, keys);
                }})
{
    ui::DoctorCard& card = page.doctor();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kBetweenRuns);
    connect(&m_soon, &QTimer::timeout, this, &DoctorDesk::run);
    connect(&scope, &ui::Scope::snapshotChanged, this, &DoctorDesk::runSoon);
    connect(&card, &ui::DoctorCard::runRequested, this, [this] {
        m_isWaiting = false;
        run();
    });
    connect(&card, &ui::DoctorCard::fixRequested, this, [this](Fix wanted) {
        m_fixesFile = false;
        fix(wanted);
    });
    connect(&card, &ui::DoctorCard::bothRequested, this, [this] {
        m_fixesFile = true;
        fix(Fix::SwitchOn);
    });
    connect(&card, &ui::DoctorCard::confirmed, this, [this](Fix wanted) {
        m_page.doctor().setBusy(true);
        m_doctor.fix(wanted);
    });
    connect(&m_doctor, &doctor::Doctor::told, &card, &ui::DoctorCard::setDiagnosis);
    connect(&m_doctor, &doctor::Doctor::switched, this, &DoctorDesk::switched);
    connect(&m_doctor, &doctor::Doctor::fixed, this, &DoctorDesk::tellFixed);
}

void DoctorDesk::open(DoctorPlace place)
{
    close();
    m_place = std::move(place);
    if (m_left && m_left->profile != m_place->profile)
        m_left.reset();
    lookAgainHere();
}

void DoctorDesk::close()
{
    m_doctor.stop();
    if (m_place && m_hasLedAway)
        m_left = Left {m_place->profile, m_page.doctor().worker().name, m_page.doctor().worker().dispatchNamespace};
    m_place.reset();
    m_fixesFile = m_hasLedAway = m_isWaiting = false;
    m_soon.stop();
    m_page.doctor().clear();
}

void DoctorDesk::setWorkers(const std::vector<workers::DeployedWorker>& workers)
{
    std::vector<ui::DoctorWorker> names;
    names.reserve(workers.size());
    for (const workers::DeployedWorker& each : workers)
        names.push_back({each.name, each.dispatchNamespace});
    m_page.doctor().setWorkers(names);
    lookAgainHere();
}

void DoctorDesk::examine(const QString& worker, const QString& dispatchNamespace)
{
    m_page.doctor().chooseWorker({worker, dispatchNamespace});
    m_page.showDoctor();
    run();
}

void DoctorDesk::runSoon()
{
    const doctor::Diagnosis& last = m_doctor.diagnosis();
    m_isWaiting = m_isWaiting && last.cause() == nullptr && last.overall != doctor::Overall::Healthy;
    if (m_isWaiting && !m_soon.isActive() && !m_doctor.isRunning())
        m_soon.start();
}

void DoctorDesk::run()
{
    m_soon.stop();
    if (!m_place)
        return;
    doctor::Question question;
    question.access = m_place->access;
    question.source = m_place->source;
    question.sourceKeys = m_place->keys;
    question.isReadOnly = m_place->isReadOnly;
    const ui::DoctorWorker worker = m_page.doctor().worker();
    question.worker = worker.name;
    question.dispatchNamespace = worker.dispatchNamespace;
    question.jobId = m_page.doctor().job();
    if (!worker.name.isEmpty())
        question.file = m_linkOf(worker.name, worker.dispatchNamespace);
    if (m_place->source || m_scope.snapshot().events() > 0)
        question.store = m_scope.snapshot();
    m_doctor.run(std::move(question));
}

void DoctorDesk::lookAgain()
{
    if (std::exchange(m_hasLedAway, false)) {
        run();
        m_isWaiting = true;
    }
}

/// The account was opened anew by what was entered where a fix led to.
void DoctorDesk::lookAgainHere()
{
    if (!m_left || !m_place)
        return;
    ui::DoctorCard& card = m_page.doctor();
    card.chooseWorker({m_left->worker, m_left->dispatchNamespace});
    if (card.worker().name != m_left->worker)
        return; // its Workers are not listed yet
    m_left.reset();
    m_page.showDoctor();
    run();
    m_isWaiting = true;
}

void DoctorDesk::fix(Fix wanted)
{
    if (wanted == Fix::TryAgain)
        return run();
    if (!isOneCall(wanted)) {
        m_hasLedAway = true;
        return emit fixRequested(wanted);
    }
    if (m_place && m_place->isReadOnly)
        return emit failed({ErrorCode::PermissionDenied, QStringLiteral("this account is read-only here: nothing was sent"), {}});
    if (const QString request = m_doctor.requestOf(wanted); !request.isEmpty())
        m_page.doctor().confirm(wanted, request);
}

void DoctorDesk::tellFixed(Fix done, const std::optional<Error>& error)
{
    m_page.doctor().setBusy(false);
    if (error)
        return emit failed(*error);
    m_isWaiting = true;
    if (done == Fix::EnableJob)
        emit jobChanged();
    if (std::exchange(m_fixesFile, false)) {
        m_hasLedAway = true;
        emit fixRequested(Fix::EditWranglerFile);
    }
}

} // namespace tracedeck
