#pragma once

#include "logpush/destination.h"

#include <QString>

namespace tracedeck::ui {

// Destinations in words. Any thread.

/// "Amazon S3", "HTTPS"; "Other" for a scheme that is not in the table. Names of products are the same in every language.
[[nodiscard]] QString kindText(logpush::DestinationKind kind);
/// "API key": what such a destination takes, in two or three words.
[[nodiscard]] QString kindNote(logpush::DestinationKind kind);
/// The icon of our set.
[[nodiscard]] QString kindIcon(logpush::DestinationKind kind);

/// How one field of a destination's form is called, and what helps to fill it in.
struct FieldWords {
    QString name, help, example;
};
[[nodiscard]] FieldWords placeWords(logpush::DestinationKind kind);
[[nodiscard]] FieldWords pathWords(logpush::DestinationKind kind);
/// Of a parameter; one that is not known is called what it is.
[[nodiscard]] FieldWords paramWords(const QString& name);

} // namespace tracedeck::ui
