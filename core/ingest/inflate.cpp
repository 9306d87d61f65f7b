#include "ingest/inflate.h"

#include "ingest/unpack_layer.h"

#include <algorithm>
#include <cstring>

namespace tracedeck::ingest {

namespace {

constexpr std::size_t kLayers = 3;      // by who wrote it, by who carried it, and once more by hand
constexpr std::size_t kLookedAt = 1024; // of what a layer gives, to see whether that is packed too

} // namespace

struct Inflater::Private {
    ExpansionLimits limits;
    UnpackLayer::Meter meter;
    std::vector<std::unique_ptr<UnpackLayer>> layers; // each reads from the one before
    std::vector<std::byte> head;                      // of the last one, looked at and not given yet
    std::size_t headGiven = 0;
    std::optional<Error> failure; // found while looking
    bool isPacked = false, isLookedInto = false;

    void lookAtHead()
    {
        head.resize(kLookedAt);
        std::size_t filled = 0;
        while (filled < head.size()) {
            const auto got = layers.back()->read(std::span {head}.subspan(filled));
            if (!got || *got == 0)
                break; // a failure comes again where it is asked for
            filled += *got;
        }
        head.resize(filled);
    }

    /// Puts a layer on the last one as long as what it gives is packed.
    void lookInto()
    {
        isLookedInto = true;
        lookAtHead();
        for (auto packing = packingOf(head); packing != Packing::None; packing = packingOf(head)) {
            if (layers.size() == kLayers) {
                failure = Error {ErrorCode::LimitExceeded, QStringLiteral("packed more than %1 times").arg(kLayers), {}};
                return head.clear();
            }
            layers.push_back(std::make_unique<UnpackLayer>(*layers.back(), std::exchange(head, {}), packing, limits, meter));
            lookAtHead();
        }
    }

    Result<std::size_t> read(std::span<std::byte> out)
    {
        if (isPacked && !isLookedInto)
            lookInto();
        if (headGiven < head.size()) {
            const auto n = std::min(out.size(), head.size() - headGiven);
            std::memcpy(out.data(), head.data() + headGiven, n);
            headGiven += n;
            return n;
        }
        return failure ? Result<std::size_t> {fail(*failure)} : layers.back()->read(out);
    }
};

Inflater::Inflater(std::span<const std::byte> object, ExpansionLimits limits) : d(std::make_unique<Private>())
{
    const auto packing = packingOf(object);
    d->limits = limits;
    d->meter.size = object.size();
    d->isPacked = packing != Packing::None;
    d->layers.push_back(std::make_unique<UnpackLayer>(object, packing, limits, d->meter));
}

Inflater::~Inflater() = default;

bool Inflater::isPacked() const
{
    return d->isPacked;
}

std::uint64_t Inflater::bytesIn() const
{
    return d->meter.in;
}

Result<std::size_t> Inflater::read(std::span<std::byte> out)
{
    return out.empty() ? Result<std::size_t> {0} : d->read(out);
}

} // namespace tracedeck::ingest
