#pragma once

#include "logpush/filter.h"

#include <cstdint>
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

    [[nodiscard]] bool isNegated() const { return m_negated; }
    [[nodiscard]] bool text(std::string_view value) const;
    /// As one element of a list of texts: "contains" asks for the whole element.
    [[nodiscard]] bool element(std::string_view value) const;
    [[nodiscard]] bool number(std::int64_t value) const;

private:
    Operator m_op;
    bool m_negated = false;
    std::vector<std::string> m_texts;
    struct Number {
        std::optional<std::int64_t> whole;
        double real = 0;
    };
    std::vector<Number> m_numbers; // values that are numbers, or text that reads as one
};

} // namespace tracedeck::logpush
