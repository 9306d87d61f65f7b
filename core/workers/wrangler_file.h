#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace tracedeck::workers {

enum class WranglerFormat : std::uint8_t { Toml, Json }; ///< Json: also with comments and trailing commas, as wrangler reads both

/// What a file may hold; more is refused, as it may come from anybody.
inline constexpr qsizetype kLargestFile = 1'000'000; ///< bytes
inline constexpr int kDeepest = 40;                  ///< tables and lists in each other, also those of a dotted key
inline constexpr int kMostValues = 20'000;
inline constexpr std::size_t kMostEnvironments = 500;

/// By the name: "wrangler.toml", "wrangler.worker.jsonc" … nullopt for what is none.
[[nodiscard]] std::optional<WranglerFormat> formatOf(const QString& fileName);

/// Whether `logpush` stands somewhere, and what is said there.
struct FlagPlace {
    std::optional<bool> value; ///< nullopt: the key is missing, or no boolean
    int line = 0;              ///< 1-based, of the value; 0: the key is missing
    bool isWrong = false;      ///< it is there and no boolean
    bool operator==(const FlagPlace&) const = default;
};

/// One section that a deploy can be made of: the top level, or one of `env`.
struct WranglerSection {
    QString environment; ///< "" = the top level
    QString worker;      ///< name of the Worker that it deploys; "" where the file gives none that a Worker could have
    FlagPlace logpush;   ///< as written here
    std::optional<bool> observability;
    QStringList tailConsumers; ///< services
    QString comment;           ///< the comment lines right above the section or its flag, without their signs: the last 20; hostile text
    int line = 0;              ///< where the section begins, 1-based; 0 where it has no place of its own
};

/// A `logpush` that switches nothing: under `observability`, say.
struct Decoy {
    QString path; ///< "observability.logpush"; of a long name its beginning
    int line = 0;
};

/// What Tracedeck reads of a wrangler file.
struct WranglerConfig {
    WranglerFormat format = WranglerFormat::Toml;
    QString accountId, main;
    std::vector<WranglerSection> sections; ///< the top level first, then as written
    std::vector<Decoy> decoys;             ///< the first 100

    [[nodiscard]] const WranglerSection* section(const QString& environment) const; ///< null: there is none
    /// What a deploy of that environment sends: its own, else the top level's; nullopt: the key is left out.
    [[nodiscard]] std::optional<bool> effective(const QString& environment) const;
    [[nodiscard]] bool isInherited(const QString& environment) const; ///< `effective` is the top level's word
};

/// BadValue with "line N, column M: why" for what does not parse or holds more than it may; nothing is guessed then. LimitExceeded past
/// `kLargestFile`.
[[nodiscard]] Result<WranglerConfig> readWrangler(const QByteArray& bytes, WranglerFormat format);

} // namespace tracedeck::workers
