#pragma once

#include "net/http_transport.h"
#include "sandbox/pipeline.h"

#include <QTemporaryDir>

#include <zlib.h>

#include <array>

namespace tracedeck::test {

inline constexpr qint64 kStart = 1'795'262'400'000; // 2026-11-21T12:00:00Z
inline constexpr char kAccount[] = "0123456789abcdef0123456789abcdef";

/// The bytes of one gzip member, by zlib alone; empty where it is none.
inline QByteArray gunzip(const QByteArray& bytes)
{
    z_stream stream {};
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.constData()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    QByteArray out;
    std::array<char, 65536> chunk {};
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
        return out;
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = chunk.size();
        state = inflate(&stream, Z_NO_FLUSH);
        out.append(chunk.data(), static_cast<qsizetype>(chunk.size() - stream.avail_out));
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? out : QByteArray();
}

struct DrivenClock final : Clock {
    [[nodiscard]] std::int64_t nowMs() const override { return now; }
    std::int64_t now = kStart;
};

struct PlainKeeper final : sandbox::StateKeeper {
    sandbox::SandboxState& state() override { return held; }
    void touch() override { ++touched; }
    sandbox::SandboxState held;
    int touched = 0;
};

/// An account with one bucket, a key for it, the Workers "api" (logged) and "silent" (not), and a pipeline on a clock that is set by hand.
struct PipelineStage {
    PipelineStage()
    {
        auto& state = keeper.held;
        state.account.id = QString::fromLatin1(kAccount);
        state.buckets.resize(1);
        state.buckets[0].name = QStringLiteral("logs");
        state.tokens.resize(1);
        state.tokens[0].id = QStringLiteral("00112233445566778899aabbccddeeff");
        state.tokens[0].value = "token";
        state.tokens[0].owner = sandbox::Token::Owner::Account;
        state.tokens[0].permissions = {sandbox::Permission::R2ItemWrite};
        for (const char* name : {"api", "silent"}) {
            sandbox::Script script;
            script.name = QString::fromLatin1(name);
            script.logpush = script.name == u"api";
            state.scripts.push_back(script);
        }
        options.folder = folder.path();
        options.historyEvents = 0;
        options.eventsPerSecond = 0;
        restart();
    }

    void restart()
    {
        pipeline.reset();
        pipeline = std::make_unique<sandbox::Pipeline>(sandbox::PipelineContext {keeper, clock, faults, options},
                                                       std::make_unique<net::HttpTransport>());
    }

    [[nodiscard]] QString r2() const
    {
        const auto& token = keeper.held.tokens[0];
        return QStringLiteral("r2://logs/w/{DATE}?account-id=%1&access-key-id=%2&secret-access-key=%3")
            .arg(QString::fromLatin1(kAccount), token.id, QString::fromLatin1(sandbox::s3Secret(token)));
    }

    /// A job with all fields null but these.
    qint64 addJob(const QJsonObject& fields = {}, const QString& destination = {})
    {
        sandbox::Job job;
        job.id = keeper.held.nextJobId++;
        job.fields = {{QStringLiteral("dataset"), QStringLiteral("workers_trace_events")},
                      {QStringLiteral("destination_conf"), destination.isEmpty() ? r2() : destination},
                      {QStringLiteral("enabled"), true}};
        for (auto at = fields.begin(); at != fields.end(); ++at)
            job.fields.insert(at.key(), at.value());
        keeper.held.jobs.push_back(job);
        pipeline->jobSaved(job.id);
        return job.id;
    }
    void change(qint64 id, const QString& field, const QJsonValue& value)
    {
        keeper.held.job(id)->fields[field] = value;
        pipeline->jobSaved(id);
    }
    [[nodiscard]] sandbox::Job& job(qint64 id) { return *keeper.held.job(id); }

    [[nodiscard]] events::Event event(const std::string& outcome = "ok", const std::string& script = "api") const
    {
        events::Event record;
        record.timestampMs = clock.now;
        record.outcome = outcome;
        record.scriptName = script;
        record.eventType = "fetch";
        record.eventJson = "{}";
        return record;
    }
    void take(int count, const std::string& outcome = "ok")
    {
        for (int i = 0; i < count; ++i)
            pipeline->take(event(outcome));
    }
    /// Lets time pass, and what is due happen.
    void pass(qint64 seconds)
    {
        clock.now += seconds * 1000;
        pipeline->pulse();
    }

    [[nodiscard]] std::vector<sandbox::StoredObject> objects()
    {
        sandbox::ObjectsQuery query;
        query.bucket = QStringLiteral("logs");
        const auto page = pipeline->listObjects(query);
        return page ? page->objects : std::vector<sandbox::StoredObject> {};
    }
    /// All that was delivered, in the order of names.
    [[nodiscard]] QByteArray delivered()
    {
        QByteArray all;
        for (const auto& object : objects())
            all += gunzip(*pipeline->readObject(QStringLiteral("logs"), QStringLiteral("default"), object.key));
        return all;
    }
    [[nodiscard]] qsizetype lines() { return delivered().count('\n'); }

    QTemporaryDir folder;
    DrivenClock clock;
    PlainKeeper keeper;
    sandbox::Faults faults;
    sandbox::SandboxOptions options;
    std::unique_ptr<sandbox::Pipeline> pipeline;
};

} // namespace tracedeck::test
