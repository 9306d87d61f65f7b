#pragma once

#include "base/secret.h"
#include "sandbox/faults.h"
#include "sandbox/roles.h"
#include "sandbox/state.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <vector>

namespace tracedeck::sandbox {

/// Who has this access key: the secret that they sign with, and what they may do.
struct BucketGuest {
    Secret secretKey;
    std::function<BucketRight(const BucketInfo&)> right;
};

/// What the bucket's server asks of the account, anew for each request.
class BucketDoor {
public:
    virtual ~BucketDoor() = default;
    [[nodiscard]] virtual QByteArray accountId() const = 0;
    [[nodiscard]] virtual bool hasR2() const = 0; ///< the account subscribed to it
    /// nullopt where no usable token has this id.
    [[nodiscard]] virtual std::optional<BucketGuest> guest(const QByteArray& accessKeyId) const = 0;
    [[nodiscard]] virtual const std::vector<BucketInfo>& buckets() const = 0;
    [[nodiscard]] virtual std::optional<Fault> fault() = 0; ///< what is to break in this answer; draws
};

} // namespace tracedeck::sandbox
