#pragma once

#include "base/result.h"
#include "commands.h"
#include "net/http_transport.h"
#include "sync/bucket_sync.h"

#include <memory>
#include <string>

namespace tracedeck::ctl {

/// Where objects are read from, as the commands of `source` take it: a bucket, or a folder.
struct PlaceOptions {
    std::string endpoint, bucket, prefix, region = "auto", folder, caFile;
    std::string from, to;

    [[nodiscard]] bool isBucket() const { return !endpoint.empty() || !bucket.empty(); }
    [[nodiscard]] bool isFolder() const { return !folder.empty(); }
};
void addPlaceOptions(CLI::App& command, PlaceOptions& options);

/// A bucket with the network that it is reached by. Its keys are those of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
/// AWS_SESSION_TOKEN.
struct OpenBucket {
    std::unique_ptr<net::HttpTransport> transport; // outlives the source
    sync::BucketSource source;
};
[[nodiscard]] Result<OpenBucket> openBucket(const PlaceOptions& options);
/// `--from` and `--to`.
[[nodiscard]] Result<TimeRange> rangeOf(const PlaceOptions& options);

} // namespace tracedeck::ctl
