#include "base/result.h"

tracedeck::Result<int> answer();

int main()
{
#ifdef MISUSE
    const int value = answer();
#else
    const int value = answer().value_or(1);
#endif
    return value;
}
