#include "logpush/text_pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cstring>

namespace tracedeck::logpush {

namespace {

constexpr std::uint32_t kMostSteps = 1'000'000;
constexpr std::size_t kLongestPattern = 64U << 10;

struct FreeCode {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
using Code = std::unique_ptr<pcre2_code, FreeCode>;

/// What a thread needs to ask any expression.
class Asking {
public:
    Asking()
        : m_data(pcre2_match_data_create(1, nullptr))
        , m_context(pcre2_match_context_create(nullptr))
        , m_stack(pcre2_jit_stack_create(32U << 10, 1U << 20, nullptr))
    {
        pcre2_set_match_limit(m_context, kMostSteps);
        pcre2_jit_stack_assign(m_context, nullptr, m_stack);
    }
    ~Asking()
    {
        pcre2_match_data_free(m_data);
        pcre2_match_context_free(m_context);
        pcre2_jit_stack_free(m_stack);
    }
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;

    /// Where it is found first, at or behind `from`.
    std::optional<std::size_t> find(const pcre2_code* code, std::string_view text, std::size_t from)
    {
        const auto* bytes = reinterpret_cast<PCRE2_SPTR>(text.empty() ? "" : text.data());
        if (pcre2_match(code, bytes, text.size(), from, 0, m_data, m_context) < 0)
            return std::nullopt;
        return pcre2_get_ovector_pointer(m_data)[0];
    }

private:
    pcre2_match_data* m_data;
    pcre2_match_context* m_context;
    pcre2_jit_stack* m_stack;
};

std::optional<std::size_t> find(const pcre2_code* code, std::string_view text, std::size_t from)
{
    thread_local Asking asking;
    return asking.find(code, text, from);
}

Result<Code> compiled(std::string_view expression, bool ignoreCase)
{
    struct FreeContext {
        void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
    };
    const std::unique_ptr<pcre2_compile_context, FreeContext> context(pcre2_compile_context_create(nullptr));
    pcre2_set_max_pattern_length(context.get(), kLongestPattern);
    const auto options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | (ignoreCase ? PCRE2_CASELESS : 0U);
    int error = 0;
    PCRE2_SIZE offset = 0;
    const auto* bytes = reinterpret_cast<PCRE2_SPTR>(expression.empty() ? "" : expression.data());
    Code code(pcre2_compile(bytes, expression.size(), options, &error, &offset, context.get()));
    if (!code) {
        std::array<PCRE2_UCHAR, 256> message {};
        pcre2_get_error_message(error, message.data(), message.size());
        return fail(
            ErrorCode::BadRegex,
            QStringLiteral("at character %1: %2").arg(offset + 1).arg(QString::fromUtf8(reinterpret_cast<const char*>(message.data()))));
    }
    return code;
}

Code fast(Code code)
{
    pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE); // where there is none, it is interpreted
    return code;
}

/// `text` as an expression that finds it.
std::string escaped(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (byte < 0x20 || byte == 0x7f)
            out.append({'\\', 'x', kHex[byte >> 4U], kHex[byte & 0xfU]});
        else if (isPlain)
            out += c;
        else
            out.append({'\\', c});
    }
    return out;
}

constexpr std::string_view kNoWordBefore = "(?<!\\w)";
constexpr std::string_view kNoWordBehind = "(?!\\w)";

/// An expression may end in what swallows a parenthesis: a comment, or \Q.
Result<Code> compiledAsWord(std::string_view expression, bool ignoreCase)
{
    std::optional<Error> first;
    for (const std::string_view close : {")", "\n)", "\\E)"}) {
        std::string whole {kNoWordBefore};
        whole.append("(?:").append(expression).append(close).append(kNoWordBehind);
        auto code = compiled(whole, ignoreCase);
        if (code)
            return code;
        if (!first)
            first = code.error();
    }
    return fail(*first);
}

Result<Code> compiledExpression(std::string_view expression, TextFlags flags)
{
    auto alone = compiled(expression, flags.ignoreCase); // says best where it is wrong
    return alone && flags.wholeWord ? compiledAsWord(expression, flags.ignoreCase) : std::move(alone);
}

} // namespace

struct TextPattern::Private {
    std::string plain; // found byte by byte; empty with `loose` or a regular expression
    Code exact;        // what must be found; null where `plain` says all
    Code loose;        // a literal in any case, words or not; null where `plain` finds the places
    bool isLiteral = false;
};

TextPattern::TextPattern(std::unique_ptr<Private> data) : d(std::move(data)) {}
TextPattern::TextPattern(TextPattern&&) noexcept = default;
TextPattern& TextPattern::operator=(TextPattern&&) noexcept = default;
TextPattern::~TextPattern() = default;

Result<TextPattern> TextPattern::literal(std::string_view text, TextFlags flags)
{
    auto data = std::make_unique<Private>();
    data->isLiteral = true;
    if (!flags.ignoreCase)
        data->plain = text;
    if (flags.wholeWord) {
        auto code = compiled(std::string {kNoWordBefore} + escaped(text) + std::string {kNoWordBehind}, flags.ignoreCase);
        if (!code)
            return fail(code.error());
        data->exact = fast(std::move(*code));
    }
    if (flags.ignoreCase) {
        auto code = compiled(escaped(text), true);
        if (!code)
            return fail(code.error());
        data->loose = fast(std::move(*code));
    }
    return TextPattern {std::move(data)};
}

Result<TextPattern> TextPattern::regex(std::string_view expression, TextFlags flags)
{
    auto code = compiledExpression(expression, flags);
    if (!code)
        return fail(code.error());
    auto data = std::make_unique<Private>();
    data->exact = fast(std::move(*code));
    return TextPattern {std::move(data)};
}

std::optional<Error> TextPattern::problemOf(std::string_view expression, TextFlags flags)
{
    const auto code = compiledExpression(expression, flags);
    return code ? std::nullopt : std::optional {code.error()};
}

bool TextPattern::isIn(std::string_view text) const
{
    if (d->exact)
        return find(d->exact.get(), text, 0).has_value();
    if (d->loose)
        return find(d->loose.get(), text, 0).has_value();
    return nextIn(text, 0).has_value();
}

bool TextPattern::canSkip() const
{
    return d->isLiteral && (d->loose || !d->plain.empty());
}

std::optional<std::size_t> TextPattern::nextIn(std::string_view texts, std::size_t from) const
{
    if (d->loose)
        return find(d->loose.get(), texts, from);
    if (d->plain.empty())
        return from;
    const void* found = ::memmem(texts.data() + from, texts.size() - from, d->plain.data(), d->plain.size());
    if (found == nullptr)
        return std::nullopt;
    return static_cast<std::size_t>(static_cast<const char*>(found) - texts.data());
}

bool TextPattern::isPlain() const
{
    return d->isLiteral && !d->exact && !d->loose;
}

std::size_t TextPattern::plainSize() const
{
    return d->plain.size();
}

} // namespace tracedeck::logpush
