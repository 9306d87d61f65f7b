#include "sandbox/pipeline_uploads.h"

#include "async/pool.h"
#include "delivery/gzip.h"
#include "delivery/random.h"
#include "objects/object_name.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr std::size_t kAtOnce = 4;
constexpr qint64 kLateMs = qint64 {20} * 60'000;
constexpr qint64 kMostWaitingBytes = qint64 {64} << 20; ///< of one job, compressed
constexpr qint64 kHourMs = 3'600'000;

} // namespace

PackedFile pack(const JobFile& file, std::uint64_t salt)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(file.text.data(), static_cast<qsizetype>(file.text.size())));
    hash.addData(QByteArray::number(quint64 {salt}));
    objects::ObjectName name = objects::objectNameFor(file.window, hash.result().toHex().first(8).toStdString());
    name.date.clear(); // a folder for the day is the destination's {DATE}
    const std::string bytes = delivery::gzip(file.text);
    return {QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())), QString::fromStdString(objects::objectKey(name))};
}

Result<void> reachDestination(Faults& faults)
{
    if (faults.strikes(Fault::DestinationDown))
        return fail(ErrorCode::IoFailed, QString::fromLatin1(kUploadFailed), QStringLiteral("the destination is down"));
    return {};
}

void disable(Job& job, qint64 nowMs, const QString& message)
{
    job.fields[QStringLiteral("enabled")] = false;
    job.lastErrorMs = nowMs;
    job.errorMessage = message;
    job.failingSinceMs = 0;
}

void Uploads::add(JobFile file)
{
    Job* job = m_context.keeper.state().job(m_jobId);
    if (!job)
        return;
    Faults& faults = m_context.faults;
    if (faults.strikes(Fault::Gap)) { // unsent, and nobody notices
        job->lastCompleteMs = std::max<qint64>(job->lastCompleteMs, file.window.to);
        m_context.keeper.touch();
        return;
    }
    const qint64 dueMs = faults.strikes(Fault::Late) ? m_context.clock.nowMs() + kLateMs : 0;
    const auto shared = std::make_shared<const JobFile>(std::move(file));
    start(shared, dueMs);
    if (faults.strikes(Fault::Duplicate))
        start(shared, dueMs);
}

void Uploads::start(std::shared_ptr<const JobFile> file, qint64 dueMs)
{
    Upload& upload = m_uploads.emplace_back();
    upload.salt = delivery::Random::mixed(m_context.seed ^ static_cast<std::uint64_t>(m_jobId)) + ++m_made;
    upload.destination = file->destination;
    upload.records = file->records;
    upload.window = file->window;
    upload.file = std::move(file);
    upload.dueMs = dueMs;
    upload.packing = Pending<PackedFile>(
        [&upload](std::stop_token stop) {
            return runIn(
                *QThreadPool::globalInstance(), std::move(stop),
                [file = upload.file, salt = upload.salt](const std::stop_token&) -> Result<PackedFile> { return pack(*file, salt); });
        },
        [this, &upload](Result<PackedFile> packed) {
            if (!packed)
                return drop(upload);
            becomePacked(upload, *std::move(packed));
            keepWithinBounds();
            pulse();
        });
}

void Uploads::becomePacked(Upload& upload, PackedFile packed) const
{
    upload.packed = std::move(packed);
    upload.file.reset();
    upload.stage = Upload::Stage::Waiting;
}

void Uploads::pulse()
{
    m_uploads.remove_if([](const Upload& upload) { return upload.stage == Upload::Stage::Done; });
    const auto inStage = [](Upload::Stage stage) { return [stage](const Upload& upload) { return upload.stage == stage; }; };
    auto sending = static_cast<std::size_t>(std::count_if(m_uploads.begin(), m_uploads.end(), inStage(Upload::Stage::Sending)));
    const qint64 nowMs = m_context.clock.nowMs();
    for (Upload& upload : m_uploads) {
        if (sending >= kAtOnce)
            return;
        if (upload.stage != Upload::Stage::Waiting || upload.dueMs > nowMs)
            continue;
        ++sending;
        send(upload);
    }
}

