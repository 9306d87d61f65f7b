#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace tracedeck::test {

/// How a secret may stand in bytes: as it is, as UTF-16, in hex, percent-encoded, and in Base64 wherever in the encoded text it begins.
[[nodiscard]] QList<QByteArray> writingsOf(const QByteArray& secret);

/// Whether any of these secrets stands in `bytes` in any of its writings.
[[nodiscard]] bool holdsSecret(const QByteArray& bytes, const QList<QByteArray>& secrets);

/// Files below `folder` that hold any of the secrets, packed with gzip or not; `except`: a folder that is not looked through. Files
/// that cannot be read are named too: what cannot be looked through is not clean.
[[nodiscard]] QStringList filesWithSecret(const QString& folder, const QList<QByteArray>& secrets, const QString& except = {});

/// What everybody on the machine may read of this process: its command line.
[[nodiscard]] QByteArray commandLine();

} // namespace tracedeck::test
