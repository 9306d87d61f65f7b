#pragma once

#include "logs/event_pages.h"

#include <QPromise>

#include <functional>
#include <map>

namespace tracedeck::ui {

/// Row `number` of a table that has no end: every field follows from the number.
store::EventRow madeRow(std::uint64_t number);

// Delivered lines and pieces of JSON.
extern const char* const kLine;  ///< one invocation with console lines, JSON in them, and an exception
extern const char* const kKnown; ///< another, %1 stands for its time
extern const char* const kQuiet;
extern const char* const kOrdered;
extern const char* const kNested;
extern const char* const kIndented; ///< kNested, indented

/// A source of any length that counts what it is asked, and answers at once or when the test says so.
class MadePages final : public EventPages {
public:
    explicit MadePages(std::uint64_t count) : m_count(count) {}

    [[nodiscard]] std::uint64_t count() const override { return m_count; }
    [[nodiscard]] QFuture<Result<Rows>> fetch(std::uint64_t offset, std::uint64_t rows, std::stop_token stop) const override;

    void answerNow() const; ///< everything that was held back

    std::function<store::EventRow(std::uint64_t)> row = madeRow;
    bool hold = false;
    mutable std::vector<std::uint64_t> asked; ///< offsets
    mutable std::vector<std::stop_token> stops;

private:
    struct Held {
        std::shared_ptr<QPromise<Result<Rows>>> promise;
        std::uint64_t offset, rows;
    };
    [[nodiscard]] Rows make(std::uint64_t offset, std::uint64_t rows) const;

    std::uint64_t m_count;
    mutable std::vector<Held> m_held;
};

} // namespace tracedeck::ui