Delivery Uploads::deliveryOf(const Upload& upload) const
{
    Delivery delivery;
    delivery.destinationConf = upload.destination;
    delivery.name = upload.packed.name;
    delivery.bytes = upload.packed.bytes;
    delivery.saysGzip = m_context.keeper.state().facts.objectsSayGzip;
    delivery.atMs = upload.window.from;
    return delivery;
}

void Uploads::send(Upload& upload)
{
    const Job* job = m_context.keeper.state().job(m_jobId);
    if (!job)
        return drop(upload);
    upload.destination = job->fields[QStringLiteral("destination_conf")].toString(); // it may have been mended since the last try
    upload.stage = Upload::Stage::Sending;
    upload.sending = Pending<void>(
        [&](std::stop_token stop) {
            const auto reached = reachDestination(m_context.faults);
            return reached ? m_context.writer.write(deliveryOf(upload), std::move(stop)) : QtFuture::makeReadyFuture(reached);
        },
        [this, &upload](const Result<void>& result) {
            settle(upload, result);
            pulse();
        });
}

void Uploads::settle(Upload& upload, const Result<void>& result)
{
    Job* job = m_context.keeper.state().job(m_jobId);
    if (!job)
        return drop(upload);
    if (result)
        succeed(upload, *job);
    else
        failOnce(upload, *job, result.error());
    m_context.keeper.touch();
}

void Uploads::succeed(Upload& upload, Job& job) const
{
    job.lastCompleteMs = std::max<qint64>(job.lastCompleteMs, upload.window.to);
    job.lastErrorMs = job.failingSinceMs = 0;
    job.errorMessage.clear();
    upload.packed = {};
    upload.stage = Upload::Stage::Done;
}

void Uploads::failOnce(Upload& upload, Job& job, const Error& error)
{
    const OpenFacts& facts = m_context.keeper.state().facts;
    const qint64 nowMs = m_context.clock.nowMs();
    const QString message = error.subject.isEmpty() ? error.detail : QString(error.detail % u": " % error.subject);
    job.lastErrorMs = nowMs;
    job.errorMessage = message;
    if (job.failingSinceMs == 0)
        job.failingSinceMs = nowMs;
    if (nowMs - job.failingSinceMs >= facts.autoDisableHours * kHourMs)
        disable(job, nowMs, message);
    ++upload.attempts;
    if (upload.attempts >= facts.retryAttempts)
        return drop(upload);
    upload.stage = Upload::Stage::Waiting;
    upload.dueMs = nowMs + facts.retrySpanSeconds * 1000 / std::max<std::int64_t>(1, facts.retryAttempts - 1);
}

void Uploads::drop(Upload& upload)
{
    upload.packed = {};
    upload.file.reset();
    upload.stage = Upload::Stage::Done;
}

void Uploads::keepWithinBounds()
{
    qint64 bytes = 0;
    for (auto upload = m_uploads.rbegin(); upload != m_uploads.rend(); ++upload) {
        bytes += upload->packed.bytes.size();
        if (bytes > kMostWaitingBytes && upload->stage == Upload::Stage::Waiting)
            drop(*upload); // the oldest go first
    }
}

void Uploads::finish(std::optional<JobFile> last)
{
    if (last)
        add(*std::move(last));
    for (Upload& upload : m_uploads) {
        const Job* job = m_context.keeper.state().job(m_jobId);
        if (!job)
            return;
        if (upload.stage == Upload::Stage::Packing)
            becomePacked(upload, pack(*upload.file, upload.salt));
        if (upload.stage != Upload::Stage::Waiting || upload.dueMs > m_context.clock.nowMs())
            continue;
        if (const auto reached = reachDestination(m_context.faults); !reached)
            settle(upload, reached);
        else if (const auto written = m_context.writer.writeHere(deliveryOf(upload)))
            settle(upload, *written);
    }
}

} // namespace tracedeck::sandbox
