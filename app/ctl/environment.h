#pragma once

#include "base/secret.h"
#include "s3/bucket.h"

namespace tracedeck::ctl {

/// Null where the variable is not there or empty.
[[nodiscard]] SharedSecret secretFromEnvironment(const char* variable);
/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.
[[nodiscard]] s3::Keys keysFromEnvironment();

} // namespace tracedeck::ctl
