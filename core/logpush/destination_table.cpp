#include "logpush/destination.h"

#include <algorithm>
#include <array>

namespace tracedeck::logpush {

namespace {

constexpr auto kR2 = std::to_array<ParamSpec>({{"account-id", true}, {"access-key-id", true}, {"secret-access-key", true, true}});
constexpr auto kS3 = std::to_array<ParamSpec>({{"region", true}, {"sse"}, {"access-key-id"}, {"secret-access-key", false, true}});
constexpr auto kS3Compatible =
    std::to_array<ParamSpec>({{"region", true}, {"access-key-id", true}, {"secret-access-key", true, true}, {"endpoint", true}, {"sse"}});
constexpr auto kAzure =
    std::to_array<ParamSpec>({{"sv"}, {"ss"}, {"srt"}, {"sr"}, {"sp"}, {"st"}, {"se"}, {"spr"}, {"sip"}, {"sig", true, true}});
constexpr auto kSplunk = std::to_array<ParamSpec>(
    {{"channel", true}, {"insecure-skip-verify"}, {"sourcetype"}, {"header_Authorization", true, true}, {"header_*", false, true}});
constexpr auto kDatadog = std::to_array<ParamSpec>(
    {{"header_DD-API-KEY", true, true}, {"ddsource"}, {"service"}, {"host"}, {"ddtags"}, {"header_*", false, true}});
constexpr auto kNewRelic = std::to_array<ParamSpec>({{"Api-Key", true, true}, {"format"}, {"header_*", false, true}});
constexpr auto kHeaders = std::to_array<ParamSpec>({{"header_*", false, true}});
constexpr auto kIbm = std::to_array<ParamSpec>({{"ibm_api_key", true, true}});
constexpr auto kBigQuery = std::to_array<ParamSpec>({{"credentials", true, true}});
constexpr auto kKinesis = std::to_array<ParamSpec>(
    {{"region", true}, {"sts-assume-role-arn"}, {"sts-external-id", false, true}, {"access-key-id"}, {"secret-access-key", false, true}});

using enum DestinationKind;
using enum Ownership;
// In the order of the enum.
constexpr auto kSpecs = std::to_array<DestinationSpec>({
    {R2, "r2", "r2", kR2, NotNeeded, true},
    {S3, "s3", "s3", kS3, Needed, true}, // unless it has access keys
    {S3Compatible, "s3-compatible", "s3", kS3Compatible, NotNeeded, true},
    {Gcs, "gcs", "gs", {}, Needed, true},
    {Azure, "azure", "azure", kAzure, Disputed, true},
    {Sumo, "sumo", "sumo", {}, Disputed, false},
    {Splunk, "splunk", "splunk", kSplunk, NotNeeded, false},
    {Datadog, "datadog", "datadog", kDatadog, NotNeeded, false},
    {NewRelic, "newrelic", "https", kNewRelic, NotNeeded, false},
    {Elastic, "elastic", "https", kHeaders, NotNeeded, false},
    {Https, "https", "https", kHeaders, NotNeeded, false},
    {IbmLogs, "ibmcl", "ibmcl", kIbm, NotNeeded, false},
    {BigQuery, "bigquery", "bq", kBigQuery, NotNeeded, false},
    {Kinesis, "kinesis", "kinesis", kKinesis, NotNeeded, false},
    {Other, "other", "", {}, NotNeeded, false},
});

} // namespace

std::span<const DestinationSpec> destinationSpecs()
{
    return kSpecs;
}

const DestinationSpec& specOf(DestinationKind kind)
{
    return kSpecs.at(static_cast<std::size_t>(kind));
}

std::string_view kindName(DestinationKind kind)
{
    return specOf(kind).name;
}

} // namespace tracedeck::logpush
