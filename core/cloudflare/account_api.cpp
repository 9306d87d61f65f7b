#include "cloudflare/account_api.h"

#include "cloudflare/json_read.h"

namespace tracedeck::cloudflare {

namespace {

Role readRole(const QJsonObject& object)
{
    return {textAt(object, u"id"), textAt(object, u"name"), textAt(object, u"description"),
            readPermissions(object.value(u"permissions").toObject())};
}

Member readMember(const QJsonObject& object)
{
    const QJsonObject user = object.value(u"user").toObject();
    const QString email = textAt(object, u"email");
    return {textAt(object, u"id"),
            email.isEmpty() ? textAt(user, u"email") : email,
            textAt(user, u"first_name"),
            textAt(user, u"last_name"),
            textAt(object, u"status"),
            readEach(object.value(u"roles"), readRole),
            readEach(object.value(u"policies"), readPolicy)};
}

Subscription readSubscription(const QJsonObject& object)
{
    const QJsonObject plan = object.value(u"rate_plan").toObject();
    Subscription read;
    read.id = textAt(object, u"id");
    read.state = textAt(object, u"state");
    read.planId = textAt(plan, u"id");
    read.planName = textAt(plan, u"public_name");
    read.planScope = textAt(plan, u"scope");
    read.price = object.value(u"price").toDouble();
    read.currency = textAt(object, u"currency");
    read.frequency = textAt(object, u"frequency");
    read.fromMs = timeAt(object, u"current_period_start");
    read.toMs = timeAt(object, u"current_period_end");
    return read;
}

std::vector<Member> readMembers(const QJsonValue& result)
{
    return readEach(result, readMember);
}

std::vector<Role> readRoles(const QJsonValue& result)
{
    return readEach(result, readRole);
}

std::vector<Subscription> readSubscriptions(const QJsonValue& result)
{
    return readEach(result, readSubscription);
}

ApiRequest getOf(const QString& accountId, const QString& what)
{
    return {.path = pathOf({QStringLiteral("accounts"), accountId, what})};
}

} // namespace

Endpoint<std::vector<Member>> members(const QString& accountId)
{
    return {getOf(accountId, QStringLiteral("members")), Shape::Pages, readMembers};
}

Endpoint<std::vector<Role>> roles(const QString& accountId)
{
    return {getOf(accountId, QStringLiteral("roles")), Shape::Pages, readRoles};
}

Endpoint<std::vector<Subscription>> subscriptions(const QString& accountId)
{
    return {getOf(accountId, QStringLiteral("subscriptions")), Shape::List, readSubscriptions};
}

} // namespace tracedeck::cloudflare
