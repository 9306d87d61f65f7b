#include "delivery/gzip.h"

#include <isa-l/igzip_lib.h>

#include <vector>

namespace tracedeck::delivery {

namespace {

constexpr std::size_t kPiece = 1U << 30U; // the library counts in 32 bits
constexpr std::size_t kOutput = 1U << 16U;

} // namespace

std::string gzip(std::string_view bytes)
{
    isal_zstream stream;
    isal_deflate_init(&stream);
    std::vector<std::uint8_t> workspace(ISAL_DEF_LVL1_DEFAULT);
    stream.level = 1;
    stream.level_buf = workspace.data();
    stream.level_buf_size = ISAL_DEF_LVL1_DEFAULT;
    stream.gzip_flag = IGZIP_GZIP;

    std::string out;
    std::vector<std::uint8_t> chunk(kOutput);
    std::string_view rest = bytes;
    do {
        if (stream.avail_in == 0 && stream.end_of_stream == 0) {
            const std::string_view piece = rest.substr(0, kPiece);
            rest.remove_prefix(piece.size());
            // the library's pointer is not const, it only reads
            stream.next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(piece.data()));
            stream.avail_in = static_cast<std::uint32_t>(piece.size());
            stream.end_of_stream = rest.empty() ? 1 : 0;
        }
        stream.next_out = chunk.data();
        stream.avail_out = kOutput;
        isal_deflate(&stream);
        out.append(reinterpret_cast<const char*>(chunk.data()), kOutput - stream.avail_out);
    } while (stream.internal_state.state != ZSTATE_END);
    return out;
}

} // namespace tracedeck::delivery
