#include "workers/flag_request.h"

#include "base/visible_text.h"
#include "cloudflare/api_client.h"

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

FlagRequest flagRequestOf(const WorkerId& worker, const QString& accountId, bool logpush)
{
    using cloudflare::pathOf;
    FlagRequest request {u"PATCH"_s, {}, logpush ? uR"({"logpush":true})"_s : uR"({"logpush":false})"_s, false};
    request.makesVersion = !worker.dispatchNamespace.isEmpty();
    request.path = request.makesVersion ? pathOf({u"accounts"_s, accountId, u"workers"_s, u"dispatch"_s, u"namespaces"_s,
                                                  worker.dispatchNamespace, u"scripts"_s, worker.name, u"settings"_s})
                                        : pathOf({u"accounts"_s, accountId, u"workers"_s, u"scripts"_s, worker.name, u"script-settings"_s});
    return request;
}

QString lineOf(const FlagRequest& request)
{
    const QString below = request.path.section(u'/', 3); // "scripts/NAME/script-settings": whose account it is, the window says
    return visibleText(QString(u"%1 …/%2 "_s.arg(request.verb, below) + request.body));
}

QString asCurl(const FlagRequest& request, const QString& baseUrl)
{
    const QString head = u"curl --request %1 %2 \\\n  --header \"Authorization: Bearer $CLOUDFLARE_API_TOKEN\" \\\n"_s.arg(
        request.verb, quoted(baseUrl + u'/' + request.path));
    if (request.makesVersion)
        return head + u"  --form %1\n"_s.arg(quoted(u"settings="_s + request.body + u";type=application/json"_s));
    return head + u"  --header 'Content-Type: application/json' \\\n  --data %1\n"_s.arg(quoted(request.body));
}

} // namespace tracedeck::ui
