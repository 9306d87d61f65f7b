#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace tracedeck::sandbox {

/// What Cloudflare does not document, or documents in two ways: the Sandbox's answer to each is a setting, kept with its state.
/// Names, meanings and ranges are one table in open_facts.cpp.
struct OpenFacts {
    // Asked by the API.
    std::int64_t maxJobs = 4;        ///< per account; 4 is documented for a zone, nothing for an account
    std::int64_t filterBytes = 1000; ///< of the filter's text as sent: "about 30 operators and 1000 bytes"
    std::int64_t filterOperators = 30;
    bool deletedJobTellsId = true;       ///< DELETE answers {"id": n} as the schema says, not {} as an example shows
    bool nameMayChange = true;           ///< the documents disagree on whether PUT takes a new `name`
    bool accountTokensUseLogpush = true; ///< no row of the compatibility matrix says so or not
    bool missingFlagClears = true;       ///< a script upload without `logpush` switches it off (false: keeps it)
    bool dispatchListTellsFlag = false;  ///< the list of a namespace's Workers has `logpush`
    bool azureNeedsOwnership = true;     ///< the table says yes, the dashboard's flow shows none
    bool sumoNeedsOwnership = true;      ///< likewise
    bool rateLimitOldHeaders = false;    ///< x-ratelimit-limit/-remaining/-reset instead of Ratelimit and Ratelimit-Policy
    std::int64_t noRouteStatus = 404;    ///< HTTP status of error 7003
    // Asked by the pipeline.
    QString probeText = QStringLiteral("{\"content\":\"test\"}"); ///< the documents say "tests", receivers in the field match "test"
    QString probeName = QStringLiteral("test.txt.gz");
    std::int64_t retryAttempts = 5; ///< "about 5 tries over about 5 minutes"
    std::int64_t retrySpanSeconds = 300;
    std::int64_t autoDisableHours = 24;    ///< without a completed push
    std::int64_t transitionSeconds = 0;    ///< how long a changed job still delivers as before; documented as 10 to 15 minutes
    bool consoleArgumentsReversed = false; ///< seen once, in 2024
    bool objectsSayGzip = false;           ///< delivered objects carry Content-Encoding: gzip
};

[[nodiscard]] QStringList openFactNames();
/// One setting from its text ("maxJobs", "7"; true/false for switches). BadValue for no such name, or a value outside its range.
[[nodiscard]] Result<void> setOpenFact(OpenFacts& facts, const QString& name, const QString& value);
[[nodiscard]] QJsonObject openFactsJson(const OpenFacts& facts);
/// Names that are not there keep their default. BadValue as above.
[[nodiscard]] Result<OpenFacts> openFactsFrom(const QJsonObject& json);

} // namespace tracedeck::sandbox
