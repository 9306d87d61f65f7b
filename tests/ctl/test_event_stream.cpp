// All events of a store, printed one after the other: byte for byte what was delivered, in memory that does not grow with them.
#include "ctl/measured_run.h"
#include "delivery/gzip.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kObjectEvents = 50'000;
constexpr qint64 kMostBytes = 160 << 20;
constexpr int kStride = 7'919; // prime

int eventCount()
{
    const int asked = qEnvironmentVariableIntValue("TRACEDECK_ROUNDS");
    return asked > 0 ? asked : 100'000;
}

/// The event of a time, as it is delivered: 0.4 KB, and 2 KB where there are few of them.
std::string lineOf(int time, int count)
{
    static const std::string text(count > 1'000'000 ? 200 : 1'800, 'x');
    const auto n = std::to_string(time), cpu = std::to_string(std::int64_t {time} * kStride % count);
    return R"({"EventTimestampMs":)" + n + R"(, "Outcome":"ok","CPUTimeMs":)" + cpu + R"(,"ScriptName":"w)" + std::to_string(time % 50)
        + R"(","Logs":[{"Level":"log","Message":["\u00e9 )" + n + text + "\"]}]}";
}

/// Compares what comes in pieces with the lines that are expected.
class Expected {
public:
    Expected(int count, std::function<int(int)> timeAt) : m_count(count), m_timeAt(std::move(timeAt)) {}

    void take(const QByteArray& piece)
    {
        m_rest += piece.toStdString();
        std::size_t from = 0;
        for (auto end = m_rest.find('\n'); end != std::string::npos; end = m_rest.find('\n', from)) {
            const bool isAsDelivered =
                m_seen < m_count && std::string_view {m_rest}.substr(from, end - from) == lineOf(m_timeAt(m_seen), m_count);
            m_wrong += isAsDelivered ? 0 : 1;
            ++m_seen;
            from = end + 1;
        }
        m_rest.erase(0, from);
    }
    [[nodiscard]] bool isAll() const { return m_seen == m_count && m_wrong == 0 && m_rest.empty(); }
    [[nodiscard]] QString words() const { return u"%1 lines, %2 of them wrong"_s.arg(m_seen).arg(m_wrong); }

private:
    int m_count, m_seen = 0, m_wrong = 0;
    std::function<int(int)> m_timeAt;
    std::string m_rest;
};

} // namespace

class TestEventStream : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void allComeBackByteForByteInBoundedMemory_data();
    void allComeBackByteForByteInBoundedMemory();

private:
    QTemporaryDir m_folder;
    int m_count = eventCount();
};

/// Two objects at a time share a span of time, so that events come from one and the other.
void TestEventStream::initTestCase()
{
    QVERIFY(QDir().mkpath(m_folder.filePath(u"objects"_s)));
    for (int first = 0; first < m_count; first += 2 * kObjectEvents) {
        for (int odd = 0; odd < 2; ++odd) {
            std::string text;
            for (int time = first + odd; time < std::min(m_count, first + 2 * kObjectEvents); time += 2)
                text += lineOf(time, m_count) + '\n';
            QFile file(m_folder.filePath(u"objects/%1.log.gz"_s.arg(first + odd, 9, 10, QChar(u'0'))));
            QVERIFY(file.open(QIODevice::WriteOnly));
            const auto packed = delivery::gzip(text);
            file.write(packed.data(), static_cast<qint64>(packed.size()));
        }
    }
    const MeasuredRun run = runMeasured(
        {u"--json"_s, u"import"_s, m_folder.filePath(u"objects"_s), u"--store"_s, m_folder.filePath(u"store"_s)}, {}, 1'200'000);
    QVERIFY2(run.ran.exit == 0, run.ran.err.constData());
    QCOMPARE(run.ran.json()[u"rows_total"].toInt(), m_count);
}

void TestEventStream::allComeBackByteForByteInBoundedMemory_data()
{
    QTest::addColumn<QString>("sort");
    QTest::newRow("newest first") << QString();
    QTest::newRow("oldest first") << u"EventTimestampMs:asc"_s;
    QTest::newRow("by a number") << u"CPUTimeMs:asc"_s;
}

void TestEventStream::allComeBackByteForByteInBoundedMemory()
{
    QFETCH(QString, sort);
    std::vector<int> byNumber(static_cast<std::size_t>(m_count));
    for (int time = 0; time < m_count; ++time)
        byNumber[static_cast<std::size_t>(std::int64_t {time} * kStride % m_count)] = time;
    Expected expected(m_count, [&](int i) {
        return sort.isEmpty() ? m_count - 1 - i : sort.startsWith(u'E') ? i : byNumber[static_cast<std::size_t>(i)];
    });
    QStringList arguments {u"events"_s, u"--store"_s, m_folder.filePath(u"store"_s), u"--limit"_s, u"0"_s, u"--format"_s, u"ndjson"_s};
    if (!sort.isEmpty())
        arguments << u"--sort"_s << sort;
    const MeasuredRun run = runMeasured(
        arguments, [&](const QByteArray& piece) { expected.take(piece); }, 3'000'000);
    QVERIFY2(run.ran.exit == 0, run.ran.err.constData());
    QVERIFY2(expected.isAll(), qPrintable(expected.words()));
    qInfo("%d events in %lld ms, %lld MB at most", m_count, run.ms, run.peakBytes >> 20);
    const qint64 order = sort.startsWith(u'C') ? qint64 {8} * m_count : 0; // is held; time's is that of the segments
    QVERIFY2(run.peakBytes < kMostBytes + order, qPrintable(u"%1 MB"_s.arg(run.peakBytes >> 20)));
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "test_event_stream.moc"
