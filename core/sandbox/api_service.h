#pragma once

#include "sandbox/api_call.h"

#include <map>

namespace tracedeck::sandbox {

/// 1,200 requests in five minutes for each owner of credentials; who exceeds that is blocked for the next five.
class ApiBudget {
public:
    struct Left {
        int requests = 0;
        qint64 seconds = 0; ///< until there are all again
        bool isBlocked = false;
    };
    /// Takes one.
    Left take(const QString& owner, qint64 nowMs);

private:
    struct Window {
        qint64 fromMs = 0, blockedUntilMs = 0;
        int used = 0;
    };
    std::map<QString, Window> m_windows;
};

/// Cloudflare's API v4 for the one account: who asks, whether they may, and which endpoint answers. The Sandbox's thread only.
class ApiService {
public:
    explicit ApiService(ApiDesk& desk) : m_desk(desk) {}

    void answer(const WireRequest& request, const LoopbackServer::Reply& reply);

private:
    /// Sets `route` where it lets the request in, and `left` where it knows whose it is.
    [[nodiscard]] Result<ApiCall> admit(const WireRequest& request, const ApiRoute*& route, std::optional<ApiBudget::Left>& left);
    void decorate(WireAnswer& answer, const std::optional<ApiBudget::Left>& left) const;

    ApiDesk& m_desk;
    ApiBudget m_budget;
};

} // namespace tracedeck::sandbox
