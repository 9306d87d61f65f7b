#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace tracedeck::ingest {

/// Where a delivered object's expansion is stopped (a bomb): what came before stays.
struct ExpansionLimits {
    std::uint64_t rawBytes = 8ULL << 30;   ///< inflated bytes at most
    std::uint64_t ratio = 200;             ///< inflated : compressed at most …
    std::uint64_t ratioFrom = 64ULL << 20; ///< … once this many bytes are out
};

/// The bytes of a delivered object as they were before compression: gzip (also several members joined) and zlib are found by their
/// beginning, up to three layers of them; anything else passes as it is. One thread.
class Inflater {
public:
    /// `object` must outlive this.
    explicit Inflater(std::span<const std::byte> object, ExpansionLimits limits = {});
    ~Inflater();

    /// Fills `out`; 0 = the proper end. ObjectTruncated, ObjectCorrupt, LimitExceeded (detail: where): after a failure nothing more
    /// comes, what was given before is good.
    [[nodiscard]] Result<std::size_t> read(std::span<std::byte> out);

    [[nodiscard]] bool isPacked() const;
    [[nodiscard]] std::uint64_t bytesIn() const; ///< of the object, consumed so far

private:
    struct Private;
    std::unique_ptr<Private> d;
};

[[nodiscard]] bool hasGzipMagic(std::span<const std::byte> object);

} // namespace tracedeck::ingest
