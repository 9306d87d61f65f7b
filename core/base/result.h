#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

namespace tracedeck {

/// The only way a function of this project reports a failure that can happen.
template<typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
};

/// `return fail(ErrorCode::NotFound, path);`
inline tl::unexpected<Error> fail(ErrorCode code, QString detail = {}, QString subject = {})
{
    return tl::unexpected<Error>(Error {code, std::move(detail), std::move(subject)});
}
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace tracedeck
