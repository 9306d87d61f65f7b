#pragma once

#include "logpush/destination.h"
#include "sandbox/api_call.h"

namespace tracedeck::sandbox {

/// A refusal of Logpush: 400, 1004.
[[nodiscard]] tl::unexpected<Error> refuseJob(const QString& message);
/// What a job may hold and this body asks for, checked as a whole; `before` are the fields of the job that it changes, empty for a new one.
[[nodiscard]] Result<QJsonObject> jobFields(const ApiDesk& desk, const ApiCall& call, const QJsonObject& body, const QJsonObject& before);
/// BadValue where the text is none, or nothing could be written there.
[[nodiscard]] Result<logpush::Destination> goodDestination(const QString& conf);
[[nodiscard]] ProbeWrite probeOf(const ApiDesk& desk, const QString& conf);
/// The account's or zone's.
[[nodiscard]] QString scopeId(const ApiDesk& desk, const ApiCall& call);
[[nodiscard]] QJsonObject jobJson(const Job& job);

// api_validate.cpp
void challenge(ApiDesk& desk, const ApiCall& call, ApiReply reply);
[[nodiscard]] Result<ApiResult> checkChallenge(ApiDesk& desk, const ApiCall& call);
void tryDestination(ApiDesk& desk, const ApiCall& call, ApiReply reply);
[[nodiscard]] Result<ApiResult> isDestinationUsed(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] Result<ApiResult> checkOrigin(ApiDesk& desk, const ApiCall& call);

} // namespace tracedeck::sandbox
