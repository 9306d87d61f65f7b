#include "fuzz/fuzz_target.h"

#include <cstdio>
#include <cstdlib>

void tracedeck::fuzz::demand(bool holds, const char* expected)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", expected);
    std::abort();
}
