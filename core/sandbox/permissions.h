#pragma once

#include <cstdint>
#include <initializer_list>

namespace tracedeck::sandbox {

/// What a token or a role allows, one for each permission group that the API knows. Write implies the read of the same thing.
enum class Permission : std::uint8_t {
    LogsRead, ///< account-scoped, as all without "Zone"
    LogsWrite,
    ZoneLogsRead,
    ZoneLogsWrite,
    ScriptsRead,
    ScriptsWrite,
    TailRead,
    SettingsRead, ///< members, roles
    SettingsWrite,
    BillingRead,
    R2Read, ///< buckets and what is in them
    R2Write,
    R2ItemRead, ///< objects of buckets
    R2ItemWrite,
    AnalyticsRead,
    RoutesRead, ///< Worker routes of zones, and the zones themselves
    RoutesWrite,
    MembershipsRead,
    UserDetailsRead,
    ApiTokensRead,
    ApiTokensWrite,
    AccountTokensRead,
    AccountTokensWrite,
    Count,
};

/// A set of permissions, as a value.
class Permissions {
public:
    constexpr Permissions() = default;
    constexpr Permissions(std::initializer_list<Permission> list)
    {
        for (const Permission each : list)
            add(each);
    }
    constexpr void add(Permission permission) { m_bits |= bit(permission); }
    [[nodiscard]] constexpr bool has(Permission permission) const { return (m_bits & bit(permission)) != 0; }
    [[nodiscard]] constexpr Permissions with(Permissions other) const { return Permissions(m_bits | other.m_bits); }
    [[nodiscard]] constexpr Permissions without(Permissions other) const { return Permissions(m_bits & ~other.m_bits); }
    [[nodiscard]] constexpr Permissions within(Permissions other) const { return Permissions(m_bits & other.m_bits); }
    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }
    [[nodiscard]] static constexpr Permissions all() { return Permissions(bit(Permission::Count) - 1); }
    [[nodiscard]] constexpr std::uint32_t bits() const { return m_bits; } ///< to be written down
    [[nodiscard]] static constexpr Permissions fromBits(std::uint32_t bits) { return Permissions(bits).within(all()); }
    constexpr bool operator==(const Permissions&) const = default;

private:
    explicit constexpr Permissions(std::uint32_t bits) : m_bits(bits) {}
    static constexpr std::uint32_t bit(Permission permission) { return std::uint32_t {1} << static_cast<unsigned>(permission); }

    std::uint32_t m_bits = 0;
};

} // namespace tracedeck::sandbox
