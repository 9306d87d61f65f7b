#include "output.h"

#include "base/visible_text.h"

#include <QJsonDocument>

#include <array>
#include <cstdio>

namespace tracedeck::ctl {

void printRaw(std::string_view bytes)
{
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
}

void printJson(const QJsonObject& document)
{
    const QByteArray text = QJsonDocument(document).toJson(QJsonDocument::Compact);
    printRaw({text.constData(), static_cast<std::size_t>(text.size())});
    printRaw("\n");
}

void printText(std::string_view text)
{
    printRaw(visibleUtf8(text, false));
    printRaw("\n");
}

namespace {

Exit exitFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::IoFailed:
    case ErrorCode::PermissionDenied:
    case ErrorCode::DiskFull:
    case ErrorCode::StoreLocked:
    case ErrorCode::Unreachable:
    case ErrorCode::TimedOut:
    case ErrorCode::TlsFailed:
    case ErrorCode::BadAnswer:
    case ErrorCode::RateLimited:
    case ErrorCode::NotFound: return Exit::Unreachable;
    default: return Exit::Refused;
    }
}

} // namespace

void reportError(Context& context, const Error& error)
{
    const QString message = error.subject.isEmpty() ? error.detail : QString(error.subject % u": " % error.detail);
    if (context.json)
        printJson({{QStringLiteral("error"),
                    QJsonObject {{QStringLiteral("code"), static_cast<int>(error.code)}, {QStringLiteral("message"), message}}}});
    std::fprintf(stderr, "tracedeckctl: %s\n", visibleUtf8(message.toStdString()).c_str());
    context.exit = exitFor(error.code);
}

std::string readStdin()
{
    std::string all;
    std::array<char, 65536> chunk {};
    while (const auto got = std::fread(chunk.data(), 1, chunk.size(), stdin))
        all.append(chunk.data(), got);
    return all;
}

} // namespace tracedeck::ctl
