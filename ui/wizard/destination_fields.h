#pragma once

#include "logpush/destination.h"
#include "widgets/form_row.h"

#include <QString>
#include <QStringList>

#include <cstddef>

namespace tracedeck::ui {

// What the fields of a destination mean, without the fields.

/// "workers" of "/workers/{DATE}": the path without its slashes and without the day at its end.
[[nodiscard]] QString folderOf(const QString& path);
[[nodiscard]] bool hasDailyFolder(const QString& path);
/// The path of a folder; `before` where that says the same, as it was written.
[[nodiscard]] QString pathOf(const QString& folder, bool isDaily, const QString& before);

/// A mask in the place of a secret.
void setMasked(logpush::Destination& destination, const QString& param);
/// "" removes one, unless it is there and empty already.
void setOrRemove(logpush::Destination& destination, const QString& param, const QString& value);

/// R2 by its own scheme, or by the endpoint of a jurisdiction.
[[nodiscard]] bool isR2(const logpush::Destination& destination);
[[nodiscard]] QString jurisdictionOf(const logpush::Destination& destination); ///< "default", "eu", "fedramp"
/// The same place in another jurisdiction: the S3-compatible form for all but the default one.
[[nodiscard]] logpush::Destination inJurisdiction(const logpush::Destination& destination, const QString& jurisdiction,
                                                  const QString& accountId);
/// An empty one of that kind; what both kinds have goes along.
[[nodiscard]] logpush::Destination emptyOf(logpush::DestinationKind kind, const QString& accountId);
[[nodiscard]] logpush::Destination ofKind(const logpush::Destination& destination, logpush::DestinationKind kind, const QString& accountId);

// What is to say about one field. `destination` has what is typed, secrets too.
[[nodiscard]] Remark remarkOnPlace(const logpush::Destination& destination, const QString& typed);
[[nodiscard]] Remark remarkOnParam(const logpush::Destination& destination, const QString& param, const QStringList& held);
[[nodiscard]] Remark remarkOnSecret(const logpush::Destination& destination, const QString& param, std::size_t length);

} // namespace tracedeck::ui
