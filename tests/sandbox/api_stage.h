#pragma once

#include "sandbox/api_service.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

namespace tracedeck::test {

struct StandingClock final : Clock {
    [[nodiscard]] std::int64_t nowMs() const override { return now; }
    std::int64_t now = 1'795'000'000'000;
};

struct StateInMemory final : sandbox::StateKeeper {
    [[nodiscard]] sandbox::SandboxState& state() override { return all; }
    void touch() override { ++touched; }
    sandbox::SandboxState all;
    int touched = 0;
};

/// A pipeline that notes what it is asked.
struct NotedPipeline final : sandbox::PipelineHooks {
    [[nodiscard]] Result<void> start() override { return {}; }
    [[nodiscard]] QUrl endpoint() const override { return {}; }
    [[nodiscard]] QUrl intakeUrl() const override { return {}; }
    [[nodiscard]] QFuture<Result<void>> write(sandbox::ProbeWrite probe, std::stop_token) override
    {
        probes.push_back(std::move(probe));
        if (!isHeld)
            return QtFuture::makeReadyFuture(failure ? Result<void>(fail(*failure)) : Result<void> {});
        held.start();
        return held.future();
    }
    void jobSaved(qint64 id) override { told << QStringLiteral("job %1").arg(id); }
    void jobRemoved(qint64 id) override { told << QStringLiteral("no job %1").arg(id); }
    void scriptSaved(const QString& name) override { told << QString(u"script " + name); }
    void scriptRemoved(const QString& name) override { told << QString(u"no script " + name); }
    void faultsChanged() override {}
    [[nodiscard]] Result<sandbox::ObjectsPage> listObjects(const sandbox::ObjectsQuery& query) override
    {
        asked = query;
        return page;
    }
    [[nodiscard]] Result<sandbox::StoredObject> headObject(const QString&, const QString&, const QString& key) override
    {
        for (const auto& object : page.objects) {
            if (object.key == key)
                return object;
        }
        return fail(ErrorCode::NotFound);
    }
    [[nodiscard]] Result<QByteArray> readObject(const QString&, const QString&, const QString&) override { return QByteArray("bytes"); }
    [[nodiscard]] std::vector<sandbox::InvocationCount> invocations(qint64, qint64) const override { return counts; }

    std::vector<sandbox::ProbeWrite> probes;
    std::optional<Error> failure;
    bool isHeld = false;
    QPromise<Result<void>> held;
    QStringList told;
    sandbox::ObjectsQuery asked;
    sandbox::ObjectsPage page;
    std::vector<sandbox::InvocationCount> counts;
};

struct ApiGot {
    int status = 0;
    QJsonObject body;
    QByteArray bytes;
    QMap<QByteArray, QByteArray> headers; ///< names in small letters
    bool isCut = false;

    [[nodiscard]] bool isGood() const { return status == 200 && body[QStringLiteral("success")].toBool(); }
    [[nodiscard]] QJsonValue result() const { return body[QStringLiteral("result")]; }
    [[nodiscard]] QJsonObject object() const { return result().toObject(); }
    [[nodiscard]] QJsonArray list() const { return result().toArray(); }
    [[nodiscard]] QJsonObject error() const { return body[QStringLiteral("errors")].toArray().first().toObject(); }
    [[nodiscard]] int code() const { return error()[QStringLiteral("code")].toInt(); }
    [[nodiscard]] QString message() const { return error()[QStringLiteral("message")].toString(); }
};

/// The API on the thread of the test, asked over the wire.
struct ApiStage {
    ApiStage()
    {
        keeper.all = sandbox::makeState(7, clock.now);
        auto started =
            sandbox::LoopbackServer::start(0, [this](const sandbox::WireRequest& request, const sandbox::LoopbackServer::Reply& reply) {
                service.answer(request, reply);
            });
        server = std::move(*started);
    }

    [[nodiscard]] const sandbox::Token& token(const QString& name) const
    {
        return *std::ranges::find(keeper.all.tokens, name, &sandbox::Token::name);
    }
    [[nodiscard]] const sandbox::Member& memberWith(std::string_view role) const
    {
        const auto found = std::ranges::find(sandbox::roles(), role, &sandbox::Role::name);
        return *std::ranges::find_if(keeper.all.members,
                                     [&](const auto& member) { return member.roles.contains(sandbox::textOf(found->id)); });
    }
    /// From now on requests are this token's, or this member's with their global key.
    void become(const sandbox::Token& token) { headers = {{"Authorization", "Bearer " + token.value}}; }
    void become(const sandbox::Member& member) { headers = {{"X-Auth-Email", member.email.toUtf8()}, {"X-Auth-Key", member.globalKey}}; }

    /// `path` below /client/v4; "A/" in front is the account's.
    [[nodiscard]] QNetworkReply* send(const char* method, QString path, const QByteArray& body = {},
                                      const QByteArray& type = "application/json")
    {
        if (path.startsWith(u"A/"))
            path = u"accounts/" + keeper.all.account.id + path.sliced(1);
        QNetworkRequest request(QUrl(QString(QStringLiteral("http://127.0.0.1:%1/client/v4/").arg(server->port()) + path)));
        for (const auto& [name, value] : headers)
            request.setRawHeader(name, value);
        if (!body.isEmpty())
            request.setHeader(QNetworkRequest::ContentTypeHeader, type);
        return network.sendCustomRequest(request, method, body);
    }
    [[nodiscard]] static ApiGot got(QNetworkReply* reply)
    {
        if (!reply->isFinished())
            QSignalSpy(reply, &QNetworkReply::finished).wait(10'000);
        ApiGot got;
        got.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        got.isCut = reply->error() == QNetworkReply::RemoteHostClosedError;
        got.bytes = reply->readAll();
        got.body = QJsonDocument::fromJson(got.bytes).object();
        for (const auto& [name, value] : reply->rawHeaderPairs())
            got.headers.insert(name.toLower(), value);
        reply->deleteLater();
        return got;
    }
    [[nodiscard]] ApiGot get(const QString& path) { return got(send("GET", path)); }
    [[nodiscard]] ApiGot ask(const char* method, const QString& path, const QJsonObject& body)
    {
        return got(send(method, path, QJsonDocument(body).toJson()));
    }

    StandingClock clock;
    StateInMemory keeper;
    sandbox::Faults faults;
    NotedPipeline pipeline;
    sandbox::ApiDesk desk {keeper, clock, faults, pipeline};
    sandbox::ApiService service {desk};
    std::unique_ptr<sandbox::LoopbackServer> server;
    QNetworkAccessManager network;
    QList<std::pair<QByteArray, QByteArray>> headers;
};

} // namespace tracedeck::test
