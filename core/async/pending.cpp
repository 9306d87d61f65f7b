#include "async/pending.h"

namespace tracedeck {

std::stop_source newStopSource()
{
    return {};
}

} // namespace tracedeck
