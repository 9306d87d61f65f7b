#include "base/secret.h"

#include <cstring>
#include <utility>

namespace tracedeck {

Secret::Secret(QByteArrayView bytes)
    : m_bytes(bytes.isEmpty() ? nullptr : std::make_unique<char[]>(static_cast<std::size_t>(bytes.size())))
    , m_size(static_cast<std::size_t>(bytes.size()))
{
    if (m_size > 0)
        std::memcpy(m_bytes.get(), bytes.data(), m_size);
}

Secret::Secret(Secret&& other) noexcept : m_bytes(std::move(other.m_bytes)), m_size(std::exchange(other.m_size, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Secret Secret::duplicate() const
{
    return reveal([](QByteArrayView bytes) { return Secret(bytes); });
}

void Secret::wipe() noexcept
{
    volatile char* at = m_bytes.get(); // volatile: the compiler must not think the writes away
    for (std::size_t i = 0; i < m_size; ++i)
        at[i] = 0;
    m_bytes.reset();
    m_size = 0;
}

} // namespace tracedeck
