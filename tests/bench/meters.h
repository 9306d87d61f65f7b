#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <stop_token>
#include <thread>

namespace tracedeck::bench {

/// The longest time between two turns of the event loop since `restart`. It looks every millisecond: a meter that spins would take a
/// core from what it measures.
class StallMeter : public QObject {
public:
    StallMeter()
    {
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const qint64 away = m_since.nsecsElapsed(), busy = threadNs();
            if (away > m_longest) {
                m_longest = away;
                m_busy = busy - m_busySince;
            }
            m_since.restart();
            m_busySince = busy;
        });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.start(std::chrono::milliseconds(1));
        restart();
    }
    void restart()
    {
        m_longest = m_busy = 0;
        m_since.restart();
        m_busySince = threadNs();
    }
    [[nodiscard]] double longestMs() const { return static_cast<double>(m_longest) / 1e6; }
    /// How long the thread itself computed in that time; in the rest of it, it waited, for a core or for somebody else.
    [[nodiscard]] double busyMs() const { return static_cast<double>(m_busy) / 1e6; }

private:
    static qint64 threadNs()
    {
        timespec time {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64 {time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0, m_busy = 0, m_busySince = 0;
};

/// Anonymous memory of this process (RssAnon: heap and stacks, no files), 0 where the system does not tell.
inline qint64 anonymousBytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("RssAnon:");
    return at < 0 ? 0 : text.mid(at + 8, text.indexOf("kB", at) - at - 8).trimmed().toLongLong() * 1024;
}

/// How far anonymous memory rose above what it was at the beginning, looked at every millisecond.
class MemoryMeter {
public:
    [[nodiscard]] double peakMb() const { return static_cast<double>(std::max<qint64>(0, m_most - m_before)) / 1e6; }
    [[nodiscard]] double nowMb() const { return static_cast<double>(anonymousBytes() - m_before) / 1e6; }

private:
    void look(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            m_most = std::max(m_most.load(), anonymousBytes());
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    const qint64 m_before = anonymousBytes();
    std::atomic<qint64> m_most = m_before;
    std::jthread m_thread {[this](const std::stop_token& stop) { look(stop); }}; // last: it uses what stands before
};

} // namespace tracedeck::bench
