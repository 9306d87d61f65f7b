#include "workbench.h"

#include "access/access_page.h"
#include "access/doctor_card.h"
#include "access/token_template.h"
#include "jobs/jobs_page.h"
#include "wizard/wizard_page.h"
#include "workers/workers_page.h"

#include <QDesktopServices>

namespace tracedeck {

void Workbench::connectDoctor()
{
    connect(&m_doctor, &DoctorDesk::fixRequested, this, &Workbench::mend);
    connect(&m_doctor, &DoctorDesk::failed, this, &Workbench::showProblem);
    connect(&m_doctor, &DoctorDesk::switched, &m_workers, &WorkersDesk::switched); // who hears of switches hears of these
    connect(&m_doctor, &DoctorDesk::switched, &m_workers, &WorkersDesk::refresh);
    connect(&m_doctor, &DoctorDesk::jobChanged, &m_jobs, &JobsDesk::refresh);
    connect(&m_workers, &WorkersDesk::filesChanged, &m_doctor, &DoctorDesk::lookAgain);
    connect(&m_jobs, &JobsDesk::changed, &m_doctor, &DoctorDesk::lookAgain);
    connect(&m_workers, &WorkersDesk::flagsRead, &m_doctor, &DoctorDesk::setWorkers);
    connect(&m_rooms.workers, &ui::WorkersPage::doctorRequested, this, [this](const ui::WorkerId& worker) {
        m_window.openPage(AccessRoom);
        m_doctor.examine(worker.name, worker.dispatchNamespace);
    });
}

void Workbench::openDoctor(const access::Question& question, bool isReadOnly)
{
    DoctorPlace place {openProfileId(), question, {}, {}, isReadOnly};
    if (question.bucket) {
        place.source = doctor::ReadPlace {question.bucket->address, question.bucket->prefix};
        place.keys = question.bucket->keys;
    }
    m_doctor.open(std::move(place));
}

/// Opens the job that was examined in its wizard, at this step.
void Workbench::editJob(ui::JobStep step)
{
    const QJsonObject job = m_doctor.doctor().job();
    m_window.openPage(JobsRoom);
    if (!job.isEmpty())
        m_wizard.begin(job, step);
}

/// What the doctor proposes and does not do itself.
void Workbench::mend(doctor::Fix fix)
{
    using doctor::Fix;
    const doctor::Diagnosis& diagnosis = m_doctor.doctor().diagnosis();
    switch (fix) {
    case Fix::ReplaceToken: return m_dialogs.askForAccount(openProfileId());
    case Fix::ChooseAccount: return m_dialogs.askForAccount(openProfileId());
    case Fix::ChangeSource:
    case Fix::EnterSourceKeys: return m_dialogs.askForBucket(openProfileId(), openSourceId());
    case Fix::AddPermission: QDesktopServices::openUrl(m_rooms.access.tokenPage()); return;
    case Fix::OpenMembers: QDesktopServices::openUrl(access::membersPage()); return;
    case Fix::OpenPlans: QDesktopServices::openUrl(access::plansPage()); return;
    case Fix::MakeJob: m_window.openPage(JobsRoom); return m_wizard.begin({});
    case Fix::ReplaceKeys: return editJob(ui::JobStep::Destination);
    case Fix::EditFilter: return editJob(ui::JobStep::Filter);
    case Fix::EditSampling: return editJob(ui::JobStep::Filter);
    case Fix::ShowJob:
    case Fix::ChooseJob: m_window.openPage(JobsRoom); return m_rooms.jobs.choose(diagnosis.jobId);
    case Fix::LinkFile:
    case Fix::EditWranglerFile:
        m_window.openPage(WorkersRoom);
        m_rooms.workers.choose({diagnosis.worker, diagnosis.dispatchNamespace});
        return m_rooms.workers.showDetails(ui::WorkerPane::FileTab);
    case Fix::ChooseWorker: return m_rooms.access.doctor().focusWorker();
    case Fix::None:
    case Fix::TryAgain:
    case Fix::EnableJob:
    case Fix::SwitchOn: return; // the desk does these
    }
}

} // namespace tracedeck
