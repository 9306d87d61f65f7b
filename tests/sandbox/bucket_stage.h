#pragma once

#include "base/clock.h"
#include "sandbox/bucket_service.h"

#include <QTemporaryDir>
#include <QUrl>

namespace tracedeck::test {

inline constexpr char kReader[] = "reader-key", kWriter[] = "writer-key", kStranger[] = "stranger-key";
inline constexpr char kReaderSecret[] = "a-reader's-secret", kWriterSecret[] = "a-writer's-secret";

struct MovableClock final : Clock {
    [[nodiscard]] std::int64_t nowMs() const override { return SystemClock().nowMs() + ahead; }
    std::int64_t ahead = 0;
};

/// An account with three buckets and two tokens: one may write in "logs", the other read there; neither may enter "private-things".
struct StagedDoor final : sandbox::BucketDoor {
    StagedDoor()
    {
        all.resize(3);
        all[0].name = QStringLiteral("logs");
        all[0].location = QStringLiteral("weur");
        all[1].name = QStringLiteral("private-things");
        all[2].name = QStringLiteral("eu-logs");
        all[2].jurisdiction = QStringLiteral("eu");
    }
    [[nodiscard]] QByteArray accountId() const override { return "0123456789abcdef0123456789abcdef"; }
    [[nodiscard]] bool hasR2() const override { return entitled; }
    [[nodiscard]] std::optional<sandbox::BucketGuest> guest(const QByteArray& id) const override
    {
        using sandbox::BucketRight;
        if (id != kReader && id != kWriter)
            return std::nullopt;
        const auto right = id == kReader ? BucketRight::Read : BucketRight::ReadWrite;
        return sandbox::BucketGuest {
            Secret(QByteArrayView(id == kReader ? kReaderSecret : kWriterSecret)),
            [right](const sandbox::BucketInfo& bucket) { return bucket.name == u"private-things" ? BucketRight::None : right; }};
    }
    [[nodiscard]] const std::vector<sandbox::BucketInfo>& buckets() const override { return all; }
    [[nodiscard]] std::optional<sandbox::Fault> fault() override
    {
        ++asked;
        return asked <= faults ? std::optional(kind) : std::nullopt;
    }
    void breakNext(sandbox::Fault fault, int times)
    {
        kind = fault;
        faults = asked + times;
    }

    std::vector<sandbox::BucketInfo> all;
    bool entitled = true;
    sandbox::Fault kind {};
    int asked = 0, faults = 0;
};

/// R2 on the thread of the test, whose event loop must run.
struct BucketStage {
    BucketStage()
    {
        auto started = sandbox::LoopbackServer::start(0, [this](const auto& request) { return service.answer(request); });
        server = std::move(*started);
    }
    [[nodiscard]] QString endpoint() const { return QStringLiteral("http://127.0.0.1:%1").arg(server->port()); }
    /// What lies in "logs".
    [[nodiscard]] sandbox::BucketStore& logs() { return **shelf.store(door.all[0]); }

    QTemporaryDir folder;
    MovableClock clock;
    StagedDoor door;
    sandbox::BucketShelf shelf {folder.path(), clock};
    sandbox::BucketService service {door, shelf, clock};
    std::unique_ptr<sandbox::LoopbackServer> server;
};

} // namespace tracedeck::test
