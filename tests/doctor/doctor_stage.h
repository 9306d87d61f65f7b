#pragma once

#include "doctor/doctor.h"
#include "net/http_transport.h"
#include "sandbox/sandbox.h"
#include "sandbox/setups.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

namespace tracedeck::test {

/// A clock that the Sandbox's thread reads while a test sets it.
struct SharedClock final : Clock {
    [[nodiscard]] std::int64_t nowMs() const override { return now; }
    void pass(std::int64_t seconds) { now += seconds * 1000; }
    std::atomic<std::int64_t> now = 1'795'262'400'000; ///< 2026-11-21T12:00:00Z
};

/// A running Sandbox in a set-up, and a doctor who was given what a person is given.
struct DoctorStage {
    using Edit = std::function<void(sandbox::SandboxState&)>;

    explicit DoctorStage(const QString& name, std::uint64_t historyEvents = 6000, const Edit& edit = {})
        : setup(*sandbox::setupNamed(name))
        , doctor({http,
                  [this](const s3::BucketAddress& address, const s3::Keys& keys) -> std::shared_ptr<objects::ObjectSource> {
                      return std::make_shared<s3::Bucket>(http, address, keys, clock);
                  }},
                 clock)
    {
        sandbox::SandboxOptions options;
        options.folder = folder.path();
        if (edit)
            layDown(name, options.seed, edit);
        options.historyEvents = events = historyEvents;
        options.eventsPerSecond = 20;
        options.setup = name;
        options.clock = clock;
        account = std::move(*sandbox::Sandbox::start(options));
        const sandbox::SandboxAddress address = account->address();
        question.access.baseUrl = address.baseUrl;
        question.access.accountId = address.accountId;
        question.access.credential.secret = std::make_shared<const Secret>(address.token.duplicate());
        question.worker = QString::fromUtf8(setup.worker.data(), static_cast<qsizetype>(setup.worker.size()));
        question.source = doctor::ReadPlace {{address.endpoint, address.bucket, address.region}, address.prefix};
        question.sourceKeys = s3::Keys {address.accessKeyId, std::make_shared<const Secret>(address.secretAccessKey.duplicate()), nullptr};
        wranglerFile = files.filePath(QStringLiteral("wrangler.toml"));
        write(wranglerFile, sandbox::wranglerFileOf(setup));
        question.file = workers::WranglerLink {wranglerFile, {}, true};
    }

    [[nodiscard]] QString nameOfSetup() const { return QString::fromUtf8(setup.name.data(), static_cast<qsizetype>(setup.name.size())); }
    static void write(const QString& path, const QByteArray& text)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    /// The account as it is found when the Sandbox starts.
    void layDown(const QString& name, std::uint64_t seed, const Edit& edit) const
    {
        auto state = *sandbox::makeSetup(name, seed, clock->now);
        edit(state);
        write(folder.filePath(QStringLiteral("account.json")), QJsonDocument(sandbox::stateJson(state)).toJson());
    }
    [[nodiscard]] cloudflare::ApiClient client() { return {http, question.access.baseUrl, question.access.credential}; }
    [[nodiscard]] cloudflare::LogpushScope scope() const { return {cloudflare::LogpushScope::Kind::Account, question.access.accountId}; }

    /// Until the last 24 hours are laid down, as far as this person may see it.
    [[nodiscard]] bool isLaid()
    {
        const auto all =
            cloudflare::askInvocations(client(), {question.access.accountId, {}, {clock->now - 2 * 86'400'000, clock->now + 1000}}, {})
                .result();
        std::uint64_t sum = 0;
        for (const auto& each : all ? all->workers : std::vector<cloudflare::WorkerInvocations> {})
            sum += each.requests;
        return !all || sum >= events;
    }

    /// A whole examination; nothing where it did not end.
    [[nodiscard]] doctor::Diagnosis examined()
    {
        doctor.run(question);
        return ended();
    }
    [[nodiscard]] doctor::Diagnosis ended()
    {
        [[maybe_unused]] const bool is = QTest::qWaitFor([this] { return doctor.diagnosis().isFinished && !doctor.isRunning(); }, 60'000);
        return doctor.diagnosis();
    }
    /// Lets minutes pass, and events come, until the doctor has nothing to say; the last that was said.
    [[nodiscard]] doctor::Diagnosis examinedUntilHealthy()
    {
        doctor::Diagnosis last = examined();
        for (int i = 0; i < 40 && last.overall != doctor::Overall::Healthy; ++i) {
            clock->pass(45);
            QTest::qWait(120);
            last = examined();
        }
        return last;
    }
    /// Changes the one job as its wizard does; by the given token.
    [[nodiscard]] bool saveJob(const std::function<void(QJsonObject&)>& edit)
    {
        const auto listed = cloudflare::ask(client(), cloudflare::jobObjects(scope()), {}).result();
        if (!listed || listed->value.empty())
            return false;
        QJsonObject job = listed->value.front();
        const std::int64_t id = job[QStringLiteral("id")].toInteger();
        edit(job);
        return cloudflare::ask(client(), cloudflare::updateJob(scope(), id, logpush::updateBodyOf(job)), {}).result().has_value();
    }
    [[nodiscard]] QString destination() const
    {
        QString secret;
        question.sourceKeys->secretAccessKey->reveal([&secret](QByteArrayView bytes) { secret = QString::fromLatin1(bytes); });
        return QStringLiteral("r2://%1/workers/{DATE}?account-id=%2&access-key-id=%3&secret-access-key=%4")
            .arg(question.source->address.bucket, question.access.accountId, question.sourceKeys->accessKeyId, secret);
    }

    const sandbox::Setup& setup;
    QTemporaryDir folder, files;
    QString wranglerFile;
    std::uint64_t events = 0;
    std::shared_ptr<SharedClock> clock = std::make_shared<SharedClock>();
    net::HttpTransport http {{.caFile = {}, .useSystemProxy = false, .userAgent = {}}};
    std::unique_ptr<sandbox::Sandbox> account;
    doctor::Question question;
    doctor::Doctor doctor;
};

/// "cause flag: flag_off → switch_on", "healthy", and what else is not passed.
inline QString said(const doctor::Diagnosis& diagnosis)
{
    using namespace doctor;
    const QString word = QString::fromLatin1(nameOf(diagnosis.overall));
    const Finding* cause = diagnosis.cause();
    if (cause == nullptr)
        return word;
    return word + u' ' + QString::fromLatin1(nameOf(cause->probe)) + u": " + QString::fromLatin1(nameOf(cause->reason)) + u" → "
        + QString::fromLatin1(nameOf(fixOf(*cause)));
}

/// All rows, for a test that fails.
inline QByteArray allOf(const doctor::Diagnosis& diagnosis)
{
    QByteArray rows = said(diagnosis).toUtf8();
    for (const doctor::Finding& finding : diagnosis.findings) {
        rows += QByteArray("\n  ") + nameOf(finding.probe) + ' ' + nameOf(finding.verdict) + ' ' + nameOf(finding.reason) + ' '
            + finding.figures.name.toUtf8() + ' ' + finding.figures.other.toUtf8();
        for (const access::Evidence& evidence : finding.evidence)
            rows += "; " + evidence.asked.toUtf8() + ' ' + QByteArray::number(evidence.status) + ' ' + evidence.words.toUtf8();
    }
    return rows;
}

} // namespace tracedeck::test
