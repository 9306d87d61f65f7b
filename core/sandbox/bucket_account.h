#pragma once

#include "base/clock.h"
#include "sandbox/bucket_door.h"

namespace tracedeck::sandbox {

/// The door to the buckets of this account: its tokens are the keys. The Sandbox's thread only.
class AccountDoor final : public BucketDoor {
public:
    AccountDoor(StateKeeper& keeper, const Clock& clock, Faults& faults) : m_keeper(keeper), m_clock(clock), m_faults(faults) {}

    [[nodiscard]] QByteArray accountId() const override { return m_keeper.state().account.id.toLatin1(); }
    [[nodiscard]] bool hasR2() const override { return m_keeper.state().account.r2; }
    [[nodiscard]] std::optional<BucketGuest> guest(const QByteArray& accessKeyId) const override;
    [[nodiscard]] const std::vector<BucketInfo>& buckets() const override { return m_keeper.state().buckets; }
    [[nodiscard]] std::optional<Fault> fault() override;

private:
    StateKeeper& m_keeper;
    const Clock& m_clock;
    Faults& m_faults;
};

} // namespace tracedeck::sandbox
