#pragma once

#include "ingest/inflate.h"

#include <isa-l/igzip_lib.h>

#include <optional>
#include <vector>

namespace tracedeck::ingest {

/// What bytes are packed with, by their beginning.
enum class Packing : std::uint8_t { None, Gzip, Zlib };
[[nodiscard]] Packing packingOf(std::span<const std::byte> beginning);

/// Bytes before one layer of packing: of the object itself, or of the layer below.
class UnpackLayer {
public:
    /// Bytes of the object that were consumed, for the limits of every layer.
    struct Meter {
        std::uint64_t in = 0, size = 0;
    };

    UnpackLayer(std::span<const std::byte> object, Packing packing, const ExpansionLimits& limits, Meter& meter);
    /// `beginning` was read from `below` already; it is unpacked first.
    UnpackLayer(UnpackLayer& below, std::vector<std::byte> beginning, Packing packing, const ExpansionLimits& limits, Meter& meter);
    UnpackLayer(const UnpackLayer&) = delete;
    UnpackLayer& operator=(const UnpackLayer&) = delete;

    /// As `Inflater::read`.
    [[nodiscard]] Result<std::size_t> read(std::span<std::byte> out);

private:
    void startMember();
    bool need(std::size_t bytes);
    void consume(std::size_t bytes);
    void nextMember();
    void inflateOnce(std::span<std::byte> to, std::size_t& given);
    std::size_t copy(std::span<std::byte> to);
    void failWith(ErrorCode code, const QString& why);
    [[nodiscard]] QString packedData() const;
    [[nodiscard]] bool isPastLimits() const;

    UnpackLayer* m_below = nullptr;
    std::vector<std::byte> m_held; // what came from below
    std::span<const std::byte> m_input;
    Packing m_packing;
    ExpansionLimits m_limits;
    Meter& m_meter;
    std::uint64_t m_out = 0;
    bool m_finished = false, m_belowEnded = false;
    std::optional<Error> m_failure, m_belowFailure;
    inflate_state m_state {};
};

} // namespace tracedeck::ingest
