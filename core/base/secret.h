#pragma once

#include <QByteArrayView>

#include <cstddef>
#include <memory>

namespace tracedeck {

/// A token or key in memory: moved not copied, wiped on the way out, readable only on purpose. It has no operator<<. Any thread may
/// read; one may move.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArrayView bytes);
    ~Secret() { wipe(); }
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    /// A second one, where two owners need it.
    [[nodiscard]] Secret duplicate() const;
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] std::size_t size() const { return m_size; }

    /// Calls `use` with the bytes; they must not outlive the call.
    template<typename Use>
    decltype(auto) reveal(Use&& use) const
    {
        return use(QByteArrayView {m_bytes.get(), static_cast<qsizetype>(m_size)});
    }

private:
    void wipe() noexcept;

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
};

/// Several owners of one secret.
using SharedSecret = std::shared_ptr<const Secret>;

} // namespace tracedeck
