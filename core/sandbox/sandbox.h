#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <cstdint>
#include <memory>

namespace tracedeck::sandbox {

struct SandboxOptions {
    QString folder;         ///< its state: account, jobs, Workers, buckets; a restart on it goes on
    std::uint16_t port = 0; ///< of the API on 127.0.0.1; 0 = any
    std::uint64_t seed = 20221122;
    std::uint64_t historyEvents = 300'000; ///< laid down as the last 24 h at the first start; 0 = none
    double eventsPerSecond = 3.5;          ///< of live traffic; 0 = none
    QStringList faults;                    ///< by name, see faults.h
    QString setup;                         ///< of a new account, by name, see setups.h; "" = all is well, or what is there
    QString caFile;                        ///< PEM, trusted by https:// destinations; with it loopback is spoken to by TLS too
    std::shared_ptr<const Clock> clock;    ///< null = the system's
};

/// Everything a client needs to talk to a running Sandbox.
struct SandboxAddress {
    QUrl baseUrl;      ///< "http://127.0.0.1:PORT/client/v4"
    QString accountId; ///< 32 hex
    Secret token;      ///< API token that may do everything a Logpush user needs
    QUrl endpoint;     ///< of its R2: "http://127.0.0.1:PORT2"
    QString accessKeyId;
    Secret secretAccessKey;
    QString bucket, prefix, region;
    QUrl intakeUrl; ///< POST trace items (NDJSON) as a Tail Worker gets them
};

/// The built-in account: Cloudflare's API, R2 and a Logpush pipeline that really runs, on loopback, inside this process, on a thread of
/// its own. Strict where Cloudflare is strict. Any thread may call.
class Sandbox {
public:
    /// AddressInUse → IoFailed; a folder of another version → StoreVersion; one that another Sandbox serves → StoreLocked.
    static Result<std::unique_ptr<Sandbox>> start(SandboxOptions options);
    ~Sandbox();

    [[nodiscard]] SandboxAddress address() const;
    /// By name ("503", "gap", "429" …), see faults.h; BadValue for a name that is none.
    [[nodiscard]] Result<void> setFaults(const QStringList& names);

    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

private:
    struct Private;
    explicit Sandbox(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::sandbox
