#include "base/result.h"

tracedeck::Result<int> answer();

int main()
{
#ifdef MISUSE
    answer();
#else
    return answer().value_or(1);
#endif
}
