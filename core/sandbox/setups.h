#pragma once

#include "sandbox/state.h"

#include <QByteArray>

#include <cstdint>
#include <span>
#include <string_view>

namespace tracedeck::sandbox {

// Accounts from which no logs come, one for each cause, by name: the account of `makeState` with one thing wrong. What a client is given
// (`SandboxAddress`) is what a person in that place would have. Token and S3 keys are one credential, so they fail together.
//
//   healthy                 nothing is wrong: one job delivers all of every logged Worker to the Sandbox's own bucket
//   expired-token           the token that is given expired yesterday: /user/tokens/verify says "expired", all else 401, its S3 keys too
//   wrong-account           the account id that is given is not the one that the token reaches (403, 10000); GET /accounts lists the right one.
//                           Endpoint, bucket and keys are right, so the delivered objects can be read all the same
//   small-role              the token's owner is "Log Share Reader": fields can be read, jobs, Workers, analytics and the bucket cannot
//   no-plan                 without Workers Paid (subscriptions do not list it): no Worker has the flag, setting it is 10023; the job is there
//   no-job                  no job at all; Workers have their flags
//   job-off                 the job is switched off; its last push was three days ago, without an error
//   auto-disabled           the job was switched off after a day of failures; the destination is all right again
//   wrong-destination-keys  the job's keys are not good any more: every push fails, for three hours by now
//   filter-keeps-nothing    the job keeps ScriptName eq "checkout", and no Worker has that name
//   tiny-sample             sample_rate 0.001, and a Worker so quiet that nothing of it is to be expected in a day
//   flag-off                `logpush` is off on the Worker, on all others as in healthy
//   wrangler-file-off       the account is the healthy one; the wrangler file of the Worker says false
//   no-traffic              the Worker has its flag, and nobody ever called it
//   wrong-prefix            the job writes to "workers/…", the client is told to read "worker-logs"
//
// Where the job is off, missing or fails there is no history in the bucket; runs are counted in the analytics in all of them.

/// What mends a set-up.
enum class Mend : std::uint8_t {
    NotNeeded,
    ByApi,      ///< calls that the given token may make
    BySettings, ///< being told otherwise: another account id, another prefix
    ByFile,     ///< an edit of the wrangler file
    ByOthers,   ///< another credential, a role, a plan, somebody who calls the Worker
};
[[nodiscard]] QString mendName(Mend mend); ///< "none", "api", "settings", "file", "others"

/// What a client is given to begin with.
struct Handout {
    QString accountId, prefix;
    bool operator==(const Handout&) const = default;
};

struct Setup {
    std::string_view name;
    std::string_view worker; ///< the one to ask about
    Mend mend;
    void (*breakState)(SandboxState& state, const QString& worker, qint64 nowMs); ///< null: the state is the healthy one
    void (*breakHandout)(Handout& handout);                                       ///< null: what is given is right
};
[[nodiscard]] std::span<const Setup> setups();
[[nodiscard]] const Setup* setupNamed(QStringView name); ///< null where there is none; "" is healthy

/// A new account in that set-up; BadValue where there is none of that name.
[[nodiscard]] Result<SandboxState> makeSetup(const QString& name, std::uint64_t seed, qint64 nowMs);
/// What a client of this account is given.
[[nodiscard]] Handout handoutOf(const SandboxState& state);
/// The wrangler.toml of the Worker that is asked about: with `logpush = false` in wrangler-file-off, else true.
[[nodiscard]] QByteArray wranglerFileOf(const Setup& setup);

} // namespace tracedeck::sandbox
