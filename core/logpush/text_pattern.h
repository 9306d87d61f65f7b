#pragma once

#include "base/result.h"
#include "logpush/filter.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tracedeck::logpush {

/// Text or a regular expression to be found in texts: made ready once, asked many times. Any thread. UTF-8 that is broken is never part of
/// what is found. An expression that needs too many steps for one text is not found in it.
class TextPattern {
public:
    /// BadRegex where `text` is no UTF-8.
    [[nodiscard]] static Result<TextPattern> literal(std::string_view text, TextFlags flags);
    /// BadRegex: "at character N: reason".
    [[nodiscard]] static Result<TextPattern> regex(std::string_view expression, TextFlags flags);
    /// The same error without making it ready.
    [[nodiscard]] static std::optional<Error> problemOf(std::string_view expression, TextFlags flags);
    TextPattern(TextPattern&&) noexcept;
    TextPattern& operator=(TextPattern&&) noexcept;
    ~TextPattern();

    [[nodiscard]] bool isIn(std::string_view text) const;

    /// For texts that lie one behind another: where, at or behind `from`, the next text can begin in which this is found. Literals only
    /// (`canSkip`); what lies between `from` and there holds none. nullopt: nor does the rest.
    [[nodiscard]] bool canSkip() const;
    [[nodiscard]] std::optional<std::size_t> nextIn(std::string_view texts, std::size_t from) const;
    /// Whether every place that `nextIn` tells is one, so long as it lies in one text whole.
    [[nodiscard]] bool isPlain() const;
    [[nodiscard]] std::size_t plainSize() const;

private:
    struct Private;
    explicit TextPattern(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::logpush
