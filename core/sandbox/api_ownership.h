#pragma once

#include "logpush/destination.h"
#include "sandbox/state.h"

namespace tracedeck::sandbox {

inline constexpr QStringView kChallengeFile = u"ownership-challenge.txt";

/// What a challenge token is bound to.
struct ChallengeSubject {
    QString scopeId; ///< the account's or zone's
    QString destinationConf;
};
/// A signed token that proves for seven days that its reader can read the destination. Its form is a JWT's.
[[nodiscard]] QByteArray challengeToken(const ChallengeSubject& subject, const QByteArray& key, qint64 nowMs);
[[nodiscard]] bool isChallengeMet(const QString& token, const ChallengeSubject& subject, const QByteArray& key, qint64 nowMs);
[[nodiscard]] bool needsOwnership(const logpush::Destination& destination, const OpenFacts& facts);

} // namespace tracedeck::sandbox
