#include "ingest/inflate.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace tracedeck::ingest {

bool hasGzipMagic(std::span<const std::byte> object)
{
    return object.size() >= 2 && object[0] == std::byte {0x1f} && object[1] == std::byte {0x8b};
}

struct Inflater::Private {
    std::span<const std::byte> object;
    ExpansionLimits limits;
    std::uint64_t in = 0;  // consumed
    std::uint64_t out = 0; // produced
    bool gzip = false;
    bool finished = false;
    std::optional<Error> failure;
    inflate_state state {};

    void startMember()
    {
        isal_inflate_init(&state);
        state.crc_flag = ISAL_GZIP;
    }

    void failWith(ErrorCode code, const QString& why)
    {
        failure = Error {code,
                         why % u" (" % QString::number(out) % u" bytes unpacked, " % QString::number(in) % u" of "
                             % QString::number(object.size()) % u" read)",
                         {}};
    }

    [[nodiscard]] bool isPastLimits() const { return out > limits.rawBytes || (gzip && out > limits.ratioFrom && out / limits.ratio > in); }

    std::size_t copy(std::span<std::byte> to)
    {
        const auto n = std::min<std::size_t>(to.size(), object.size() - in);
        if (n > 0) // an empty object has no address
            std::memcpy(to.data(), object.data() + in, n);
        in += n;
        out += n;
        return n;
    }

    /// After a member's end: another member, zero padding to the end, or bytes that belong to nothing.
    void nextMember()
    {
        const auto rest = object.subspan(in);
        if (std::all_of(rest.begin(), rest.end(), [](std::byte b) { return b == std::byte {0}; })) {
            in = object.size();
            finished = true;
        } else if (hasGzipMagic(rest)) {
            startMember();
        } else {
            failWith(ErrorCode::ObjectCorrupt, QStringLiteral("bytes after the end of the gzip data"));
        }
    }

    std::size_t inflateInto(std::span<std::byte> to)
    {
        std::size_t given = 0;
        while (given < to.size() && !finished && !failure) {
            const auto chunk = static_cast<std::uint32_t>(std::min<std::uint64_t>(object.size() - in, 1U << 30));
            const auto room = static_cast<std::uint32_t>(std::min<std::size_t>(to.size() - given, 1U << 30));
            state.next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(object.data() + in));
            state.avail_in = chunk;
            state.next_out = reinterpret_cast<std::uint8_t*>(to.data() + given);
            state.avail_out = room;
            const int code = isal_inflate(&state);
            in += chunk - state.avail_in;
            given += room - state.avail_out;
            out += room - state.avail_out;
            if (code == ISAL_INCORRECT_CHECKSUM)
                failWith(ErrorCode::ObjectCorrupt, QStringLiteral("wrong checksum"));
            else if (code != ISAL_DECOMP_OK && code != ISAL_END_INPUT)
                failWith(ErrorCode::ObjectCorrupt, QStringLiteral("damaged gzip data"));
            else if (state.block_state == ISAL_BLOCK_FINISH)
                nextMember();
            else if (in == object.size() && state.avail_out > 0)
                failWith(ErrorCode::ObjectTruncated, QStringLiteral("the gzip data ends early"));
            if (isPastLimits() && !failure)
                failWith(ErrorCode::LimitExceeded, QStringLiteral("unpacks to more than is allowed"));
        }
        return given;
    }
};

Inflater::Inflater(std::span<const std::byte> object, ExpansionLimits limits) : d(std::make_unique<Private>())
{
    d->object = object;
    d->limits = limits;
    d->gzip = hasGzipMagic(object);
    if (d->gzip)
        d->startMember();
}

Inflater::~Inflater() = default;

bool Inflater::isGzip() const
{
    return d->gzip;
}

std::uint64_t Inflater::bytesIn() const
{
    return d->in;
}

Result<std::size_t> Inflater::read(std::span<std::byte> out)
{
    if (d->finished || out.empty())
        return 0;
    const auto given = d->failure ? 0 : d->gzip ? d->inflateInto(out) : d->copy(out);
    if (given == 0 && d->failure)
        return fail(*d->failure);
    return given;
}

} // namespace tracedeck::ingest
