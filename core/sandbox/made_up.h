#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <string_view>

namespace tracedeck::sandbox {

/// Ids and secrets of a new account, from its seed and what they are for: the same ones for the same seed. Those made later take what is
/// unique in them (a counter, a time) as part of the purpose.
class MadeUp {
public:
    explicit MadeUp(std::uint64_t seed) : m_seed(seed) {}

    [[nodiscard]] QString hexId(const QString& purpose) const;        ///< 32 hex digits
    [[nodiscard]] QString uuid(const QString& purpose) const;         ///< version 4, as versions of Workers have
    [[nodiscard]] QByteArray token(const QString& purpose) const;     ///< 40 of A–Z a–z 0–9 - _
    [[nodiscard]] QByteArray globalKey(const QString& purpose) const; ///< 37 hex digits
    [[nodiscard]] QByteArray bytes(const QString& purpose) const;     ///< 32

private:
    std::uint64_t m_seed;
};

/// An id that was never there: from the system's randomness.
[[nodiscard]] QString freshHexId();
[[nodiscard]] QString freshUuid();
[[nodiscard]] QByteArray freshToken();

} // namespace tracedeck::sandbox
