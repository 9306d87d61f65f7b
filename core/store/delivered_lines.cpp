#include "store/delivered_lines.h"

#include "ingest/inflate.h"
#include "store/raw_reader.h"

#include <xxhash.h>

#include <algorithm>
#include <string>

namespace tracedeck::store {

namespace {

constexpr std::size_t kStep = 256U << 10; // bytes between two looks at the stop token, at most
constexpr std::size_t kLeastStep = 16U << 10;

/// The part of an unpacked object that is held in memory, moving onward.
class Window {
public:
    explicit Window(const QByteArray& packed)
        : m_inflater(std::as_bytes(std::span {packed.constData(), static_cast<std::size_t>(packed.size())}))
    {}

    /// The bytes from `offset` on; nullopt where the object ends before. What lies before `offset` is given up.
    Result<std::optional<std::string_view>> at(std::uint64_t offset, std::size_t length, const std::stop_token& stop)
    {
        while (m_begin + m_held.size() < offset + length) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled);
            m_held.erase(0, static_cast<std::size_t>(std::min<std::uint64_t>(offset > m_begin ? offset - m_begin : 0, m_held.size())));
            m_begin = m_seen - m_held.size();
            const auto old = m_held.size();
            const auto step = static_cast<std::size_t>(std::clamp<std::uint64_t>(offset + length - m_seen, kLeastStep, kStep));
            m_held.resize(old + step);
            const auto got = m_inflater.read({reinterpret_cast<std::byte*>(m_held.data() + old), step});
            m_held.resize(old + (got ? *got : 0));
            m_seen += got ? *got : 0;
            if (!got || *got == 0)
                return std::optional<std::string_view> {};
        }
        return std::optional {std::string_view {m_held}.substr(static_cast<std::size_t>(offset - m_begin), length)};
    }

private:
    ingest::Inflater m_inflater;
    std::string m_held;
    std::uint64_t m_begin = 0, m_seen = 0;
};

bool isAsRead(const DeliveredLine& line, std::string_view text)
{
    return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()))
        == static_cast<std::uint32_t>(line.segment->packed(Section::Hash)[line.row]);
}

} // namespace

DeliveredLine lineOf(const Segment& segment, std::uint32_t segmentIndex, std::uint32_t row)
{
    return {&segment, segmentIndex, row, static_cast<std::uint64_t>(segment.packed(Section::LineOffset)[row]),
            static_cast<std::uint64_t>(segment.packed(Section::LineLength)[row])};
}

Result<std::uint64_t> readLines(const ObjectInfo& object, std::span<const DeliveredLine> lines,
                                const std::function<void(std::size_t, std::string_view)>& use, const std::stop_token& stop)
{
    const auto packed = deliveredBytes(object, stop);
    if (!packed && packed.error().code == ErrorCode::Cancelled)
        return fail(packed.error());
    if (!packed)
        return std::uint64_t {lines.size()};
    Window window(*packed);
    std::uint64_t missing = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto text = window.at(lines[i].offset, static_cast<std::size_t>(lines[i].length), stop);
        if (!text)
            return fail(text.error());
        if (!*text)
            return missing + lines.size() - i;
        if (isAsRead(lines[i], **text))
            use(i, **text);
        else
            ++missing;
    }
    return missing;
}

} // namespace tracedeck::store
