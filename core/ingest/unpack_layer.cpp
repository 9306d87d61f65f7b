#include "ingest/unpack_layer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tracedeck::ingest {

namespace {

constexpr std::size_t kHeld = 128U << 10;

/// Text may begin with the two bytes of a zlib header too ("x^"); then what follows does not unpack.
bool unpacksAsZlib(std::span<const std::byte> beginning)
{
    inflate_state state {};
    std::array<std::uint8_t, 1024> out {};
    isal_inflate_init(&state);
    state.crc_flag = ISAL_ZLIB;
    state.next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(beginning.data()));
    state.avail_in = static_cast<std::uint32_t>(std::min<std::size_t>(beginning.size(), 1024));
    state.next_out = out.data();
    state.avail_out = out.size();
    const int code = isal_inflate(&state);
    return code == ISAL_DECOMP_OK || code == ISAL_END_INPUT;
}

bool isZlib(std::span<const std::byte> beginning)
{
    if (beginning.size() < 3 || beginning[0] != std::byte {0x78})
        return false;
    const auto level = std::to_integer<unsigned>(beginning[1]);
    return (level == 0x01 || level == 0x5e || level == 0x9c || level == 0xda) && unpacksAsZlib(beginning);
}

} // namespace

bool hasGzipMagic(std::span<const std::byte> object)
{
    return object.size() >= 2 && object[0] == std::byte {0x1f} && object[1] == std::byte {0x8b};
}

Packing packingOf(std::span<const std::byte> beginning)
{
    return hasGzipMagic(beginning) ? Packing::Gzip : isZlib(beginning) ? Packing::Zlib : Packing::None;
}

UnpackLayer::UnpackLayer(std::span<const std::byte> object, Packing packing, const ExpansionLimits& limits, Meter& meter)
    : m_input(object)
    , m_packing(packing)
    , m_limits(limits)
    , m_meter(meter)
    , m_belowEnded(true)
{
    startMember();
}

UnpackLayer::UnpackLayer(UnpackLayer& below, std::vector<std::byte> beginning, Packing packing, const ExpansionLimits& limits, Meter& meter)
    : m_below(&below)
    , m_held(std::move(beginning))
    , m_input(m_held)
    , m_packing(packing)
    , m_limits(limits)
    , m_meter(meter)
{
    startMember();
}

void UnpackLayer::startMember()
{
    isal_inflate_init(&m_state);
    m_state.crc_flag = m_packing == Packing::Zlib ? ISAL_ZLIB : ISAL_GZIP;
}

void UnpackLayer::failWith(ErrorCode code, const QString& why)
{
    m_failure = Error {code,
                       why % u" (" % QString::number(m_out) % u" bytes unpacked, " % QString::number(m_meter.in) % u" of "
                           % QString::number(m_meter.size) % u" read)",
                       {}};
}

QString UnpackLayer::packedData() const
{
    return m_packing == Packing::Zlib ? QStringLiteral("zlib data") : QStringLiteral("gzip data");
}

bool UnpackLayer::isPastLimits() const
{
    const bool isPacked = m_packing != Packing::None;
    return m_out > m_limits.rawBytes || (isPacked && m_out > m_limits.ratioFrom && m_out / m_limits.ratio > m_meter.in);
}

/// So many bytes of input are there, or there are no more.
bool UnpackLayer::need(std::size_t bytes)
{
    while (m_input.size() < bytes && !m_belowEnded) {
        std::vector<std::byte> more(kHeld + m_input.size());
        std::copy(m_input.begin(), m_input.end(), more.begin());
        const auto got = m_below->read(std::span {more}.subspan(m_input.size()));
        m_belowEnded = !got || *got == 0;
        if (!got)
            m_belowFailure = got.error();
        more.resize(m_input.size() + (got ? *got : 0));
        m_held = std::move(more);
        m_input = m_held;
    }
    return m_input.size() >= bytes;
}

void UnpackLayer::consume(std::size_t bytes)
{
    m_input = m_input.subspan(bytes);
    m_meter.in += m_below == nullptr ? bytes : 0;
}

/// After a member's end: another member, zero padding to the end, or bytes that belong to nothing.
void UnpackLayer::nextMember()
{
    if (m_packing == Packing::Gzip && need(2) && hasGzipMagic(m_input))
        return startMember();
    while (need(1)) {
        const auto used = std::find_if(m_input.begin(), m_input.end(), [](std::byte b) { return b != std::byte {0}; });
        const bool isPadding = used == m_input.end();
        if (!isPadding)
            return failWith(ErrorCode::ObjectCorrupt, QStringLiteral("bytes after the end of the ") % packedData());
        consume(m_input.size());
    }
    m_failure = m_belowFailure;
    m_finished = !m_failure;
}

void UnpackLayer::inflateOnce(std::span<std::byte> to, std::size_t& given)
{
    need(1);
    const auto chunk = static_cast<std::uint32_t>(std::min<std::size_t>(m_input.size(), 1U << 30));
    const auto room = static_cast<std::uint32_t>(std::min<std::size_t>(to.size() - given, 1U << 30));
    m_state.next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(m_input.data()));
    m_state.avail_in = chunk;
    m_state.next_out = reinterpret_cast<std::uint8_t*>(to.data() + given);
    m_state.avail_out = room;
    const int code = isal_inflate(&m_state);
    const bool isMiscounted = m_state.avail_in > chunk || m_state.avail_out > room; // after some faults its counts are wrong
    const auto written = static_cast<std::size_t>(m_state.next_out - reinterpret_cast<std::uint8_t*>(to.data() + given));
    consume(m_state.avail_in > chunk ? chunk : chunk - m_state.avail_in);
    given += written;
    m_out += written;
    if (code == ISAL_INCORRECT_CHECKSUM) {
        failWith(ErrorCode::ObjectCorrupt, QStringLiteral("wrong checksum"));
    } else if (isMiscounted || (code != ISAL_DECOMP_OK && code != ISAL_END_INPUT)) {
        failWith(ErrorCode::ObjectCorrupt, QStringLiteral("damaged ") % packedData());
    } else if (m_state.block_state == ISAL_BLOCK_FINISH) {
        nextMember();
    } else if (m_belowEnded && m_input.empty() && m_state.avail_out > 0) {
        failWith(ErrorCode::ObjectTruncated, QStringLiteral("the ") % packedData() % u" ends early");
        if (m_belowFailure)
            m_failure = m_belowFailure;
    }
    if (isPastLimits() && !m_failure)
        failWith(ErrorCode::LimitExceeded, QStringLiteral("unpacks to more than is allowed"));
}

std::size_t UnpackLayer::copy(std::span<std::byte> to)
{
    const auto n = std::min<std::size_t>(to.size(), m_input.size());
    if (n > 0) // an empty object has no address
        std::memcpy(to.data(), m_input.data(), n);
    consume(n);
    m_out += n;
    return n;
}

Result<std::size_t> UnpackLayer::read(std::span<std::byte> out)
{
    if (m_finished || out.empty())
        return 0;
    std::size_t given = 0;
    if (m_packing == Packing::None)
        given = copy(out);
    while (m_packing != Packing::None && given < out.size() && !m_finished && !m_failure)
        inflateOnce(out, given);
    if (given == 0 && m_failure)
        return fail(*m_failure);
    return given;
}

} // namespace tracedeck::ingest
