#pragma once

#include "workers/wrangler_file.h"

namespace tracedeck::workers {

/// What `logpush` is to be in one section.
struct FlagEdit {
    QString environment; ///< "" = the top level
    bool value = true;
    bool operator==(const FlagEdit&) const = default;
};

/// The bytes with `logpush` set in each of these sections, and every other byte as it was; equal bytes where nothing had to change. What
/// comes out was read again: it differs in these values alone. BadValue (does not parse), NotFound (no such environment), Internal (the
/// result would differ in more: nothing is returned then).
[[nodiscard]] Result<QByteArray> setLogpush(const QByteArray& bytes, WranglerFormat format, const std::vector<FlagEdit>& edits);

} // namespace tracedeck::workers
