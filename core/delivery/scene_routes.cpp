#include "delivery/scene.h"

namespace tracedeck::delivery {

namespace {

constexpr auto kEdge = std::to_array<Route>({
    {"GET", "/", 300, 200},
    {"GET", "/p/%w-%n", 260, 200},
    {"GET", "/c/%w?page=%d&sort=price", 160, 200},
    {"POST", "/v2/checkout/confirm", 60, 200},
    {"POST", "/v2/cart/items", 90, 201},
    {"GET", "/v2/cart/totals?cart=cart_%h", 50, 200},
    {"GET", "/assets/app-%h.js", 90, 304},
    {"GET", "/old/%n.html", 20, 301},
    {"GET", "/wp-login.php", 12, 404},
    {"GET", "/search?q=%W", 40, 200},
    {"HEAD", "/", 18, 200},
});
constexpr auto kShop = std::to_array<Route>({
    {"POST", "/v2/checkout/confirm", 300, 200},
    {"POST", "/v2/checkout/session", 140, 201},
    {"GET", "/v2/cart/totals?cart=cart_%h", 220, 200},
    {"POST", "/v2/cart/items", 160, 201},
    {"PUT", "/v2/cart/coupon", 60, 200},
    {"GET", "/v2/checkout/quote?region=%r", 90, 200},
    {"DELETE", "/v2/cart/items/%n", 30, 204},
});
constexpr auto kImage = std::to_array<Route>({
    {"GET", "/resize/%nx%n/%w-%n.avif", 400, 200},
    {"GET", "/resize/400x400/%H.webp", 300, 200},
    {"GET", "/original/%H.jpg", 80, 206},
    {"GET", "/resize/0x0/%w.png", 8, 400},
});
constexpr auto kSearch = std::to_array<Route>({
    {"GET", "/suggest?q=%W", 600, 200},
    {"GET", "/suggest?q=%w&limit=%d", 200, 200},
    {"GET", "/near?lat=52.%n&lon=13.%n", 120, 200},
    {"GET", "/suggest?q=", 14, 400},
});
constexpr auto kRelay = std::to_array<Route>({
    {"POST", "/in/%s/%u", 500, 202},
    {"POST", "/stripe/events", 160, 200},
    {"GET", "/health", 60, 200},
    {"POST", "/in/%s/replay", 12, 429},
});
constexpr auto kStore = std::to_array<Route>({{"GET", "/%w/%u", 100, 200}, {"PUT", "/%w/%u", 60, 204}});
constexpr auto kChat = std::to_array<Route>({{"GET", "/rooms/%s/socket", 300, 101}, {"GET", "/rooms/%s/history?before=%T", 80, 200}});
constexpr auto kClock = std::to_array<Route>({{"POST", "/__run?job=%w", 20, 200}, {"GET", "/status", 60, 200}});
constexpr auto kGate = std::to_array<Route>({
    {"POST", "/oauth/token", 300, 200},
    {"GET", "/authorize?client_id=%h&state=%H", 200, 302},
    {"GET", "/userinfo", 180, 200},
    {"POST", "/login", 90, 401},
    {"GET", "/.well-known/jwks.json", 50, 200},
});
constexpr auto kPages = std::to_array<Route>({
    {"GET", "/%w/%w-%n", 400, 200},
    {"GET", "/feed.xml", 40, 200},
    {"GET", "/de/%w", 60, 200},
    {"GET", "/ja/%w", 30, 200},
    {"GET", "/%w/missing-%n", 12, 404},
});
constexpr auto kTenant = std::to_array<Route>({{"GET", "/", 200, 200}, {"GET", "/shop/%w", 140, 200}, {"POST", "/contact", 12, 303}});

constexpr std::array<std::span<const Route>, kTrades> kRoutes {kEdge,  kShop,  kImage, kSearch, kRelay, kStore, kChat,
                                                               kClock, kRelay, kRelay, kClock,  kGate,  kPages, kTenant};

} // namespace

std::span<const Route> routesOf(Trade trade)
{
    return kRoutes[static_cast<std::size_t>(trade)];
}

} // namespace tracedeck::delivery
