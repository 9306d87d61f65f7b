#pragma once

#include "access/report.h"
#include "base/clock.h"
#include "cloudflare/identity_api.h"
#include "cloudflare/job_api.h"
#include "cloudflare/r2_api.h"
#include "cloudflare/workers_api.h"
#include "draft_keys.h"
#include "jobs/job_draft.h"
#include "jobs_desk.h"
#include "key_ring.h"
#include "logpush/destination.h"
#include "s3/bucket.h"
#include "wizard/output_page.h"
#include "wizard/wizard_page.h"
#include "wizard_review.h"
#include "workspace/job_drafts.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace tracedeck {

namespace ui {
class MainWindow;
class Scope;
} // namespace ui

/// Whose jobs are made, and where drafts of them are kept.
struct WizardPlace {
    QUrl baseUrl;
    cloudflare::Credential credential;
    QString accountId;
    QString drafts;     ///< file
    QString secretsKey; ///< begins the keychain's names of a draft's secrets; "" = they are not kept beyond the program's end
    bool isReadOnly = false;
    std::optional<s3::BucketAddress> bucket; ///< that is read here, with
    std::optional<s3::Keys> keys;
    bool isBuiltIn = false; ///< its bucket is reached at `bucket`'s endpoint, whatever a destination says
};

/// Some of the newest events, and what their fields weigh.
struct WizardSample {
    ui::SharedEvents events;
    std::map<std::string, double> sizes;
};

/// Lets people make and edit a job step by step: keeps the draft, asks the API what the steps want to know, and has the jobs' desk send
/// what comes of it. GUI thread.
class WizardDesk : public QObject {
    Q_OBJECT
public:
    WizardDesk(ui::WizardPage& page, JobsDesk& jobs, Network& network, KeyRing& keys, ui::MainWindow& window, const ui::Scope& scope,
               QObject* parent = nullptr);
    ~WizardDesk() override;

    void open(WizardPlace place);
    void close();
    /// `job` redacted; empty: a new one. Goes on with a draft where there is one. `step`: nullopt = where it was left, or the usual first.
    void begin(const QJsonObject& job, std::optional<ui::JobStep> step = {});
    void setReport(const access::Report& report);

signals:
    void shown(); ///< the wizard is to be seen
    void left();  ///< the list of jobs is

private:
    using Drafts = std::map<std::int64_t, QJsonObject>;

    // the draft
    void connectPage();
    void beginNew(const QJsonObject& job); ///< empty: one that is not there yet
    void beginWith(const jobs::JobDraft& draft, const QString& name);
    void resume(const QJsonObject& kept, const QJsonObject& job);
    [[nodiscard]] jobs::JobDraft newDraft() const;
    [[nodiscard]] jobs::JobDraft editOf(const QJsonObject& job) const;
    void saveSoon();
    void save();
    void discard();
    void forgetDraft();
    void keep(); ///< all that is entered, secrets too
    void leaveDone();

    // what the steps want to know
    void showStep(ui::JobStep step);
    void askFields();
    void askBuckets();
    void deriveKeys(bool isOfAccount);
    void askEvents();
    void askWorkers();
    void test();
    void testNext();
    void addTestLine(ui::CheckLine line);
    void endTestLine(ui::CheckLine::State state, const QString& detail);
    [[nodiscard]] std::shared_ptr<s3::Bucket> bucketOf(const logpush::Destination& destination) const;
    void askChallenge();
    void readChallenge(const QString& file);
    void checkChallenge();

    // the end
    void review();
    void showReview(const std::optional<WizardVolume>& volume); ///< nullopt: it is being measured
    void submit();
    void finish(const Result<jobs::JobOutcome>& result);
    [[nodiscard]] jobs::SaveJob saveOf() const; ///< the draft of an edit
    void send(jobs::JobRequest request);
    void showDone();
    void lookForFile();

    [[nodiscard]] cloudflare::ApiClient client() const;
    [[nodiscard]] cloudflare::LogpushScope account() const;
    [[nodiscard]] const jobs::JobDraft& draft() const { return m_page.draft(); }

    ui::WizardPage& m_page;
    JobsDesk& m_jobs;
    Network& m_network;
    DraftKeys m_keys;
    ui::MainWindow& m_window;
    const ui::Scope& m_scope;
    std::optional<WizardPlace> m_place;
    QThreadPool m_files; ///< of one: drafts are written in their order
    QTimer m_soon, m_again;
    std::optional<std::vector<cloudflare::WorkerScript>> m_workers;
    std::deque<std::function<void()>> m_tests;
    std::vector<ui::CheckLine> m_testLines;
    std::optional<ui::JobStep> m_step; ///< that the draft which is being read is to open at
    QJsonObject m_made;                ///< the job that came of it, redacted
    Pending<Drafts> m_reading;
    Pending<void> m_saving;
    Pending<cloudflare::Answered<std::vector<cloudflare::DatasetField>>> m_fields;
    Pending<cloudflare::Answered<std::vector<cloudflare::R2Bucket>>> m_buckets;
    Pending<cloudflare::Answered<std::vector<cloudflare::WorkerScript>>> m_scripts;
    Pending<cloudflare::Answered<cloudflare::Validity>> m_validating;
    Pending<cloudflare::Answered<bool>> m_existing, m_proving;
    Pending<cloudflare::Answered<cloudflare::TokenStatus>> m_verifying;
    Pending<cloudflare::Answered<cloudflare::OwnershipChallenge>> m_challenge;
    Pending<objects::ListPage> m_listing;
    Pending<objects::GotObject> m_getting;
    Pending<WizardSample> m_sampling;
    Pending<WizardVolume> m_volume;
};

} // namespace tracedeck
