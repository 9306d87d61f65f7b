#include "delivery/record_output.h"
#include "preview/event_sample.h"
#include "support/generated_store.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

class TestEventSample : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_events = preview::newestEvents(m_generated.snapshot(), {}, 150).value();
        QCOMPARE(m_events.size(), std::size_t {150});
    }

    void theNewestComeOldestFirst()
    {
        for (std::size_t i = 1; i < m_events.size(); ++i)
            QVERIFY(m_events[i - 1].timestampMs <= m_events[i].timestampMs);
        QCOMPARE(*m_events.back().timestampMs, m_generated.snapshot().timeSpan()->to - 1);
    }

    void aLineThatIsTooLongIsLeftOut()
    {
        const QTemporaryDir folder;
        const auto record = [](qint64 ms, std::size_t size) -> QByteArray {
            const QJsonObject json {
                {u"EventTimestampMs"_s, ms}, {u"Outcome"_s, u"ok"_s}, {u"ScriptName"_s, QString(static_cast<qsizetype>(size), u'x')}};
            return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
        };
        QFile file(folder.filePath(u"a.log"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(record(1'795'300'000'000, 10) + record(1'795'300'000'001, preview::kLongestSampled) + record(1'795'300'000'002, 20));
        file.close();
        const auto store = store::LogStore::open(folder.filePath(u"store"_s), store::LogStore::Mode::Write).value();
        QCOMPARE(sync::importPaths(*store, {file.fileName()}, {})->rowsTotal, std::uint64_t {3});
        const auto events = preview::newestEvents(store->snapshot(), {}, 10).value();
        QCOMPARE(events.size(), std::size_t {2});
        QCOMPARE(events.back().scriptName.size(), std::size_t {20});
    }

    void theSizesOfFieldsAddUpToTheLine()
    {
        double sum = 0;
        for (const auto& [name, bytes] : preview::fieldSizes(m_events))
            sum += bytes;
        const auto options = delivery::readOutputOptions(QJsonValue()).value();
        const auto file = preview::renderedFile(options, m_events).value();
        // a line has two braces and an end, and one comma less than fields
        const double lines = static_cast<double>(file.size()) / static_cast<double>(m_events.size()) - 2;
        QVERIFY2(std::abs(sum - lines) < 2, qPrintable(u"%1 %2"_s.arg(sum).arg(lines)));
        QVERIFY(preview::fieldSizes({}).empty());
    }

    void aFileIsWhatTheOptionsMakeOfTheEvents()
    {
        const auto options = delivery::readOutputOptions(
                                 QJsonObject {{u"field_names"_s, QJsonArray {u"Outcome"_s, u"ScriptName"_s}}, {u"batch_prefix"_s, u"<"_s}})
                                 .value();
        const auto file = preview::renderedFile(options, {m_events[0], m_events[1]}).value();
        QCOMPARE(file,
                 "<{\"Outcome\":\"" + m_events[0].outcome + "\",\"ScriptName\":\"" + m_events[0].scriptName + "\"}\n{\"Outcome\":\""
                     + m_events[1].outcome + "\",\"ScriptName\":\"" + m_events[1].scriptName + "\"}\n");
        QVERIFY(preview::compressedSize(options, m_events).value() < static_cast<double>(file.size()));
        QCOMPARE(preview::compressedSize(options, {}).value(), 0.0);
    }

    void whatCannotBeReadBackIsKnown()
    {
        const auto of = [](const QJsonObject& json) { return preview::readability(delivery::readOutputOptions(json).value()); };
        QCOMPARE(of({}), preview::Unreadable::No);
        QCOMPARE(of({{u"sample_rate"_s, 0.5}, {u"CVE-2021-44228"_s, true}}), preview::Unreadable::No);
        QCOMPARE(of({{u"output_type"_s, u"csv"_s}}), preview::Unreadable::No);
        QCOMPARE(of({{u"output_type"_s, u"csv"_s}, {u"field_delimiter"_s, u"\t"_s}, {u"record_prefix"_s, u"> "_s}}),
                 preview::Unreadable::No);
        QCOMPARE(of({{u"output_type"_s, u"csv"_s}, {u"record_suffix"_s, u"#"_s}}), preview::Unreadable::Csv); // no line ends
        QCOMPARE(of({{u"record_template"_s, u"{{ .Outcome }}"_s}}), preview::Unreadable::Template);
        QCOMPARE(of({{u"record_delimiter"_s, u","_s}}), preview::Unreadable::No);
        QCOMPARE(of({{u"batch_prefix"_s, u"["_s}}), preview::Unreadable::No);
        QCOMPARE(of({{u"batch_prefix"_s, u"BEGIN\n"_s}, {u"batch_suffix"_s, u"END"_s}}), preview::Unreadable::No);
        QCOMPARE(of({{u"record_prefix"_s, u"["_s}, {u"record_suffix"_s, u"]\n"_s}}), preview::Unreadable::Shape);
        QCOMPARE(of({{u"record_template"_s, u"\"Outcome\":{{ .Outcome }}"_s}}), preview::Unreadable::No);
    }

private:
    tests::GeneratedStore m_generated {2'000, 5};
    std::vector<events::Event> m_events;
};

QTEST_GUILESS_MAIN(TestEventSample)
#include "test_event_sample.moc"
