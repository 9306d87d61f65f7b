#include "sandbox/bucket_range.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

std::optional<std::uint64_t> digits(const QByteArray& text)
{
    bool isNumber = false;
    const bool isPlain = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const qulonglong value = isPlain ? text.toULongLong(&isNumber) : 0;
    return isNumber ? std::optional<std::uint64_t>(value) : std::nullopt;
}

RangeAnswer part(std::uint64_t from, std::uint64_t to, std::uint64_t size)
{
    if (from >= size)
        return {RangeAnswer::Kind::Unsatisfiable, {}};
    return {RangeAnswer::Kind::Part, {from, std::min(to, size - 1) - from + 1}};
}

} // namespace

RangeAnswer readRange(const QByteArray& header, std::uint64_t size)
{
    const QByteArray text = header.trimmed();
    const qsizetype dash = text.indexOf('-');
    if (!text.startsWith("bytes=") || dash < 0 || text.contains(','))
        return {};
    const QByteArray first = text.sliced(6, dash - 6).trimmed(), second = text.sliced(dash + 1).trimmed();
    const auto from = digits(first), to = digits(second);
    if (first.isEmpty() && to) { // the last bytes
        if (*to == 0)
            return {RangeAnswer::Kind::Unsatisfiable, {}};
        return part(size - std::min(*to, size), size, size);
    }
    if (!from || (!second.isEmpty() && (!to || *to < *from)))
        return {};
    return part(*from, to.value_or(size), size);
}

} // namespace tracedeck::sandbox
