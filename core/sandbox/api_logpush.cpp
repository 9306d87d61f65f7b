#include "logpush/dataset.h"
#include "sandbox/api_jobs.h"

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

using Answer = Result<ApiResult>;
using enum Permission;

constexpr int kReadingJobs = 1004; ///< how Logpush itself refuses; its fields are refused in front of it

bool isInScope(const Job& job, const ApiCall& call)
{
    return job.zoneId == call.zoneId;
}

/// The job that the path names.
Result<Job*> jobOf(const ApiDesk& desk, const ApiCall& call)
{
    bool isNumber = false;
    const qint64 id = call.parts.first().toLongLong(&isNumber);
    if (!isNumber || id < 1)
        return refuse(400, 1004, QStringLiteral("job_id must be an integer of at least 1"));
    Job* job = desk.state().job(id);
    if (!job || !isInScope(*job, call))
        return refuse(404, 1004, QStringLiteral("no such job"));
    return job;
}

Answer listed(const ApiDesk& desk, const ApiCall& call, const QString& dataset)
{
    QJsonArray jobs;
    for (const Job& job : desk.state().jobs) {
        if (isInScope(job, call) && (dataset.isEmpty() || job.dataset() == dataset))
            jobs.append(jobJson(job));
    }
    return ApiResult {jobs};
}

Answer list(ApiDesk& desk, const ApiCall& call)
{
    return listed(desk, call, {});
}

Answer listOfDataset(ApiDesk& desk, const ApiCall& call)
{
    if (!logpush::datasetNamed(call.parts.first().toStdString()))
        return refuseJob(u"unknown dataset \"" % call.parts.first() % u"\"");
    return listed(desk, call, call.parts.first());
}

Answer show(ApiDesk& desk, const ApiCall& call)
{
    const auto job = jobOf(desk, call);
    return job ? Answer {ApiResult {jobJson(**job)}} : fail(job.error());
}

Result<void> checkRoom(const ApiDesk& desk, const ApiCall& call)
{
    if (std::ranges::count_if(desk.state().jobs, [&](const Job& job) { return isInScope(job, call); }) < desk.state().facts.maxJobs)
        return {};
    return refuseJob(QStringLiteral("creating a new job is not allowed: exceeded max jobs allowed"));
}

Answer added(ApiDesk& desk, const ApiCall& call, const QJsonObject& fields)
{
    if (auto room = checkRoom(desk, call); !room) // another one may have come while the probe was written
        return fail(room.error());
    SandboxState& state = desk.state();
    Job job;
    job.id = state.nextJobId++;
    job.zoneId = call.zoneId;
    job.fields = fields;
    job.createdMs = job.modifiedMs = desk.nowMs();
    state.jobs.push_back(job);
    desk.save();
    desk.pipeline.jobSaved(job.id);
    return ApiResult {jobJson(job)};
}

tl::unexpected<Error> probeFailed(const Error& error)
{
    return refuseJob(u"error validating destination: " % error.detail);
}

void create(ApiDesk& desk, const ApiCall& call, ApiReply reply)
{
    const auto body = call.body();
    const auto fields = body ? jobFields(desk, call, *body, {}) : Result<QJsonObject> {fail(body.error())};
    if (!fields)
        return reply(fail(fields.error()));
    if (auto room = checkRoom(desk, call); !room)
        return reply(fail(room.error()));
    const QString conf = (*fields)[QStringLiteral("destination_conf")].toString();
    desk.write(probeOf(desk, conf), [&desk, call, fields = *fields, reply = std::move(reply)](const Result<void>& written) {
        reply(written ? added(desk, call, fields) : probeFailed(written.error()));
    });
}

Answer changed(ApiDesk& desk, const ApiCall& call, const QJsonObject& fields)
{
    const auto job = jobOf(desk, call);
    if (!job)
        return fail(job.error());
    (*job)->fields = fields;
    (*job)->modifiedMs = desk.nowMs();
    const QJsonObject json = jobJson(**job);
    const qint64 id = (*job)->id;
    desk.save();
    desk.pipeline.jobSaved(id);
    return ApiResult {json};
}

/// The destination is tried with every change, whether it is part of it or not.
void update(ApiDesk& desk, const ApiCall& call, ApiReply reply)
{
    const auto job = jobOf(desk, call);
    const auto body = job ? call.body() : Result<QJsonObject> {fail(job.error())};
    const auto fields = body ? jobFields(desk, call, *body, (*job)->fields) : Result<QJsonObject> {fail(body.error())};
    if (!fields)
        return reply(fail(fields.error()));
    const QString conf = (*fields)[QStringLiteral("destination_conf")].toString();
    desk.write(probeOf(desk, conf), [&desk, call, fields = *fields, reply = std::move(reply)](const Result<void>& written) {
        reply(written ? changed(desk, call, fields) : probeFailed(written.error()));
    });
}

Answer remove(ApiDesk& desk, const ApiCall& call)
{
    const auto job = jobOf(desk, call);
    if (!job)
        return fail(job.error());
    const qint64 id = (*job)->id;
    std::erase_if(desk.state().jobs, [id](const Job& each) { return each.id == id; });
    desk.save();
    desk.pipeline.jobRemoved(id);
    return ApiResult {desk.state().facts.deletedJobTellsId ? QJsonObject {{QStringLiteral("id"), id}} : QJsonObject {}};
}

Answer fields(ApiDesk&, const ApiCall& call)
{
    const std::string dataset = call.parts.first().toStdString();
    if (!logpush::datasetNamed(dataset))
        return refuseJob(u"unknown dataset \"" % call.parts.first() % u"\"");
    QJsonObject all;
    for (const auto& field : logpush::fieldsOf(dataset))
        all.insert(textOf(field.name), QString(textOf(logpush::typeName(field.type)) % u"; " % textOf(field.meaning)));
    return ApiResult {all};
}

constexpr auto kRoutes = std::to_array<ApiRoute>({
    {"GET", "S/logpush/jobs", LogsWrite, list, nullptr, kReadingJobs},
    {"POST", "S/logpush/jobs", LogsWrite, nullptr, create, kReadingJobs},
    {"GET", "S/logpush/jobs/{}", LogsWrite, show, nullptr, kReadingJobs},
    {"PUT", "S/logpush/jobs/{}", LogsWrite, nullptr, update, kReadingJobs},
    {"DELETE", "S/logpush/jobs/{}", LogsWrite, remove, nullptr, kReadingJobs},
    {"GET", "S/logpush/datasets/{}/jobs", LogsWrite, listOfDataset, nullptr, kReadingJobs},
    {"GET", "S/logpush/datasets/{}/fields", LogsRead, fields},
    {"POST", "S/logpush/ownership", LogsWrite, nullptr, challenge, kReadingJobs},
    {"POST", "S/logpush/ownership/validate", LogsWrite, checkChallenge, nullptr, kReadingJobs},
    {"POST", "S/logpush/validate/destination", LogsWrite, nullptr, tryDestination, kReadingJobs},
    {"POST", "S/logpush/validate/destination/exists", LogsWrite, isDestinationUsed, nullptr, kReadingJobs},
    {"POST", "S/logpush/validate/origin", LogsWrite, checkOrigin, nullptr, kReadingJobs},
});

} // namespace

std::span<const ApiRoute> logpushRoutes()
{
    return kRoutes;
}

} // namespace tracedeck::sandbox
