#include "async/priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace tracedeck {

void giveWay()
{
#ifdef __linux__
    constexpr int niceness = 10; // a tenth of what others get
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), niceness);
#endif
}

} // namespace tracedeck
