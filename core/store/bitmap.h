#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tracedeck::store {

/// One bit a row of a segment.
class Bitmap {
public:
    explicit Bitmap(std::size_t rows, bool all = false) : m_rows(rows), m_words((rows + 63) / 64, all ? ~std::uint64_t {0} : 0) { trim(); }

    void set(std::size_t row) { m_words[row / 64] |= std::uint64_t {1} << (row % 64); }
    [[nodiscard]] bool test(std::size_t row) const { return ((m_words[row / 64] >> (row % 64)) & 1U) != 0; }
    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t count() const
    {
        std::size_t total = 0;
        for (const auto word : m_words)
            total += static_cast<std::size_t>(std::popcount(word));
        return total;
    }
    [[nodiscard]] bool none() const
    {
        for (const auto word : m_words) {
            if (word != 0)
                return false;
        }
        return true;
    }
    /// Any bit in [begin, end)?
    [[nodiscard]] bool anyIn(std::size_t begin, std::size_t end) const
    {
        for (auto row = begin; row < end;) {
            if (row % 64 == 0 && row + 64 <= end) {
                if (m_words[row / 64] != 0)
                    return true;
                row += 64;
            } else if (test(row++)) {
                return true;
            }
        }
        return false;
    }
    Bitmap& operator&=(const Bitmap& other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] &= other.m_words[i];
        return *this;
    }
    Bitmap& operator|=(const Bitmap& other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] |= other.m_words[i];
        return *this;
    }
    /// Clears the bits of `other`.
    Bitmap& operator-=(const Bitmap& other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] &= ~other.m_words[i];
        return *this;
    }
    /// The bits of [begin, end) alone, moved to 0.
    [[nodiscard]] Bitmap slice(std::size_t begin, std::size_t end) const
    {
        Bitmap part(end - begin);
        const auto shift = begin % 64;
        for (std::size_t i = 0; i < part.m_words.size(); ++i) {
            const auto at = begin / 64 + i;
            part.m_words[i] = m_words[at] >> shift;
            if (shift != 0 && at + 1 < m_words.size())
                part.m_words[i] |= m_words[at + 1] << (64 - shift);
        }
        part.trim();
        return part;
    }
    /// Sets the bits of `part`, moved to `begin`.
    void add(std::size_t begin, const Bitmap& part)
    {
        const auto shift = begin % 64;
        for (std::size_t i = 0; i < part.m_words.size(); ++i) {
            const auto at = begin / 64 + i;
            m_words[at] |= part.m_words[i] << shift;
            if (shift != 0 && at + 1 < m_words.size())
                m_words[at + 1] |= part.m_words[i] >> (64 - shift);
        }
    }
    void flip()
    {
        for (auto& word : m_words)
            word = ~word;
        trim();
    }

private:
    void trim()
    {
        if (m_rows % 64 != 0)
            m_words.back() &= (std::uint64_t {1} << (m_rows % 64)) - 1;
    }
    std::size_t m_rows;
    std::vector<std::uint64_t> m_words;
};

} // namespace tracedeck::store
