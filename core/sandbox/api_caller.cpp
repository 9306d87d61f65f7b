#include "sandbox/api_call.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr char kBearer[] = "Bearer ";

/// Compares all of it wherever the difference is.
bool isSame(const QByteArray& a, const QByteArray& b)
{
    if (a.size() != b.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned>(static_cast<unsigned char>(b[i]));
    return difference == 0;
}

bool isVerify(const QByteArray& path)
{
    return path.endsWith("/tokens/verify");
}

Result<Caller> byToken(const WireRequest& request, const ApiDesk& desk, bool isExpiredByFault)
{
    const QByteArray value = request.header("Authorization").sliced(qsizetype {sizeof kBearer} - 1).trimmed();
    SandboxState& state = desk.state();
    const auto token = std::ranges::find_if(state.tokens, [&value](const Token& each) { return isSame(each.value, value); });
    if (token == state.tokens.end())
        return isVerify(request.path()) ? refuse(401, 1000, QStringLiteral("Invalid API Token"))
                                        : refuse(401, 10000, QStringLiteral("Authentication error"));
    // Only the token's own check tells of what is not usable.
    if ((isExpiredByFault || !isUsable(*token, desk.nowMs())) && !isVerify(request.path()))
        return refuse(401, 10000, QStringLiteral("Authentication error"));
    const auto member = std::ranges::find(state.members, token->userId, &Member::userId);
    return Caller {member == state.members.end() ? nullptr : &*member, &*token, permissionsOf(state, *token)};
}

Result<Caller> byKey(const WireRequest& request, const ApiDesk& desk)
{
    const QString email = QString::fromUtf8(request.header("X-Auth-Email"));
    const QByteArray key = request.header("X-Auth-Key");
    SandboxState& state = desk.state();
    const auto member = std::ranges::find_if(state.members, [&](const Member& each) {
        return each.email.compare(email, Qt::CaseInsensitive) == 0 && isSame(each.globalKey, key);
    });
    if (member == state.members.end())
        return refuse(401, 9106, QStringLiteral("Authentication failed"));
    return Caller {&*member, nullptr, permissionsOf(*member)};
}

} // namespace

Result<Caller> callerOf(const WireRequest& request, const ApiDesk& desk, bool everyTokenIsExpired)
{
    const bool hasToken = request.header("Authorization").startsWith(kBearer);
    const bool hasKey = !request.header("X-Auth-Email").isEmpty() || !request.header("X-Auth-Key").isEmpty();
    if (hasToken == hasKey) // neither, or both: it is not to be guessed which is meant
        return refuse(400, 9106, QStringLiteral("Authentication failed"));
    return hasToken ? byToken(request, desk, everyTokenIsExpired) : byKey(request, desk);
}

} // namespace tracedeck::sandbox
