#pragma once

#include "base/result.h"
#include "logpush/filter.h"
#include "logpush/filter_text_words.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Internal to core/logpush: one term of a filter as people type it.
namespace tracedeck::logpush {

/// BadFilter "at N: reason", subject: what stands there.
[[nodiscard]] tl::unexpected<Error> wrongText(std::string_view text, std::size_t at, const std::string& reason);

/// A place in a filter's text that goes from term to term.
class TermReader {
protected:
    explicit TermReader(std::string_view text) : m_text(text) {}

    /// A condition, or text to look for.
    [[nodiscard]] Result<FilterNode> term();

    [[nodiscard]] char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    [[nodiscard]] bool isEnd(std::size_t at) const { return at >= m_text.size() || words::isBlank(m_text[at]) || m_text[at] == ')'; }
    [[nodiscard]] tl::unexpected<Error> bad(std::size_t at, const std::string& reason) const { return wrongText(m_text, at, reason); }
    void skipBlanks()
    {
        while (m_at < m_text.size() && words::isBlank(m_text[m_at]))
            ++m_at;
    }

    std::string_view m_text;
    std::size_t m_at = 0;

private:
    [[nodiscard]] Result<void> quotes(std::string& text);
    /// The letters behind quotes or slashes, those of `allowed`.
    [[nodiscard]] Result<std::string_view> letters(std::string_view allowed);
    [[nodiscard]] Result<void> ended();
    [[nodiscard]] Result<FilterNode> freeText(std::string text);
    /// `/re/flags`; nullopt where it is rather a word that begins with a slash.
    [[nodiscard]] Result<std::optional<FilterNode>> freeExpression();
    /// An expression in slashes or quotes.
    [[nodiscard]] Result<FilterNode> matching(std::string key);
    /// What stands without blanks, parentheses inside of it closed; `stops` end it too.
    [[nodiscard]] std::string_view bare(std::string_view stops);
    [[nodiscard]] Result<FilterNode> freeWord();
    /// From the sign behind a field's name on.
    [[nodiscard]] Result<FilterNode> condition(std::string key);
    /// A value and whether it was quoted; empty words are none.
    [[nodiscard]] Result<FilterValue> value(std::string_view stops);
    [[nodiscard]] Result<FilterNode> compared(std::string key, Operator op);
    [[nodiscard]] Result<FilterNode> listed(std::string key);
    /// `v`, `v*`, `*v`, `*v*`, the value quoted or not.
    [[nodiscard]] Result<FilterNode> starred(std::string key);
};

} // namespace tracedeck::logpush
