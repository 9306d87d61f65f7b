#pragma once

#include "cloudflare/credential.h"
#include "sandbox/api_stage.h"

namespace tracedeck::test {

using namespace Qt::Literals::StringLiterals;

/// The API as the account's own token, without the jobs that the seed brought.
inline void clearJobs(ApiStage& api)
{
    api.become(api.token(u"tracedeck"_s));
    for (const auto& job : api.get(u"A/logpush/jobs"_s).list())
        (void)ApiStage::got(api.send("DELETE", u"A/logpush/jobs/%1"_s.arg(job.toObject()[u"id"].toInteger())));
}

/// A job into R2, as it is created.
inline QJsonObject r2Job(const ApiStage& api, const QString& name, const QString& secret)
{
    return {{u"name"_s, name},
            {u"dataset"_s, u"workers_trace_events"_s},
            {u"enabled"_s, true},
            {u"destination_conf"_s,
             QString(u"r2://tracedeck-logs/"_s + name + u"/{DATE}?account-id="_s + api.keeper.all.account.id + u"&access-key-id="_s
                     + QString(32, u'b') + u"&secret-access-key="_s + secret)}};
}

inline QUrl baseUrlOf(const ApiStage& api)
{
    return QUrl(u"http://127.0.0.1:%1/client/v4"_s.arg(api.server->port()));
}

/// Whoever the stage asks as, by token.
inline cloudflare::Credential credentialOf(const ApiStage& api)
{
    const QByteArray bearer = api.headers.front().second;
    return {cloudflare::Credential::Kind::ApiToken, {}, std::make_shared<const Secret>(QByteArrayView(bearer).sliced(7))};
}

} // namespace tracedeck::test
