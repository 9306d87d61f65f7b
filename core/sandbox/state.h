#pragma once

#include "base/result.h"
#include "sandbox/open_facts.h"
#include "sandbox/permissions.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

// The built-in account as plain values. Everything here lives on the Sandbox's thread. Times are Unix ms, 0 = never.

namespace tracedeck::sandbox {

/// The one account. What it is entitled to is a switch here.
struct Account {
    QString id, name;
    qint64 createdMs = 0;
    bool workersPaid = true; ///< false: saving a script with `logpush: true` is refused with 10023
    bool r2 = true;          ///< false: 10042 NotEntitled from R2
    QString workersSubdomain;
};

struct Zone {
    QString id, name;
};

/// A person and their membership in the account.
struct Member {
    QString id, userId, email, firstName, lastName;
    QString status = QStringLiteral("accepted");
    QStringList roles;    ///< ids, see `roleOf` in roles.h
    QByteArray globalKey; ///< X-Auth-Key; made up here and worth nothing outside, as all secrets of the state
};

/// An API token; also the S3 keys of R2: id, and SHA-256 of the value.
struct Token {
    enum class Owner : std::uint8_t { User, Account };
    QString id, name;
    QByteArray value;
    Owner owner = Owner::User;
    QString userId; ///< of a user's token
    Permissions permissions;
    QStringList buckets; ///< the bucket item permissions hold for these alone ("default_logs": jurisdiction_name); empty = for all
    QString status = QStringLiteral("active"); ///< or "disabled"; "expired" follows from the time
    qint64 issuedMs = 0, notBeforeMs = 0, expiresMs = 0;
    QJsonArray policies; ///< as it was created
};
/// What R2's S3 interface takes as the secret of this token: SHA-256 of its value, in hex.
[[nodiscard]] QByteArray s3Secret(const Token& token);

struct Module {
    QString name, type; ///< type: "application/javascript+module"
    qint64 size = 0;
    QString etag;
};

struct ScriptVersion {
    QString id;
    int number = 1;
    QString message, tag, source = QStringLiteral("wrangler");
    qint64 createdMs = 0;
    QJsonObject metadata; ///< as uploaded, without secrets' texts
    std::vector<Module> modules;
};

struct Deployment {
    struct Share {
        QString versionId;
        double percentage = 100;
    };
    QString id, message, source = QStringLiteral("wrangler");
    qint64 createdMs = 0;
    std::vector<Share> shares;
};

/// A Worker.
struct Script {
    QString name, dispatchNamespace; ///< namespace "" = an ordinary Worker
    QString tag;                     ///< 32 hex, stays through versions
    bool logpush = false;
    QJsonArray tailConsumers;
    QJsonObject observability; ///< empty = none
    QStringList tags;
    QStringList handlers;
    QStringList secretNames;
    bool onSubdomain = false, previewsOnSubdomain = false;
    std::vector<ScriptVersion> versions; ///< oldest first, at least one
    std::vector<Deployment> deployments; ///< oldest first; the last one is live
    QStringList schedules;
    qint64 createdMs = 0, modifiedMs = 0;
};

struct Route {
    QString id, zoneId, pattern, script;
};

struct DispatchNamespace {
    QString id, name;
    qint64 createdMs = 0, modifiedMs = 0;
};

/// A Logpush job. `fields` has exactly the members that the client may set, all present: dataset, destination_conf, enabled, name, filter,
/// output_options, logpull_options, frequency, kind, max_upload_bytes, max_upload_records, max_upload_interval_seconds; null where unset.
struct Job {
    qint64 id = 0;
    QString zoneId; ///< "" = the account's
    QJsonObject fields;
    qint64 lastCompleteMs = 0, lastErrorMs = 0; ///< set by the pipeline; the error and its text are reset by the next success
    QString errorMessage;
    qint64 createdMs = 0, modifiedMs = 0;
    qint64 failingSinceMs = 0; ///< first failure after the last success

    [[nodiscard]] bool isEnabled() const { return fields[QStringLiteral("enabled")].toBool(); }
    [[nodiscard]] QString dataset() const { return fields[QStringLiteral("dataset")].toString(); }
    [[nodiscard]] QString destination() const { return fields[QStringLiteral("destination_conf")].toString(); }
};

struct BucketInfo {
    QString name, jurisdiction = QStringLiteral("default"); ///< default, eu, fedramp
    QString location, storageClass = QStringLiteral("Standard");
    qint64 createdMs = 0;
};

/// All that a restart keeps, objects and traffic aside: these lie beside it in the folder and are the pipeline's.
struct SandboxState {
    Account account;
    std::vector<Zone> zones;
    std::vector<Member> members;
    std::vector<Token> tokens;
    std::vector<Script> scripts;
    std::vector<Route> routes;
    std::vector<DispatchNamespace> namespaces;
    std::vector<Job> jobs;
    std::vector<BucketInfo> buckets;
    OpenFacts facts;
    qint64 nextJobId = 1;
    QString setup;                                             ///< by which it was made, see setups.h; "" = none in particular
    QByteArray challengeKey;                                   ///< signs ownership challenges
    std::uint16_t apiPort = 0, bucketPort = 0, intakePort = 0; ///< as they were; taken again where free
    QJsonObject pipeline;                                      ///< what the pipeline wants to keep; the API does not look into it

    [[nodiscard]] Token* token(QStringView id);
    [[nodiscard]] Script* script(QStringView name, QStringView dispatchNamespace = {});
    [[nodiscard]] Job* job(qint64 id);
    [[nodiscard]] BucketInfo* bucket(QStringView name, QStringView jurisdiction = u"default");
};

/// `fields` of a job of which nothing is known yet.
[[nodiscard]] QJsonObject emptyJobFields();

/// A new account with members of each role, tokens of each kind, 40 Workers and the bucket "tracedeck-logs". The same seed makes the same ids and secrets.
[[nodiscard]] SandboxState makeState(std::uint64_t seed, qint64 nowMs);
[[nodiscard]] QJsonObject stateJson(const SandboxState& state);
/// StoreVersion for another version's, BadValue where a part is not what it must be.
[[nodiscard]] Result<SandboxState> stateFrom(const QJsonObject& json);

/// The state and its file: `touch` after every change, and it is saved within a moment, whole or not at all.
class StateKeeper {
public:
    virtual ~StateKeeper() = default;
    [[nodiscard]] virtual SandboxState& state() = 0;
    virtual void touch() = 0;
    virtual void saveNow() {} ///< before an answer that promises it
};

} // namespace tracedeck::sandbox
