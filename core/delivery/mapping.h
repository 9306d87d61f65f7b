#pragma once

#include "base/result.h"
#include "events/event.h"

#include <string_view>

namespace tracedeck::delivery {

/// A trace item as a Tail Worker gets it (camelCase JSON), as the record that Logpush would deliver; limits are applied after it.
///
/// The type comes from the shape of `event`: request → fetch · cron → scheduled · scheduledTime alone → alarm · queue · mailFrom → email ·
/// rpcMethod → worker_rpc (a mail handler that arrives as `rpcMethod:"email"` too) · getWebSocketEvent → hibernatable_web_socket ·
/// consumedEvents → tail. A missing event and any other shape are `unknown`, with `Event` {} or its keys: no name is documented for them.
///
/// Of a request the URL and method are delivered, headers and cf are not; `RayID` is its cf-ray without the data centre, or "".
/// `Response` is absent where there was none. Keys become PascalCase, but `rpcMethod` and what is in `consumedEvents` stay as the
/// published types have them. Outcome verbatim; console arguments in the order of the call; times to ms; a missing name is "".
/// Keys of the item that are not known are kept at the end of the record with their values untouched.
///
/// Fails with BadJson, or BadValue where a part is not what it must be (`detail` says which). Typed views of `Event` stay empty.
[[nodiscard]] Result<events::Event> mapItem(std::string_view itemJson);

} // namespace tracedeck::delivery
