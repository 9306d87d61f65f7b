#include "fuzz/fuzz_target.h"

#include <QtGlobal>

namespace {

void hush(QtMsgType, const QMessageLogContext&, const QString&) {}

} // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***)
{
    qInstallMessageHandler(hush);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzzOne({reinterpret_cast<const char*>(data), size});
    return 0;
}
