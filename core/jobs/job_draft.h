#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <map>

namespace tracedeck::jobs {

/// Secrets that were entered, by the name of the destination's parameter.
using DraftSecrets = std::map<QString, SharedSecret>;

/// A job that is being made or edited and was not sent yet.
struct JobDraft {
    std::int64_t id = 0; ///< of the job that is edited; 0: a new one
    QJsonObject before;  ///< as it was when the edit began, redacted; empty: a new one
    QJsonObject job;     ///< as it is to be; secrets of its destination are masked
    DraftSecrets secrets;
    SharedSecret ownershipToken; ///< of the challenge; null: none
    QString provenFor;           ///< the masked destination that the challenge was for
    QString challengeFile;       ///< where its text was written
    int step = 0, furthest = 0;  ///< of the wizard: the one that is open, and the last that was
    std::int64_t changedMs = 0;

    [[nodiscard]] bool isNew() const { return id == 0; }
};

/// The whole of it but for secrets; `draftFrom` reads it back. BadValue where it is none.
[[nodiscard]] QJsonObject draftJson(const JobDraft& draft);
[[nodiscard]] Result<JobDraft> draftFrom(const QJsonObject& json);

/// The destination with what was entered in the places of the masks; a mask stays where nothing was.
[[nodiscard]] QString destinationOf(const JobDraft& draft);
/// Whether every mask has its secret. Of an edited job those that Cloudflare holds count too, as long as it leads to the same place.
[[nodiscard]] bool hasAllSecrets(const JobDraft& draft);
/// The job with its secrets and its ownership token: what is created, or the `after` of a SaveJob.
[[nodiscard]] QJsonObject filledJob(const JobDraft& draft);

} // namespace tracedeck::jobs
