#include "delivery/gzip.h"

#include <libdeflate.h>

#include <memory>

namespace tracedeck::delivery {

std::string gzip(std::string_view bytes)
{
    constexpr int kLevel = 4; // near the size that objects in a bucket have
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(libdeflate_alloc_compressor(kLevel),
                                                                                                   &libdeflate_free_compressor);
    std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
    out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
}

} // namespace tracedeck::delivery
