// The Sandbox's bucket, pipeline and intake on a folder of their own, without history and traffic, for scripts beside it: says where they
// are in one line of JSON, and ends with its input.
//   served_account FOLDER
#include "net/http_transport.h"
#include "sandbox/pipeline.h"
#include "sandbox/state_file.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace tracedeck;
using namespace tracedeck::sandbox;

namespace {

QJsonObject keysOf(const Token& token)
{
    return {{QStringLiteral("accessKeyId"), token.id}, {QStringLiteral("secretAccessKey"), QString::fromLatin1(s3Secret(token))}};
}

int failed(const Error& error)
{
    std::fprintf(stderr, "%s %s\n", qPrintable(error.detail), qPrintable(error.subject));
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (argc != 2)
        return 2;
    SandboxOptions options;
    options.folder = QString::fromLocal8Bit(argv[1]);
    options.historyEvents = 0;
    options.eventsPerSecond = 0;
    const SystemClock clock;
    const auto keeper = StateFile::open(options.folder, options.seed, clock.nowMs());
    if (!keeper)
        return failed(keeper.error());
    Faults faults;
    Pipeline pipeline({**keeper, clock, faults, options}, std::make_unique<net::HttpTransport>());
    if (const auto started = pipeline.start(); !started)
        return failed(started.error());
    const SandboxState& state = (*keeper)->state();
    const QJsonObject told {
        {QStringLiteral("endpoint"), pipeline.endpoint().toString()}, {QStringLiteral("intake"), pipeline.intakeUrl().toString()},
        {QStringLiteral("bucket"), state.buckets.front().name},       {QStringLiteral("admin"), keysOf(state.tokens[0])},
        {QStringLiteral("writer"), keysOf(state.tokens[1])},          {QStringLiteral("viewer"), keysOf(state.tokens[2])}};
    std::printf("%s\n", QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    return QCoreApplication::exec();
}
