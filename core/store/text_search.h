#pragma once

#include "store/bitmap.h"
#include "store/query.h"
#include "store/segment.h"

#include <memory>
#include <stop_token>

namespace tracedeck::store {

/// A text condition made ready once: plain bytes, or PCRE2 compiled for speed. Any thread.
class TextSearch {
public:
    /// BadRegex: what is wrong and where.
    [[nodiscard]] static Result<TextSearch> compile(const TextMatch& match);
    TextSearch(TextSearch&&) noexcept;
    TextSearch& operator=(TextSearch&&) noexcept;
    ~TextSearch();

    /// Clears the rows in `rows` of which no text entry matches; blocks without a row left are not unpacked.
    [[nodiscard]] Result<void> narrow(const Segment& segment, Bitmap& rows, std::stop_token stop) const;

private:
    struct Private;
    explicit TextSearch(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::store
