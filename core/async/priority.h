#pragma once

namespace tracedeck {

/// From here on this thread, and the threads that it starts, give way to all others of the machine that want to compute. For work that
/// nobody waits for at the screen. Does nothing where the system cannot tell threads apart.
void giveWay();

} // namespace tracedeck
