#pragma once

#include "logpush/text_pattern.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::logpush {

/// A condition's operator and values, ready to be asked. Negated operators are asked in their positive form: see `isNegated`.
/// Absent values answer no to every positive test, so a negated condition keeps them. All rules: `logpush/filter_match.h`. Any thread.
class ValueTest {
public:
    explicit ValueTest(const Condition& condition);

    /// BadRegex where the condition's expression is none; such a test holds of nothing.
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }
    [[nodiscard]] bool isNegated() const { return m_negated; }
    [[nodiscard]] bool text(std::string_view value) const;
    /// As one element of a list of texts: "contains" without flags asks for the whole element.
    [[nodiscard]] bool element(std::string_view value) const;
    [[nodiscard]] bool number(std::int64_t value) const;
    /// A scalar of a JSON document as it stands there: a string with its quotes, a number of any kind, true, false; null is absent.
    [[nodiscard]] bool json(std::string_view token) const;
    /// What `text` looks for, where that is one text or expression to be found; else null.
    [[nodiscard]] const TextPattern* pattern() const { return m_pattern.get(); }

private:
    Operator m_op;
    bool m_negated = false;
    std::vector<std::string> m_texts;
    struct Number {
        std::optional<std::int64_t> whole;
        double real = 0;
    };
    [[nodiscard]] bool isOrder() const; ///< compares numbers as numbers
    [[nodiscard]] bool real(double value) const;
    [[nodiscard]] bool ordered(int compared) const; ///< of -1, 0, 1, or 2 where they have no order

    std::vector<Number> m_numbers; // values that are numbers, or text that reads as one
    std::shared_ptr<const TextPattern> m_pattern;
    std::optional<Error> m_failure;
};

} // namespace tracedeck::logpush
