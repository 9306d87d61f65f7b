#include "access/wrangler.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QPromise>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTimer>

#include <array>
#include <atomic>
#include <csignal>
#include <functional>
#include <memory>
#include <unistd.h>

namespace tracedeck::access {

namespace {

constexpr qint64 kPrintedAtMost = qint64 {64} * 1024;

/// What a program that is asked for its version has no business with.
constexpr std::array kNotInherited {"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY",    "CLOUDFLARE_EMAIL", "CF_API_TOKEN",
                                    "AWS_ACCESS_KEY_ID",    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"};

QProcessEnvironment bareEnvironment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : kNotInherited)
        environment.remove(QString::fromLatin1(name));
    environment.insert(QStringLiteral("WRANGLER_SEND_METRICS"), QStringLiteral("false"));
    environment.insert(QStringLiteral("CI"), QStringLiteral("1"));
    return environment;
}

/// One run. Lives on the thread that started it and goes when it is over.
class Run final : public QObject {
public:
    Run(const QString& program, std::stop_token stop, std::chrono::milliseconds patience)
        : m_program(program)
        , m_stop(std::move(stop), [this] { cancel(); })
    {
        m_process.setProcessEnvironment(bareEnvironment());
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_process.setChildProcessModifier([] { ::setsid(); }); // what it starts is ended with it
        m_patience.setSingleShot(true);
        m_patience.setInterval(patience);
        connect(&m_patience, &QTimer::timeout, this, [this] { end(fail(ErrorCode::TimedOut, QStringLiteral("no answer"), m_program)); });
        connect(&m_process, &QProcess::readyRead, this, &Run::read);
        connect(&m_process, &QProcess::finished, this, [this] { finish(); });
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                end(fail(ErrorCode::PermissionDenied, m_process.errorString(), m_program));
        });
    }

    QFuture<Result<WranglerFound>> start()
    {
        m_promise.start();
        auto future = m_promise.future();
        m_patience.start();
        m_process.start(m_program, {QStringLiteral("--version")});
        m_group = m_process.processId();
        return future;
    }

private:
    /// On any thread: ends the processes at once, also where no event loop will run any more.
    void cancel()
    {
        killGroup();
        QMetaObject::invokeMethod(
            this, [this] { end(fail(ErrorCode::Cancelled)); }, Qt::QueuedConnection);
    }

    void killGroup()
    {
        if (const qint64 group = m_group.exchange(0); group > 0)
            ::kill(-static_cast<pid_t>(group), SIGKILL);
    }

    void read()
    {
        m_printed += m_process.readAll();
        m_printed.truncate(kPrintedAtMost);
    }

    void finish()
    {
        read();
        auto found = parseWranglerVersion(QString::fromUtf8(m_printed));
        if (!found)
            return end(fail(ErrorCode::BadAnswer, QString::fromUtf8(m_printed).simplified().left(200), m_program));
        found->program = m_program;
        end(std::move(*found));
    }

    void end(Result<WranglerFound> result)
    {
        if (m_isOver)
            return;
        m_isOver = true;
        m_patience.stop();
        killGroup();
        m_promise.addResult(std::move(result));
        m_promise.finish();
        if (m_process.state() == QProcess::NotRunning)
            return deleteLater();
        m_process.disconnect(this);
        connect(&m_process, &QProcess::finished, this, &QObject::deleteLater);
    }

    const QString m_program;
    QProcess m_process;
    QTimer m_patience;
    QByteArray m_printed;
    QPromise<Result<WranglerFound>> m_promise;
    std::atomic<qint64> m_group {0}; ///< of processes; 0 = none
    bool m_isOver = false;
    std::stop_callback<std::function<void()>> m_stop; // last: goes before what it reaches
};

} // namespace

std::optional<WranglerFound> parseWranglerVersion(const QString& printed)
{
    static const QRegularExpression escapes(QStringLiteral("\\x1b\\[[0-9;]*[A-Za-z]"));
    static const QRegularExpression number(QStringLiteral("(?<![\\w.])v?(\\d{1,4})\\.(\\d{1,6})\\.(\\d{1,6})(-[0-9A-Za-z.-]+)?"));
    QString plain = printed;
    plain.remove(escapes);
    // Node's own complaints come before the banner and name other versions.
    const qsizetype banner = plain.indexOf(QStringLiteral("wrangler"), 0, Qt::CaseInsensitive);
    auto match = number.match(plain, std::max<qsizetype>(0, banner));
    if (!match.hasMatch())
        match = number.match(plain);
    if (!match.hasMatch())
        return std::nullopt;
    const Version version {match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()};
    return WranglerFound {
        {}, QString(match.captured(1) % u'.' % match.captured(2) % u'.' % match.captured(3) % match.captured(4)), version};
}

QString findWrangler(const QString& project)
{
    const QString name = QStringLiteral("wrangler");
    if (project.isEmpty())
        return QStandardPaths::findExecutable(name);
    const QFileInfo own(QDir(project).filePath(QStringLiteral("node_modules/.bin/wrangler")));
    return own.exists() ? own.absoluteFilePath() : QString();
}

QFuture<Result<WranglerFound>> askWrangler(const QString& program, std::stop_token stop, std::chrono::milliseconds patience)
{
    if (program.isEmpty())
        return QtFuture::makeReadyFuture(Result<WranglerFound>(fail(ErrorCode::NotFound, QStringLiteral("there is none"))));
    return (new Run(program, std::move(stop), patience))->start(); // it ends by itself
}

} // namespace tracedeck::access
