#include "sandbox/setups.h"

#include "sandbox/destination_writer.h"
#include "sandbox/made_up.h"
#include "sandbox/roles.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

constexpr qint64 kHour = 3'600'000, kDay = 24 * kHour;
constexpr std::string_view kWorker = "checkout-api", kQuietWorker = "sitemap-builder", kUncalledWorker = "gift-wrapping";
constexpr std::string_view kFileOff = "wrangler-file-off";

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

void setFlag(SandboxState& state, const QString& worker, bool logpush)
{
    if (Script* script = state.script(worker))
        script->logpush = logpush;
}

void expireToken(SandboxState& state, const QString&, qint64 nowMs)
{
    state.tokens.front().expiresMs = nowMs - kDay;
}

void shrinkRole(SandboxState& state, const QString&, qint64)
{
    const auto role = std::ranges::find(roles(), std::string_view("Log Share Reader"), &Role::name);
    const auto member =
        std::ranges::find_if(state.members, [id = text(role->id)](const Member& each) { return each.roles == QStringList {id}; });
    state.tokens.front().userId = member->userId;
}

void takePlan(SandboxState& state, const QString&, qint64)
{
    state.account.workersPaid = false;
    for (Script& script : state.scripts)
        script.logpush = false;
}

void removeJobs(SandboxState& state, const QString&, qint64)
{
    state.jobs.clear();
}

void switchJobOff(SandboxState& state, const QString&, qint64 nowMs)
{
    Job& job = state.jobs.front();
    job.fields[QStringLiteral("enabled")] = false;
    job.lastCompleteMs = job.modifiedMs = nowMs - 3 * kDay;
}

void disableJob(SandboxState& state, const QString&, qint64 nowMs)
{
    Job& job = state.jobs.front();
    job.lastCompleteMs = nowMs - 26 * kHour;
    job.fields[QStringLiteral("enabled")] = false;
    job.lastErrorMs = nowMs - 2 * kHour;
    job.errorMessage = QString::fromLatin1(kUploadFailed);
}

/// The token of the job was rolled, and nobody told the job.
void rollWriter(SandboxState& state, const QString&, qint64 nowMs)
{
    Token& writer = state.tokens[1];
    writer.value = QCryptographicHash::hash(writer.value, QCryptographicHash::Sha256).toHex().first(40);
    Job& job = state.jobs.front();
    job.failingSinceMs = job.lastCompleteMs = nowMs - 3 * kHour;
    job.lastErrorMs = nowMs - 30'000;
    job.errorMessage = QString::fromLatin1(kUploadFailed) % u": Unauthorized";
}

void filterAll(SandboxState& state, const QString&, qint64)
{
    state.jobs.front().fields[QStringLiteral("filter")] =
        QStringLiteral(R"({"where":{"key":"ScriptName","operator":"eq","value":"checkout"}})");
}

void sampleHardly(SandboxState& state, const QString&, qint64)
{
    QJsonObject options = state.jobs.front().fields[QStringLiteral("output_options")].toObject();
    options.insert(QStringLiteral("sample_rate"), 0.001);
    state.jobs.front().fields[QStringLiteral("output_options")] = options;
}

void switchWorkerOff(SandboxState& state, const QString& worker, qint64)
{
    setFlag(state, worker, false);
}

void addUncalled(SandboxState& state, const QString& worker, qint64 nowMs)
{
    Script script = *state.script(text(kWorker));
    const MadeUp made(static_cast<std::uint64_t>(nowMs));
    script.name = worker;
    script.tag = made.hexId(worker);
    script.createdMs = script.modifiedMs = nowMs - kDay;
    script.versions.front().id = made.uuid(u"version " % worker);
    script.versions.front().createdMs = script.modifiedMs;
    script.deployments = {{made.uuid(u"deployment " % worker), {}, QStringLiteral("wrangler"), script.modifiedMs, {}}};
    script.deployments.front().shares = {{script.versions.front().id, 100}};
    state.scripts.push_back(std::move(script));
}

void tellOtherAccount(Handout& handout)
{
    handout.accountId =
        QString::fromLatin1(QCryptographicHash::hash(handout.accountId.toLatin1(), QCryptographicHash::Sha256).toHex().first(32));
}

void tellOtherPrefix(Handout& handout)
{
    handout.prefix = QStringLiteral("worker-logs");
}

constexpr auto kSetups = std::to_array<Setup>({
    {"healthy", kWorker, Mend::NotNeeded, nullptr, nullptr},
    {"expired-token", kWorker, Mend::ByOthers, expireToken, nullptr},
    {"wrong-account", kWorker, Mend::BySettings, nullptr, tellOtherAccount},
    {"small-role", kWorker, Mend::ByOthers, shrinkRole, nullptr},
    {"no-plan", kWorker, Mend::ByOthers, takePlan, nullptr},
    {"no-job", kWorker, Mend::ByApi, removeJobs, nullptr},
    {"job-off", kWorker, Mend::ByApi, switchJobOff, nullptr},
    {"auto-disabled", kWorker, Mend::ByApi, disableJob, nullptr},
    {"wrong-destination-keys", kWorker, Mend::ByApi, rollWriter, nullptr},
    {"filter-keeps-nothing", kWorker, Mend::ByApi, filterAll, nullptr},
    {"tiny-sample", kQuietWorker, Mend::ByApi, sampleHardly, nullptr},
    {"flag-off", kWorker, Mend::ByApi, switchWorkerOff, nullptr},
    {kFileOff, kWorker, Mend::ByFile, nullptr, nullptr},
    {"no-traffic", kUncalledWorker, Mend::ByOthers, addUncalled, nullptr},
    {"wrong-prefix", kWorker, Mend::BySettings, nullptr, tellOtherPrefix},
});

constexpr auto kMends = std::to_array<std::string_view>({"none", "api", "settings", "file", "others"});

} // namespace

QString mendName(Mend mend)
{
    return text(kMends[static_cast<std::size_t>(mend)]);
}

std::span<const Setup> setups()
{
    return kSetups;
}

const Setup* setupNamed(QStringView name)
{
    if (name.isEmpty())
        return kSetups.data();
    const auto* found = std::ranges::find_if(kSetups, [name](const Setup& each) { return text(each.name) == name; });
    return found == kSetups.end() ? nullptr : found;
}

Result<SandboxState> makeSetup(const QString& name, std::uint64_t seed, qint64 nowMs)
{
    const Setup* setup = setupNamed(name);
    if (!setup)
        return fail(ErrorCode::BadValue, QStringLiteral("no such set-up of the Sandbox"), name);
    SandboxState state = makeState(seed, nowMs);
    state.setup = name;
    if (setup->breakState)
        setup->breakState(state, text(setup->worker), nowMs);
    return state;
}

Handout handoutOf(const SandboxState& state)
{
    Handout handout {state.account.id, QStringLiteral("workers")};
    const Setup* setup = setupNamed(state.setup);
    if (setup && setup->breakHandout)
        setup->breakHandout(handout);
    return handout;
}

QByteArray wranglerFileOf(const Setup& setup)
{
    const QByteArray flag = setup.name == kFileOff ? "false" : "true";
    return "name = \"" + text(setup.worker).toUtf8()
        + "\"\nmain = \"src/index.ts\"\ncompatibility_date = \"2026-06-01\"\n\n# trace events\nlogpush = " + flag + "\n";
}

} // namespace tracedeck::sandbox
