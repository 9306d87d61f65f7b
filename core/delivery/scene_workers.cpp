#include "delivery/scene.h"

namespace tracedeck::delivery {

namespace {

using enum Trade;
using enum Bundle;

// name, trade, weight, failures, wall, cpu, bundle, noun, entrypoint, host, tags
constexpr auto kWorkers = std::to_array<WorkerSpec>({
    {"edge-router", Edge, 30000, 900, 12, 1, Single, "Route", "", "shop.example.com", "team:edge,tier:1"},
    {"checkout-api", Shop, 16000, 2200, 48, 5, SourceMapped, "Cart", "", "shop.example.com", "team:checkout,tier:1"},
    {"image-resizer", Image, 11000, 4200, 118, 22, Hashed, "Image", "", "img.example.com", "team:media"},
    {"search-suggest", Search, 8000, 900, 7, 2, Hashed, "Suggestion", "", "search.example.com", "team:search"},
    {"webhook-relay", Relay, 3000, 6200, 61, 3, Chunks, "Delivery", "", "hooks.example.com", "team:platform"},
    {"session-store", Store, 3000, 3900, 4, 1, Chunks, "Session", "SessionStore", "session.internal", "team:platform,tier:1"},
    {"auth-gate", Gate, 2600, 3200, 9, 2, Hashed, "Token", "AuthGate", "login.example.com", "team:identity"},
    {"catalog-pages", Pages, 2400, 3800, 35, 8, Chunks, "Product", "", "shop.example.com", "team:storefront"},
    {"price-feed", Worklist, 1500, 7200, 88, 6, Single, "Price", "", "", "team:pricing"},
    {"order-events", Worklist, 1500, 8200, 74, 5, SourceMapped, "Order", "", "", "team:checkout"},
    {"stock-sync", Worklist, 900, 9600, 140, 9, Hashed, "Stock", "", "", "team:warehouse"},
    {"mail-intake", Mail, 500, 9200, 210, 7, Single, "Mail", "", "", "team:support"},
    {"support-inbox", Mail, 350, 7600, 180, 6, Hashed, "Ticket", "", "", "team:support"},
    {"nightly-reports", Clock, 300, 12500, 2400, 180, Single, "Report", "", "", "team:data"},
    {"cache-warmer", Clock, 450, 5600, 900, 40, Hashed, "Warmup", "", "", "team:edge"},
    {"currency-rates", Clock, 350, 6800, 320, 4, Single, "Rate", "", "", "team:pricing"},
    {"sitemap-builder", Clock, 250, 8800, 1700, 120, Chunks, "Sitemap", "", "", "team:storefront"},
    {"live-chat", Chat, 1900, 6400, 3, 1, SourceMapped, "Chat", "ChatRoom", "chat.example.com", "team:support"},
    {"auction-room", Chat, 1300, 7400, 4, 1, Chunks, "Bid", "AuctionRoom", "live.example.com", "team:auctions"},
    {"presence", Chat, 1000, 5200, 2, 1, Hashed, "Presence", "PresenceHub", "live.example.com", "team:platform"},
    {"rate-limiter", Store, 1700, 4200, 2, 1, Single, "Limit", "RateLimiter", "limits.internal", "team:edge,tier:1"},
    {"cart-locks", Store, 900, 6800, 5, 1, SourceMapped, "Lock", "CartLock", "locks.internal", "team:checkout"},
    {"feature-flags", Store, 800, 3600, 3, 1, Chunks, "Flag", "FlagStore", "flags.internal", "team:platform"},
    {"trace-collector", Observer, 1100, 6600, 6, 1, Single, "Trace", "", "", "team:platform"},
    {"error-notifier", Observer, 500, 9000, 40, 2, Hashed, "Alert", "", "", "team:platform"},
    {"oauth-bridge", Gate, 800, 7800, 95, 4, SourceMapped, "Grant", "", "login.example.com", "team:identity"},
    {"api-keys", Gate, 600, 4600, 8, 1, Chunks, "ApiKey", "KeyService", "keys.example.com", "team:identity"},
    {"blog-pages", Pages, 900, 4400, 29, 6, Hashed, "Article", "", "blog.example.com", "team:content"},
    {"help-center", Pages, 700, 5200, 33, 7, Chunks, "Topic", "", "help.example.com", "team:support"},
    {"store-locator", Search, 600, 6200, 14, 3, Single, "Location", "", "stores.example.com", "team:storefront"},
    {"recommendations", Search, 900, 8000, 68, 14, SourceMapped, "Recommendation", "", "reco.example.com", "team:data"},
    {"avatar-service", Image, 600, 7200, 84, 15, Single, "Avatar", "", "img.example.com", "team:media"},
    {"invoice-pdf", Image, 300, 11000, 640, 95, Chunks, "Invoice", "", "docs.example.com", "team:billing"},
    {"payments-webhook", Relay, 500, 9400, 130, 4, SourceMapped, "Payment", "", "hooks.example.com", "team:billing,pci"},
    {"partner-export", Relay, 300, 12000, 410, 18, Hashed, "Export", "", "partners.example.com", "team:data"},
    {"gift-cards", Shop, 400, 8400, 52, 4, Hashed, "GiftCard", "", "shop.example.com", "team:checkout"},
    {"returns-api", Shop, 350, 9000, 66, 5, Chunks, "Return", "", "shop.example.com", "team:checkout"},
    {"tenant-aurora", Tenant, 700, 8200, 30, 4, Single, "Page", "", "aurora.shops.example.net", "customer,plan:pro"},
    {"tenant-borealis", Tenant, 500, 9800, 36, 5, Hashed, "Page", "", "borealis.shops.example.net", "customer,plan:free"},
    {"tenant-cygnus", Tenant, 350, 13000, 44, 6, Single, "Page", "", "cygnus.shops.example.net", "customer,plan:free"},
});

using enum Trigger;
constexpr auto kFetchOnly = std::to_array<TriggerShare>({{Fetch, 1000}});
constexpr auto kShop = std::to_array<TriggerShare>({{Fetch, 960}, {Queue, 40}});
constexpr auto kRelay = std::to_array<TriggerShare>({{Fetch, 800}, {Queue, 200}});
constexpr auto kStore = std::to_array<TriggerShare>({{Rpc, 780}, {Alarm, 140}, {Fetch, 80}});
constexpr auto kChat = std::to_array<TriggerShare>({{WebSocket, 760}, {Fetch, 160}, {Alarm, 80}});
constexpr auto kClock = std::to_array<TriggerShare>({{Scheduled, 920}, {Fetch, 80}});
constexpr auto kMail = std::to_array<TriggerShare>({{Email, 900}, {Queue, 100}});
constexpr auto kWorklist = std::to_array<TriggerShare>({{Queue, 950}, {Scheduled, 50}});
constexpr auto kObserver = std::to_array<TriggerShare>({{Tail, 1000}});
constexpr auto kGate = std::to_array<TriggerShare>({{Fetch, 650}, {Rpc, 350}});
constexpr auto kPages = std::to_array<TriggerShare>({{Fetch, 970}, {Scheduled, 30}});

constexpr std::array<std::span<const TriggerShare>, kTrades> kTriggers {
    kFetchOnly, kShop, kFetchOnly, kFetchOnly, kRelay, kStore, kChat, kClock, kMail, kWorklist, kObserver, kGate, kPages, kFetchOnly};

} // namespace

std::span<const WorkerSpec> workers()
{
    return kWorkers;
}

std::span<const TriggerShare> triggersOf(Trade trade)
{
    return kTriggers[static_cast<std::size_t>(trade)];
}

} // namespace tracedeck::delivery
