#include "jobs/job_draft.h"

#include "jobs/job_merge.h"
#include "logpush/destination.h"

namespace tracedeck::jobs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kDestination = "destination_conf"_L1;

QString revealed(const Secret& secret)
{
    return secret.reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
}

} // namespace

QJsonObject draftJson(const JobDraft& draft)
{
    return {{u"id"_s, qint64 {draft.id}},
            {u"before"_s, draft.before},
            {u"job"_s, draft.job},
            {u"proven_for"_s, draft.provenFor},
            {u"challenge_file"_s, draft.challengeFile},
            {u"step"_s, draft.step},
            {u"furthest"_s, draft.furthest},
            {u"changed"_s, qint64 {draft.changedMs}}};
}

Result<JobDraft> draftFrom(const QJsonObject& json)
{
    if (!json[u"job"].isObject())
        return fail(ErrorCode::BadValue, u"no job in it"_s, u"job"_s);
    JobDraft draft;
    draft.id = json[u"id"].toInteger();
    draft.before = json[u"before"].toObject();
    draft.job = json[u"job"].toObject();
    draft.provenFor = json[u"proven_for"].toString();
    draft.challengeFile = json[u"challenge_file"].toString();
    draft.step = json[u"step"].toInt();
    draft.furthest = json[u"furthest"].toInt();
    draft.changedMs = json[u"changed"].toInteger();
    return draft;
}

QString destinationOf(const JobDraft& draft)
{
    QString text = draft.job[kDestination].toString();
    auto destination = logpush::parseDestination(text);
    if (!destination)
        return text;
    for (const auto& [name, secret] : draft.secrets) {
        if (secret && destination->param(name) == logpush::kSecretMask)
            destination->setParam(name, revealed(*secret));
    }
    return logpush::printDestination(*destination);
}

bool hasAllSecrets(const JobDraft& draft)
{
    const QString destination = destinationOf(draft);
    if (!destination.contains(logpush::kSecretMask))
        return true;
    // Another text that leads to the same place gets the secrets that are there: see mergedJob.
    return !draft.isNew() && withSecretsOf(destination, draft.before[kDestination].toString()).has_value();
}

QJsonObject filledJob(const JobDraft& draft)
{
    QJsonObject job = draft.job;
    if (job.contains(kDestination))
        job[kDestination] = destinationOf(draft);
    if (draft.ownershipToken && draft.provenFor == draft.job[kDestination].toString())
        job[u"ownership_challenge"_s] = revealed(*draft.ownershipToken);
    return job;
}

} // namespace tracedeck::jobs
