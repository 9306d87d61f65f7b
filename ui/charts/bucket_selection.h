#pragma once

#include <cstddef>
#include <optional>

namespace tracedeck::ui {

/// What is pointed at and selected in a row of buckets: a cursor, and a span from an anchor to where it was dragged. Pure.
class BucketSelection {
public:
    explicit BucketSelection(std::size_t buckets = 0) : m_buckets(buckets) {}

    /// Half open.
    struct Span {
        std::size_t first, end;
        bool operator==(const Span&) const = default;
    };

    [[nodiscard]] std::optional<std::size_t> cursor() const { return m_cursor; }
    [[nodiscard]] std::optional<Span> span() const;

    void start(std::size_t bucket);    ///< a drag begins: nothing selected before it moves
    void extendTo(std::size_t bucket); ///< the drag, or Shift and an arrow
    /// Takes hold of the edge that is nearer to `bucket`; the other one stays.
    void grab(bool leftEdge);
    void moveCursor(std::ptrdiff_t by, bool extend);
    void moveCursorTo(std::size_t bucket, bool extend);
    bool clear(); ///< true where there was a span
    void select(Span span);

private:
    [[nodiscard]] std::size_t clamped(std::ptrdiff_t bucket) const;

    std::size_t m_buckets;
    std::optional<std::size_t> m_cursor;
    std::optional<std::size_t> m_anchor; ///< set while there is a span
};

} // namespace tracedeck::ui
