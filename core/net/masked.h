#pragma once

#include <QString>
#include <QUrl>

namespace tracedeck::net {

/// True for names of query keys, headers and fields whose values are secrets, or are as good as one: "X-Amz-Signature", "token".
[[nodiscard]] bool namesSecret(QStringView name);

/// A URL as it may be written down and shown: user info gone, values of keys that name secrets replaced by "***".
[[nodiscard]] QString maskedUrl(const QUrl& url);

/// Running text as it may be written down: `secret=…`, `"token": "…"` and `Bearer …` lose what they tell.
[[nodiscard]] QString maskedText(const QString& text);

} // namespace tracedeck::net
