#include "store/text_search.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cstring>

namespace tracedeck::store {

struct TextSearch::Private {
    std::string needle;
    pcre2_code* code = nullptr; // null: plain bytes
    ~Private() { pcre2_code_free(code); }
};

TextSearch::TextSearch(std::unique_ptr<Private> data) : d(std::move(data)) {}
TextSearch::TextSearch(TextSearch&&) noexcept = default;
TextSearch& TextSearch::operator=(TextSearch&&) noexcept = default;
TextSearch::~TextSearch() = default;

Result<TextSearch> TextSearch::compile(const TextMatch& match)
{
    auto data = std::make_unique<Private>();
    data->needle = match.needle;
    if (match.regex || !match.caseSensitive) {
        int error = 0;
        PCRE2_SIZE offset = 0;
        const auto options = PCRE2_UTF | PCRE2_UCP | (match.regex ? 0U : PCRE2_LITERAL) | (match.caseSensitive ? 0U : PCRE2_CASELESS);
        const auto allowed = match.regex ? options : options & ~static_cast<unsigned>(PCRE2_UCP); // literal patterns take no UCP
        data->code =
            pcre2_compile(reinterpret_cast<PCRE2_SPTR>(match.needle.data()), match.needle.size(), allowed, &error, &offset, nullptr);
        if (!data->code) {
            std::array<PCRE2_UCHAR, 256> message {};
            pcre2_get_error_message(error, message.data(), message.size());
            return fail(ErrorCode::BadRegex,
                        QStringLiteral("at character %1: %2")
                            .arg(offset + 1)
                            .arg(QString::fromUtf8(reinterpret_cast<const char*>(message.data()))));
        }
        pcre2_jit_compile(data->code, PCRE2_JIT_COMPLETE);
    }
    return TextSearch {std::move(data)};
}

namespace {

/// Asks one regular expression many times.
class Matcher {
public:
    explicit Matcher(const pcre2_code* code)
        : m_code(code)
        , m_data(pcre2_match_data_create_from_pattern(code, nullptr))
        , m_context(pcre2_match_context_create(nullptr))
    {
        pcre2_set_match_limit(m_context, 1'000'000); // a pattern that backtracks for ever matches nothing
    }
    ~Matcher()
    {
        pcre2_match_data_free(m_data);
        pcre2_match_context_free(m_context);
    }
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    [[nodiscard]] bool operator()(std::string_view text) const
    {
        const auto* bytes = reinterpret_cast<PCRE2_SPTR>(text.empty() ? "" : text.data());
        return pcre2_match(m_code, bytes, text.size(), 0, PCRE2_NO_UTF_CHECK, m_data, m_context) >= 0;
    }

private:
    const pcre2_code* m_code;
    pcre2_match_data* m_data;
    pcre2_match_context* m_context;
};

/// Rows of one unpacked block.
struct BlockRows {
    const Segment& segment;
    std::string_view raw;
    std::uint32_t begin, end;

    [[nodiscard]] std::uint32_t rowAt(std::size_t offset, const Packed& starts) const
    {
        auto low = begin;
        auto high = end;
        while (high - low > 1) {
            const auto middle = low + (high - low) / 2;
            (static_cast<std::size_t>(starts[middle]) <= offset ? low : high) = middle;
        }
        return low;
    }
};

/// True where [offset, offset + length) lies inside one entry of the row.
bool isInOneEntry(const RowText& text, const char* found, std::size_t length)
{
    for (const auto entry : text.entries) {
        if (found >= entry.data() && found < entry.data() + entry.size())
            return found + length <= entry.data() + entry.size();
    }
    return false;
}

void findBytes(const BlockRows& block, std::string_view needle, const Bitmap& wanted, Bitmap& found)
{
    const auto starts = block.segment.packed(Section::RowText);
    const char* at = block.raw.data();
    const char* const stop = at + block.raw.size();
    while (at < stop) {
        const auto* hit = static_cast<const char*>(::memmem(at, static_cast<std::size_t>(stop - at), needle.data(), needle.size()));
        if (!hit)
            return;
        const auto row = block.rowAt(static_cast<std::size_t>(hit - block.raw.data()), starts);
        const bool isKnown = found.test(row) || !wanted.test(row);
        if (!isKnown && isInOneEntry(block.segment.textOf(row, block.raw), hit, needle.size()))
            found.set(row);
        const bool skipRow = found.test(row) || !wanted.test(row);
        at = skipRow && row + 1 < block.end ? std::max(hit + 1, block.raw.data() + starts[row + 1]) : hit + 1;
        if (skipRow && row + 1 >= block.end)
            return;
    }
}

void findRegex(const BlockRows& block, const Matcher& matcher, const Bitmap& wanted, Bitmap& found)
{
    for (auto row = block.begin; row < block.end; ++row) {
        if (!wanted.test(row))
            continue;
        for (const auto entry : block.segment.textOf(row, block.raw).entries) {
            if (matcher(entry)) {
                found.set(row);
                break;
            }
        }
    }
}

} // namespace

Result<void> TextSearch::narrow(const Segment& segment, Bitmap& rows, std::stop_token stop) const
{
    if (d->needle.empty())
        return {};
    Bitmap found(segment.rows());
    thread_local std::string raw;
    std::optional<Matcher> matcher;
    if (d->code)
        matcher.emplace(d->code);
    const auto blocks = segment.blocks();
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const auto end = b + 1 < blocks.size() ? blocks[b + 1].firstRow : segment.rows();
        if (!rows.anyIn(blocks[b].firstRow, end))
            continue;
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        if (auto unpacked = segment.unpack(blocks[b], raw); !unpacked)
            return unpacked;
        const BlockRows block {segment, raw, blocks[b].firstRow, end};
        if (matcher)
            findRegex(block, *matcher, rows, found);
        else
            findBytes(block, d->needle, rows, found);
    }
    rows = std::move(found);
    return {};
}

} // namespace tracedeck::store
