#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tracedeck::logpush {

enum class DestinationKind : std::uint8_t {
    R2,
    S3,
    S3Compatible, ///< s3:// with an endpoint
    Gcs,
    Azure,
    Sumo,
    Splunk,
    Datadog,
    NewRelic,
    Elastic,
    Https,
    IbmLogs,
    BigQuery,
    Kinesis,
    Other, ///< a scheme that is not in the table; kept as text
};
[[nodiscard]] std::string_view kindName(DestinationKind kind); ///< "r2", "s3-compatible", "https" …

/// One `name=value` of a destination, with the value as it was written.
struct DestinationParam {
    QString name;
    std::optional<QString> encoded; ///< nullopt: a name without "="

    [[nodiscard]] QString value() const; ///< percent-decoded; "" where there is none
    bool operator==(const DestinationParam&) const = default;
};

/// A `destination_conf` taken apart: nothing is lost, `print(parse(x)) == x` for every text that parses. Holds secrets: show it `redacted`.
struct Destination {
    DestinationKind kind = DestinationKind::Other;
    QString scheme;
    QString place; ///< bucket, container, stream or host, as it is written between "//" and the first "/" or "?"
    QString path;  ///< with its leading "/", as written: `{DATE}` literal; "" = none
    bool hasQuery = false;
    std::vector<DestinationParam> params;

    /// The decoded value of the first parameter of that name; nullopt where there is none.
    [[nodiscard]] std::optional<QString> param(QStringView name) const;
    /// Sets the first one of that name in its place, or adds it at the end; the value is percent-encoded where it must be.
    void setParam(const QString& name, const QString& value);
    void removeParam(QStringView name);
    bool operator==(const Destination&) const = default;
};

/// BadValue with a reason where the text is not SCHEME://PLACE…, has control characters, or is longer than 4096.
[[nodiscard]] Result<Destination> parseDestination(const QString& text);
[[nodiscard]] QString printDestination(const Destination& destination);
/// What stands in the place of a secret.
inline const QString kSecretMask = QStringLiteral("****");
/// Whether the value of a parameter of that name is a secret.
[[nodiscard]] bool isSecretParam(const Destination& destination, QStringView name);
/// The text with every secret replaced by "****"; for people, logs and exports.
[[nodiscard]] QString redacted(const Destination& destination);
/// Also of a text that does not parse: then nothing of it is shown behind the scheme.
[[nodiscard]] QString redactedDestination(const QString& text);

/// The path as the prefix of object keys: without leading and trailing "/", `{DATE}` as YYYYMMDD (UTC) of that time.
[[nodiscard]] QString objectPrefix(const Destination& destination, qint64 atMs);

/// Whether a job on it needs an ownership challenge. Disputed: Cloudflare's documents say yes in one place and show none in another.
enum class Ownership : std::uint8_t { NotNeeded, Needed, Disputed };
[[nodiscard]] Ownership ownershipOf(const Destination& destination);

struct DestinationIssue {
    QString param; ///< its name; "" = the destination as such
    QString message;
    bool isWarning = false; ///< Cloudflare takes it, but it will hardly work
    bool operator==(const DestinationIssue&) const = default;
};
/// What is missing or wrong, as far as text can tell.
[[nodiscard]] std::vector<DestinationIssue> checkDestination(const Destination& destination);

/// One parameter that a kind knows; forms are drawn from these.
struct ParamSpec {
    std::string_view name; ///< one that ends in "*" stands for all that begin so ("header_*")
    bool isRequired = false;
    bool isSecret = false;
};
/// One row of the table of destinations.
struct DestinationSpec {
    DestinationKind kind;
    std::string_view name, scheme;
    std::span<const ParamSpec> params;
    Ownership ownership;
    bool dateInPath; ///< `{DATE}` is documented for it
};
[[nodiscard]] std::span<const DestinationSpec> destinationSpecs();
[[nodiscard]] const DestinationSpec& specOf(DestinationKind kind);

} // namespace tracedeck::logpush
