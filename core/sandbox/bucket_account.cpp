#include "sandbox/bucket_account.h"

namespace tracedeck::sandbox {

std::optional<BucketGuest> AccountDoor::guest(const QByteArray& accessKeyId) const
{
    SandboxState& state = m_keeper.state();
    const Token* token = state.token(QString::fromLatin1(accessKeyId));
    if (!token || !isUsable(*token, m_clock.nowMs()))
        return std::nullopt;
    // Called while the request is answered: neither the state nor the token changes meanwhile.
    return BucketGuest {Secret(s3Secret(*token)), [&state, token](const BucketInfo& bucket) { return bucketRight(state, *token, bucket); }};
}

std::optional<Fault> AccountDoor::fault()
{
    if (m_faults.strikes(Fault::Skew, FaultPlace::Bucket))
        return Fault::Skew;
    return m_faults.pick(FaultPlace::Bucket);
}

} // namespace tracedeck::sandbox
