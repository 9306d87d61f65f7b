#include "delivery/invocation.h"

#include "delivery/phrase.h"

#include <charconv>

namespace tracedeck::delivery {

namespace {

std::string_view takeUntil(std::string_view& text, char end)
{
    const auto at = text.find(end);
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

bool isVerbatim(std::string_view place)
{
    return place.starts_with('<') || place.starts_with("node_modules/") || place.starts_with("wasm:") || place.starts_with("node-internal:")
        || place.starts_with("cloudflare-internal:");
}

std::uint32_t textSum(std::string_view text)
{
    std::uint32_t sum = 17;
    for (const char c : text)
        sum = sum * 31 + static_cast<unsigned char>(c);
    return sum;
}

std::string_view baseName(std::string_view path)
{
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// `module:line:column` as the bundle of that build names it.
void appendPlaceInBundle(std::string& out, std::string_view place, const Invocation& run)
{
    const std::string_view module = takeUntil(place, ':');
    const std::string_view lineText = takeUntil(place, ':');
    std::uint32_t line = 0;
    std::from_chars(lineText.data(), lineText.data() + lineText.size(), line);
    const bool main = module == "main";
    switch (run.worker.bundle) {
    case Bundle::SourceMapped: out.append("src/").append(main ? "index" : module).append(".ts"); break;
    case Bundle::Chunks:
        if (main)
            out += "worker.mjs";
        else
            out.append("chunks/").append(baseName(module)).append("-").append(run.deployment.hash).append(".mjs");
        line += run.deployment.number * 2;
        break;
    case Bundle::Hashed: out.append("index-").append(run.deployment.hash).append(".js"); break;
    case Bundle::Single: out += "index.js"; break;
    }
    if (run.worker.bundle == Bundle::Hashed || run.worker.bundle == Bundle::Single)
        line += textSum(module) % 9000 + run.deployment.number * 13;
    out.append(":").append(std::to_string(line)).append(":").append(place);
}

void appendFrame(std::string& out, std::string_view frame, bool first, const Invocation& run, Random& random)
{
    out += first ? "    at " : "\n    at ";
    if (frame.starts_with('~')) {
        frame.remove_prefix(1);
        out += first ? "" : "async ";
    }
    const PhraseSource source {random, run.timeMs, run.worker.noun};
    appendPhrase(out, takeUntil(frame, '@'), source);
    out += " (";
    if (isVerbatim(frame))
        appendPhrase(out, frame, source);
    else
        appendPlaceInBundle(out, frame, run);
    out += ')';
}

bool looksLikeJson(std::string_view text)
{
    return text.starts_with('{') || text.find_first_not_of("0123456789") == std::string_view::npos;
}

void appendStray(events::LogLine& line, Random& random)
{
    const auto texts = random.oneIn(3) ? hostileTexts() : worldTexts();
    line.arguments.push_back({std::string(texts[random.below(static_cast<std::uint32_t>(texts.size()))]), false});
}

void appendCall(events::Event& record, const Invocation& run, std::int64_t timeMs, Random& random)
{
    const ConsoleSpec& spec = pickWeighted(consoleOf(run.worker.trade), random);
    auto& line = record.logs.emplace_back();
    line.level = kShadeNames[static_cast<std::size_t>(spec.shade)];
    line.timestampMs = timeMs;
    for (const auto text : spec.arguments) {
        if (text.empty())
            break;
        auto& argument = line.arguments.emplace_back();
        appendPhrase(argument.text, text, {random, run.timeMs, run.worker.noun});
        argument.isJson = spec.json && looksLikeJson(argument.text);
    }
    if (random.oneIn(150))
        appendStray(line, random);
}

/// A run that prints whole tables: past the limits, for the truncation that follows.
void appendFlood(events::Event& record, const Invocation& run, Random& random)
{
    for (int i = 0; i < 24; ++i) {
        auto& line = record.logs.emplace_back();
        line.level = "log";
        line.timestampMs = run.timeMs;
        auto& text = line.arguments.emplace_back().text;
        for (std::uint32_t row = random.between(18, 30); row > 0; --row)
            appendPhrase(text, "row %u sku=%w-%n qty=%d price=%n.%d9; ", {random, run.timeMs, {}});
    }
}

constexpr std::array<std::uint8_t, 16> kCalls {0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 6};

} // namespace

void appendExceptions(events::Event& record, const Invocation& run, const Fate& fate, Random& random)
{
    const std::int64_t thrown = run.timeMs + random.below(static_cast<std::uint32_t>(record.wallTimeMs.value_or(0)) + 1);
    const PhraseSource source {random, run.timeMs, run.worker.noun};
    if (fate.failure != nullptr) {
        auto& exception = record.exceptions.emplace_back();
        exception.name = fate.failure->name;
        exception.timestampMs = thrown;
        appendPhrase(exception.message, fate.failure->message, source);
        std::string_view frames = fate.failure->frames;
        for (bool first = true; !frames.empty(); first = false)
            appendFrame(exception.stack, takeUntil(frames, ';'), first, run, random);
    } else if (fate.outcome == "exceededCpu" && random.permille(350)) {
        record.exceptions.push_back({"Error", "Worker exceeded CPU time limit.", {}, thrown});
    }
}

void appendConsole(events::Event& record, const Invocation& run, const Fate& fate, Random& random)
{
    std::int64_t time = run.timeMs;
    const auto last = run.timeMs + record.wallTimeMs.value_or(0);
    for (std::uint8_t left = kCalls[random.below(kCalls.size())]; left > 0; --left) {
        appendCall(record, run, time, random);
        if (random.oneIn(2)) // the clock of a Worker moves only when it waits for something
            time += random.below(static_cast<std::uint32_t>((last - time) / 2 + 1));
    }
    if (fate.failure != nullptr && random.permille(620)) {
        auto& line = record.logs.emplace_back();
        line.level = "error";
        line.timestampMs = time;
        line.arguments.push_back({std::string(fate.failure->name) + ": " + record.exceptions.front().message, false});
    }
    if (random.oneIn(5000))
        appendFlood(record, run, random);
}

} // namespace tracedeck::delivery
