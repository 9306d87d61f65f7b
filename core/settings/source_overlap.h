#pragma once

#include "settings/profile.h"

#include <vector>

namespace tracedeck::settings {

/// Whether two sources read some of the same files: prefixes of one bucket of which one lies in the other, a `{DATE}` being any day, or
/// a folder in a folder. By what is written of them; nothing is asked of a disk or a server.
[[nodiscard]] bool doOverlap(const LogSource& one, const LogSource& other);

/// The other sources of the profile that overlap with this one of it.
[[nodiscard]] std::vector<const LogSource*> overlapsOf(const Profile& profile, const LogSource& source);

} // namespace tracedeck::settings
