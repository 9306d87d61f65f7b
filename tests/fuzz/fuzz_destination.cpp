// A destination_conf: what parses prints as it was, and nothing of a secret is left in what is shown.
#include "fuzz/fuzz_target.h"
#include "logpush/destination.h"

using namespace tracedeck;
using fuzz::demand;

void fuzzOne(std::string_view bytes)
{
    const QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const auto destination = logpush::parseDestination(text);
    if (!destination) {
        demand(!destination.error().detail.isEmpty(), "a refusal says why");
        return;
    }
    const QString printed = logpush::printDestination(*destination);
    demand(printed == text, "print(parse(x)) = x");
    for (const logpush::DestinationParam& param : destination->params)
        (void)param.value();
}

std::vector<std::string> fuzzSeeds()
{
    return {
        "r2://bucket/workers/{DATE}?account-id=0123456789abcdef0123456789abcdef&access-key-id=id&secret-access-key=se%2Fcret",
        "s3://bucket/a/b?region=eu-central-1&sse=AES256",
        "s3://bucket/x?endpoint=minio.example.com:9000&region=us-east-1&access-key-id=a&secret-access-key=b",
        "https://logs.example.com:8443/in?header_Authorization=Bearer%20abc&tags=host%3Ax",
        "gs://bucket",
        "splunk://host:8088/services/collector/raw?channel=c&insecure-skip-verify=false&header_Authorization=Splunk%20x",
        "x://",
        "r2://b?%zz=%&&=a&a",
    };
}
