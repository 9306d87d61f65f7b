#pragma once

#include "ctl/command.h"

#include <QElapsedTimer>
#include <QFile>

#include <functional>

namespace tracedeck::test {

/// A run of `tracedeckctl`, with the most anonymous memory (heap and stacks, no files) that it was seen to hold, and how long it took.
struct MeasuredRun {
    Ran ran;
    qint64 peakBytes = 0, ms = 0;
};

inline qint64 anonymousBytesOf(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("RssAnon:");
    return at < 0 ? 0 : text.mid(at + 8, text.indexOf("kB", at) - at - 8).trimmed().toLongLong() * 1024;
}

/// Hands on what it prints as it comes, where `use` is given. What the sanitizers keep of freed memory is none of its own: they are told to
/// keep little.
inline MeasuredRun runMeasured(const QStringList& arguments, const std::function<void(const QByteArray&)>& use = {}, int mostMs = 120'000)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("quarantine_size_mb=1:thread_local_quarantine_size_kb=64"));
    QProcess process;
    process.setProcessEnvironment(environment);
    MeasuredRun run;
    QElapsedTimer clock;
    clock.start();
    process.start(QStringLiteral(TRACEDECKCTL), arguments);
    while (process.state() != QProcess::NotRunning && clock.elapsed() < mostMs) {
        use ? process.waitForReadyRead(2) : process.waitForFinished(2);
        run.peakBytes = std::max(run.peakBytes, anonymousBytesOf(process.processId()));
        if (use)
            use(process.readAllStandardOutput());
    }
    run.ms = clock.elapsed();
    if (process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit)
        run.ran.exit = process.exitCode();
    run.ran.out = process.readAllStandardOutput();
    run.ran.err = process.readAllStandardError();
    if (use)
        use(std::exchange(run.ran.out, {}));
    return run;
}

} // namespace tracedeck::test
