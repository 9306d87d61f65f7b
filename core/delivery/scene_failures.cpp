#include "delivery/scene.h"

namespace tracedeck::delivery {

namespace {

using enum Ending;

constexpr auto kEdge = std::to_array<FailureSpec>({
    {"URIError", "URI malformed", "decodeURIComponent@<anonymous>;match%K@router:140:18;~Object.fetch@main:31:20", 20, Thrown},
    {"TypeError", "Invalid URL: //%w-%n", "new URL@node-internal:internal_url:28:11;origin%K@origin:66:14;~Object.fetch@main:33:9", 12,
     Thrown},
    {"Error", "Network connection lost.", "~fetchOrigin@origin:91:22;~Object.fetch@main:38:16", 30, Answered},
    {"AbortError", "The operation was aborted", "~purge@cache:58:7", 14, Behind},
});
constexpr auto kShop = std::to_array<FailureSpec>({
    {"PaymentGatewayError", "upstream 503 after %m ms",
     "~charge@pay/gateway:91:13;~confirm%K@routes/checkout:214:24;dispatch@node_modules/router/core.js:77:5", 60, Answered},
    {"KVNamespaceError", "get \"cart:%s\" timed out after %m ms",
     "~load%K@cart/store:37:19;~totals@routes/cart:64:18;dispatch@node_modules/router/core.js:77:5", 30, Answered},
    {"SyntaxError", "Unexpected token '<', \"<html><h\"... is not valid JSON",
     "JSON.parse@<anonymous>;parseQuote@cart/quote:52:21;~quote@routes/checkout:118:19", 14, Thrown},
    {"Error", "ledger write failed for ord_%h: %u", "~append@ledger:44:11;~confirmLater@routes/checkout:260:5", 16, Behind},
    {"RangeError", "Maximum call stack size exceeded",
     "walk%K@cart/tree:19:10;walk%K@cart/tree:22:14;walk%K@cart/tree:22:14;walk%K@cart/tree:22:14", 3, Thrown},
});
constexpr auto kImage = std::to_array<FailureSpec>({
    {"RangeError", "Invalid typed array length: %N",
     "new Uint8Array@<anonymous>;decodeAvif@codec/avif:203:17;~resize%K@resize:71:20;~Object.fetch@main:18:16", 30, Thrown},
    {"RuntimeError", "unreachable",
     "image_codec.encode@wasm://wasm/0008a2e6:wasm-function[%n]:0x%s;encode%K@codec/encode:88:9;~Object.fetch@main:20:12", 14, Thrown},
    {"Error", "R2 get failed: We encountered an internal error. Please try again. (10001)",
     "~fetch%K@originals:33:15;~Object.fetch@main:16:19", 26, Answered},
    {"TypeError", "Cannot read properties of null (reading 'width')", "fit@geometry:41:27;~resize%K@resize:80:14;~Object.fetch@main:18:16",
     16, Thrown},
});
constexpr auto kSearch = std::to_array<FailureSpec>({
    {"TypeError", "Cannot read properties of undefined (reading '%n')",
     "score%K@rank:88:31;Array.map@<anonymous>;rank%K@rank:61:18;~Object.fetch@main:22:13", 18, Thrown},
    {"Error", "index shard %d is not loaded (epoch %n)", "shardFor@shards:27:11;~query%K@query:49:17;~Object.fetch@main:20:20", 24,
     Answered},
    {"TimeoutError", "The operation was aborted due to timeout", "~embed@vectors:73:9;~query%K@query:52:13", 10, Thrown},
});
constexpr auto kRelay = std::to_array<FailureSpec>({
    {"AbortError", "The operation was aborted", "~deliver@deliver:54:18;~retry%K@retry:29:7", 30, Behind},
    {"Error", "https://partner-%d.example/hooks/%u answered 502", "~deliver@deliver:61:13;~Object.queue@main:40:9", 36, Thrown},
    {"SignatureError", "timestamp outside the tolerance zone: %T", "verify%K@signature:38:11;~Object.fetch@main:15:14", 16, Answered},
    {"SyntaxError", "Unexpected end of JSON input", "JSON.parse@<anonymous>;read%K@body:17:20;~Object.fetch@main:19:18", 12, Thrown},
});
constexpr auto kStore = std::to_array<FailureSpec>({
    {"Error", "Durable Object storage operation exceeded timeout which caused object to be reset.", "~read%K@store:47:22", 30, Thrown},
    {"Error", "%K %u is locked by %h", "~acquire%K@lock:31:13;~with%K@lock:55:18", 20, Thrown},
    {"TypeError", "Cannot perform I/O on behalf of a different request.", "~flush%K@batch:66:15", 8, Thrown},
    {"Error", "Network connection lost.", "~%K.alarm@alarm:20:12", 10, Thrown},
});
constexpr auto kChat = std::to_array<FailureSpec>({
    {"Error", "ws handler failed for room %s", "~%KRoom.webSocketMessage@room:83:17", 26, Thrown},
    {"TypeError", "Can't call WebSocket send() after close().",
     "broadcast@room:120:16;Map.forEach@<anonymous>;%KRoom.webSocketMessage@room:90:20", 22, Thrown},
    {"SyntaxError", "Unexpected token 'u', \"u_%n joined\" is not valid JSON", "JSON.parse@<anonymous>;decode%K@wire:14:21", 12, Thrown},
});
constexpr auto kClock = std::to_array<FailureSpec>({
    {"Error", "nightly job failed: partition %d of %d has %n rows, expected %n",
     "check%K@job:92:13;~run%K@job:40:9;~Object.scheduled@main:9:5", 26, Thrown},
    {"Error", "connect ECONNREFUSED %i:5432",
     "~Client.connect@node_modules/pg/lib/client.js:132:17;~load%K@source:25:14;~Object.scheduled@main:9:5", 22, Thrown},
    {"TypeError", "rows is not iterable", "sum%K@totals:33:24;~run%K@job:44:18;~Object.scheduled@main:9:5", 12, Thrown},
});
constexpr auto kMail = std::to_array<FailureSpec>({
    {"Error", "no mailbox for %e", "route%K@inbox:58:11;~Object.email@main:14:9", 24, Thrown},
    {"Error", "message is larger than 25 MiB: %N bytes", "guard%K@inbox:31:11;~Object.email@main:12:5", 10, Thrown},
    {"TypeError", "Cannot read properties of undefined (reading 'split')",
     "parseHeader@node_modules/postal-mime/src/postal-mime.js:214:31;~read%K@inbox:40:18", 16, Thrown},
});
constexpr auto kWorklist = std::to_array<FailureSpec>({
    {"Error", "poison message %u", "handle%K@consumer:70:13;~Object.queue@main:22:7", 30, Thrown},
    {"ZodError", "Invalid input: expected number, received null at items[%d].qty",
     "parse@node_modules/zod/lib/types.js:43:21;validate%K@schema:19:10;~Object.queue@main:18:12", 24, Thrown},
    {"Error", "D1_ERROR: UNIQUE constraint failed: orders.id: SQLITE_CONSTRAINT",
     "D1Database._sendOrThrow@cloudflare-internal:d1-api:66:19;~save%K@db:51:5;~Object.queue@main:25:9", 26, Thrown},
    {"Error", "Too many requests to %w-api, retry after %d s", "~call%K@client:36:15;~Object.queue@main:24:16", 12, Thrown},
});
constexpr auto kObserver = std::to_array<FailureSpec>({
    {"TypeError", "Cannot read properties of null (reading 'request')",
     "summarise%K@trace:26:38;Array.map@<anonymous>;~Object.tail@main:11:20", 20, Thrown},
    {"Error", "collector answered 413 for %n items", "~send%K@sink:44:13;~Object.tail@main:14:7", 18, Thrown},
});
constexpr auto kGate = std::to_array<FailureSpec>({
    {"JWTExpired", "\"exp\" claim timestamp check failed",
     "validateClaims@node_modules/jose/dist/lib/jwt_claims_set.js:102:19;~verify%K@verify:28:15;~Object.fetch@main:17:18", 30, Answered},
    {"Error", "issuer https://idp-%d.example.com/t/%u is unknown", "issuerOf%K@issuers:35:11;~Object.fetch@main:21:16", 18, Thrown},
    {"OperationError", "Decryption failed", "~open%K@sealed:47:23;~Object.fetch@main:19:14", 10, Thrown},
    {"InvalidGrantError", "code %H was used before", "~redeem%K@grants:64:13;~Object.fetch@main:25:20", 12, Answered},
});
constexpr auto kPages = std::to_array<FailureSpec>({
    {"Error", "Cannot find module './locales/%w.json'", "load%K@i18n:22:11;~render@render:61:18;~Object.fetch@main:14:16", 18, Thrown},
    {"TypeError", "Cannot read properties of undefined (reading 'title')",
     "%KPage@pages/view:48:29;renderToString@node_modules/preact-render-to-string/dist/index.mjs:1:9184;~render@render:70:14", 26,
     Answered},
    {"Error", "Hydration data for %w-%n is stale by %n s", "~data%K@data:39:13;~render@render:58:20", 14, Behind},
});
constexpr auto kTenant = std::to_array<FailureSpec>({
    {"ReferenceError", "%w is not defined", "Object.fetch@main:27:22", 20, Thrown},
    {"TypeError", "theme.%w is not a function", "layout@theme:12:9;~Object.fetch@main:30:18", 22, Thrown},
    {"Error", "Worker threw on purpose: customer code %n", "level3@main:3:28;level2@main:4:29;Object.fetch@main:27:22", 14, Thrown},
});
constexpr auto kBadDeploy = std::to_array<FailureSpec>({
    {"TypeError", "Cannot read properties of undefined (reading 'total')",
     "computeTotals@cart/totals:48:21;applyTax@cart/tax:112:9;~confirm@routes/checkout:203:18;dispatch@node_modules/router/"
     "core.js:77:5;~Object.fetch@main:12:22",
     80, Answered},
    {"SyntaxError", "Unexpected token '<', \"<html><h\"... is not valid JSON",
     "JSON.parse@<anonymous>;parseQuote@cart/quote:52:21;~quote@routes/checkout:118:19", 12, Thrown},
    {"TypeError", "Cannot read properties of undefined (reading 'total')",
     "computeTotals@cart/totals:48:21;~quote@routes/checkout:125:16;dispatch@node_modules/router/core.js:77:5;~Object.fetch@main:12:22", 8,
     Answered},
});

constexpr std::array<std::span<const FailureSpec>, kTrades> kFailures {kEdge,  kShop, kImage,    kSearch,   kRelay, kStore, kChat,
                                                                       kClock, kMail, kWorklist, kObserver, kGate,  kPages, kTenant};

} // namespace

std::span<const FailureSpec> failuresOf(Trade trade)
{
    return kFailures[static_cast<std::size_t>(trade)];
}

std::span<const FailureSpec> badDeployFailures()
{
    return kBadDeploy;
}

} // namespace tracedeck::delivery
