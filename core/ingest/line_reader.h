#pragma once

#include "ingest/window.h"

#include <memory>
#include <optional>
#include <string_view>

namespace tracedeck::ingest {

/// One record of an object: mostly a line without its line break.
struct Line {
    std::string_view text;         ///< JSON, followed by at least `kLinePadding` readable bytes; good until the next call
    std::uint64_t number = 0;      ///< 1-based, of the line where it begins
    std::uint64_t offset = 0;      ///< of its first byte in the inflated object
    bool tooLong = false;          ///< longer than the cap: `text` is its beginning
    std::string_view delivered {}; ///< what stands there where `text` was made from it; empty: `text` itself
    std::string_view problem {};   ///< why it is no record
};

/// The records of one object, one after the other. One thread.
class RecordSource {
public:
    virtual ~RecordSource() = default;
    /// The next one; nullopt at the end. A failure of the object comes after the last whole record before it.
    [[nodiscard]] virtual Result<std::optional<Line>> next() = 0;
};

/// Cuts an object into lines.
class LineReader final : public RecordSource {
public:
    explicit LineReader(Inflater& source);
    /// `tellsCut`: nothing else tells whether the object is whole; an object without its end, at the end, does: ObjectTruncated.
    explicit LineReader(Window& window, bool tellsCut = false) : m_window(window), m_tellsCut(tellsCut) {}

    /// The next line that is not blank; nullopt at the end. A failure of the source comes after the last whole line before it;
    /// what stood after that line is not given (`unfinished` says that there was something).
    [[nodiscard]] Result<std::optional<Line>> next() override;
    [[nodiscard]] bool unfinished() const { return m_unfinished; }

private:
    std::optional<Line> cut();
    Line take(std::size_t length, std::size_t breakLength);
    Result<std::optional<Line>> last();

    std::unique_ptr<Window> m_own;
    Window& m_window;
    std::size_t m_scanned = 0; // how far a line break was looked for
    std::uint64_t m_number = 0;
    bool m_unfinished = false, m_inLongLine = false;
    bool m_tellsCut = false, m_isCut = false;
};

[[nodiscard]] inline bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

} // namespace tracedeck::ingest
