#include "sandbox/sandbox.h"

#include "sandbox/api_service.h"
#include "sandbox/setups.h"
#include "sandbox/state_file.h"

#include <QThread>

namespace tracedeck::sandbox {

namespace {

/// All that lives on the Sandbox's thread.
struct Room {
    explicit Room(SandboxOptions given)
        : options(std::move(given))
        , clock(options.clock ? options.clock : std::make_shared<const SystemClock>())
        , faults(options.seed)
    {}

    Result<void> open();
    [[nodiscard]] Result<void> listen();
    [[nodiscard]] SandboxAddress address() const;

    SandboxOptions options;
    std::shared_ptr<const Clock> clock;
    Faults faults;
    std::unique_ptr<StateFile> keeper;
    std::unique_ptr<PipelineHooks> pipeline;
    std::optional<ApiDesk> desk;
    std::optional<ApiService> service;
    std::unique_ptr<LoopbackServer> server;
};

Result<void> Room::open()
{
    if (auto set = faults.set(options.faults); !set)
        return set;
    auto opened = StateFile::open(options.folder, options.seed, clock->nowMs(), options.setup);
    if (!opened)
        return fail(std::move(opened.error()));
    keeper = *std::move(opened);
    pipeline = makePipeline({*keeper, *clock, faults, options});
    desk.emplace(*keeper, *clock, faults, *pipeline);
    service.emplace(*desk);
    if (auto heard = listen(); !heard)
        return heard;
    return pipeline->start();
}

/// On the port that is asked for, or on the last one where that is free.
Result<void> Room::listen()
{
    const LoopbackServer::SlowHandle handle = [this](const WireRequest& request, const LoopbackServer::Reply& reply) {
        service->answer(request, reply);
    };
    auto started = LoopbackServer::start(options.port != 0 ? options.port : keeper->state().apiPort, handle);
    if (!started && options.port == 0)
        started = LoopbackServer::start(0, handle);
    if (!started)
        return fail(std::move(started.error()));
    server = *std::move(started);
    keeper->state().apiPort = server->port();
    keeper->touch();
    return {};
}

SandboxAddress Room::address() const
{
    const SandboxState& state = keeper->state();
    const Token& token = state.tokens.front();
    const Handout handout = handoutOf(state);
    return {QUrl(QStringLiteral("http://127.0.0.1:%1/client/v4").arg(server->port())),
            handout.accountId,
            Secret(token.value),
            pipeline->endpoint(),
            token.id,
            Secret(s3Secret(token)),
            state.buckets.front().name,
            handout.prefix,
            QStringLiteral("auto"),
            pipeline->intakeUrl()};
}

} // namespace

struct Sandbox::Private {
    QThread thread;
    QObject place; ///< lives on the thread; what runs there is called by way of it
    std::unique_ptr<Room> room;

    template<typename Work>
    void onThread(Work work)
    {
        QMetaObject::invokeMethod(&place, std::move(work), Qt::BlockingQueuedConnection);
    }
};

Sandbox::Sandbox(std::unique_ptr<Private> given) : d(std::move(given)) {}

Result<std::unique_ptr<Sandbox>> Sandbox::start(SandboxOptions options)
{
    std::unique_ptr<Sandbox> sandbox(new Sandbox(std::make_unique<Private>()));
    Private& d = *sandbox->d;
    d.thread.setObjectName(QStringLiteral("sandbox"));
    d.place.moveToThread(&d.thread);
    d.thread.start();
    Result<void> opened;
    d.onThread([&] {
        d.room = std::make_unique<Room>(std::move(options));
        opened = d.room->open();
    });
    if (!opened)
        return fail(std::move(opened.error()));
    return sandbox;
}

Sandbox::~Sandbox()
{
    d->onThread([this] { d->room.reset(); });
    d->thread.quit();
    d->thread.wait();
}

SandboxAddress Sandbox::address() const
{
    std::optional<SandboxAddress> address;
    d->onThread([&] { address.emplace(d->room->address()); });
    return *std::move(address);
}

Result<void> Sandbox::setFaults(const QStringList& names)
{
    Result<void> set;
    d->onThread([&] {
        set = d->room->faults.set(names);
        if (set)
            d->room->pipeline->faultsChanged();
    });
    return set;
}

} // namespace tracedeck::sandbox
