#pragma once

#include "base/error.h"
#include "commands.h"

#include <QJsonObject>

#include <cstdint>
#include <string>
#include <string_view>

namespace tracedeck::ctl {

void printJson(const QJsonObject& document); ///< one document, one line, to stdout
void printRaw(std::string_view bytes);       ///< bytes as they are (NDJSON), to stdout
void printText(std::string_view text);       ///< for people: escape sequences in it are made visible; adds a newline
/// To stderr, and as {"error":{"code","message"}} to stdout with --json; sets the exit code that fits the error.
void reportError(Context& context, const Error& error);
[[nodiscard]] std::string readStdin();
/// Of what JSON has no unsigned numbers for.
[[nodiscard]] inline qint64 jsonNumber(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

} // namespace tracedeck::ctl
