// Fifty jobs of random output options in one account of the Sandbox: what lies in its bucket is what the options make of the events.
#include "delivery/limits.h"
#include "delivery/record_output.h"
#include "delivery/traffic.h"
#include "logpush/filter_match.h"
#include "logpush/job_check.h"
#include "sandbox/pipeline_stage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kJobs = 50, kEvents = 1'300;
constexpr char kFailedOnly[] = R"({"where":{"key":"Outcome","operator":"!eq","value":"ok"}})";

class RandomOptions {
public:
    QJsonObject next()
    {
        QJsonObject options;
        if (!chance(3))
            options[u"field_names"_s] = fields();
        maybe(options, u"output_type"_s, {u"ndjson"_s, u"csv"_s});
        maybe(options, u"batch_prefix"_s, {u"[\n"_s, u"ä;ö\r\n"_s, u"${x}"_s, u""_s});
        maybe(options, u"batch_suffix"_s, {u"]"_s, u"\n"_s, u"$"_s, u"{}"_s});
        maybe(options, u"record_prefix"_s, {u"{"_s, u""_s, u"{\"k\":\"日\","_s, u"$"_s});
        maybe(options, u"record_suffix"_s, {u"}\n"_s, u"\n"_s, u"}"_s, u""_s, u"\t|"_s});
        maybe(options, u"record_delimiter"_s, {u","_s, u"\n--\n"_s, u""_s, u"${"_s});
        maybe(options, u"field_delimiter"_s, {u";"_s, u"\t"_s, u", "_s, u"😀"_s});
        if (chance(3))
            options[u"record_template"_s] = recordTemplate();
        if (chance(2))
            options[u"CVE-2021-44228"_s] = chance(2);
        if (chance(4))
            options[u"sample_rate"_s] = 1;
        if (chance(4))
            options[u"timestamp_format"_s] = u"rfc3339"_s;
        if (chance(4))
            options[u"batch_suffix"_s] = QJsonValue::Null;
        return options;
    }
    bool chance(int in) { return m_random.bounded(in) == 0; }
    QString pick(const QStringList& choices) { return choices[m_random.bounded(int(choices.size()))]; }

private:
    void maybe(QJsonObject& options, const QString& name, const QStringList& choices)
    {
        if (chance(2))
            options[name] = pick(choices);
    }
    QJsonArray fields()
    {
        QStringList names;
        for (const auto& field : delivery::recordFields())
            names << QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
        std::shuffle(names.begin(), names.end(), m_random);
        return QJsonArray::fromStringList(names.first(1 + m_random.bounded(int(names.size()))));
    }
    QString recordTemplate()
    {
        QString text;
        for (int i = 1 + m_random.bounded(5); i > 0; --i)
            text += pick({u"{{.Outcome}}"_s, u"{{ .Logs }}"_s, u"{{- .ScriptName -}}"_s, u"{{ .CPUTimeMs }}"_s, u" plain ä ${x} "_s,
                          u"{{ \"\\t\" }}"_s, u"{{/* said */}}"_s});
        return text;
    }

    QRandomGenerator m_random {23};
};

/// Events of the Workers "api" and, in a namespace, "tenant", with what is hard to write among their texts.
std::vector<events::Event> someEvents()
{
    delivery::Traffic traffic({kEvents, 9, {kStart, kStart + 3'600'000}});
    std::vector<events::Event> all;
    events::Event record;
    for (int i = 0; traffic.next(record); ++i) {
        record.scriptName = i % 3 == 0 ? "tenant" : "api";
        record.dispatchNamespace = i % 3 == 0 ? "ns" : "";
        if (i % 5 == 0)
            record.entrypoint = "a \"b\", ${c};\r\n\t\\ \x01 \xe6\x97\xa5 \xf0\x9f\x98\x80";
        if (i % 7 == 0)
            record.cpuTimeMs.reset();
        if (i % 11 == 0)
            record.logs.push_back({"log", {{std::string(400, 'x') + "${y}", false}}, std::nullopt});
        if (i % 97 == 0)
            record.logs.push_back({"log", {{std::string(20'000, 'z'), false}}, 1});
        all.push_back(record);
    }
    return all;
}

/// A job of the account, and how it was made.
struct Ordered {
    QJsonObject fields;
    QString folder;
    std::size_t mostRecords = 100'000;
};

/// The files of a job, made by its options alone.
QList<QByteArray> filesOf(const Ordered& job, const std::vector<events::Event>& all)
{
    const auto output = delivery::RecordOutput::make(*delivery::readOutputOptions(job.fields[u"output_options"_s])).value();
    const auto filter = logpush::parseFilter(job.fields[u"filter"_s].toString().toStdString()).value();
    QList<QByteArray> files;
    std::string records;
    std::size_t count = 0;
    const auto close = [&] {
        if (count > 0)
            files << QByteArray::fromStdString(output.file(records));
        records.clear();
        count = 0;
    };
    for (const auto& event : all) {
        if (!logpush::matches(filter, event))
            continue;
        auto cut = event;
        delivery::applyLimits(cut, delivery::Regime::Today);
        if (count > 0)
            records += output.options().recordDelimiter;
        output.append(records, cut);
        if (++count == job.mostRecords)
            close();
    }
    close();
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

class TestDeliveredOutput : public QObject {
    Q_OBJECT

private slots:
    void whatIsDeliveredIsWhatTheOptionsSay();

private:
    static std::vector<Ordered> order(PipelineStage& stage);
};

std::vector<Ordered> TestDeliveredOutput::order(PipelineStage& stage)
{
    RandomOptions random;
    std::vector<Ordered> jobs;
    for (int i = 0; i < kJobs; ++i) {
        Ordered job;
        job.folder = u"job%1/"_s.arg(i, 2, 10, QChar(u'0'));
        job.fields = {{u"output_options"_s, random.next()}};
        if (random.chance(3)) {
            job.fields[u"max_upload_records"_s] = 1'000;
            job.mostRecords = 1'000;
        }
        if (random.chance(4))
            job.fields[u"filter"_s] = QString::fromLatin1(kFailedOnly);
        stage.addJob(job.fields, stage.r2().replace(u"/w/"_s, u'/' + job.folder));
        jobs.push_back(job);
    }
    return jobs;
}

void TestDeliveredOutput::whatIsDeliveredIsWhatTheOptionsSay()
{
    PipelineStage stage;
    sandbox::Script tenant;
    tenant.name = u"tenant"_s;
    tenant.dispatchNamespace = u"ns"_s;
    tenant.logpush = true;
    stage.keeper.held.scripts.push_back(tenant);
    const auto jobs = order(stage);
    const auto all = someEvents();
    QCOMPARE(all.size(), std::size_t {kEvents});
    for (const auto& event : all)
        QVERIFY(stage.pipeline->take(event));
    stage.pass(30);
    std::map<QString, QList<QByteArray>> expected;
    std::size_t files = 0;
    std::set<QByteArray> kinds;
    for (const Ordered& job : jobs) {
        for (const auto& issue : logpush::checkJobFields(job.fields)) // the API would let it in
            QVERIFY2(issue.isWarning, qPrintable(issue.path + u": "_s + issue.message));
        files += std::size_t(expected.emplace(job.folder, filesOf(job, all)).first->second.size());
    }
    QVERIFY(files > kJobs); // some were cut into two
    QTRY_COMPARE(stage.objects().size(), files);
    std::map<QString, QList<QByteArray>> found;
    for (const auto& object : stage.objects()) {
        const auto bytes = stage.pipeline->readObject(u"logs"_s, u"default"_s, object.key);
        QVERIFY(bytes);
        found[object.key.first(6)] << gunzip(*bytes);
        kinds.insert(found[object.key.first(6)].back());
    }
    for (const Ordered& job : jobs) {
        auto& bytes = found[job.folder];
        std::sort(bytes.begin(), bytes.end());
        QVERIFY2(bytes == expected[job.folder], QJsonDocument(job.fields).toJson().constData());
    }
    QVERIFY2(kinds.size() > kJobs * 9 / 10, "the options make hardly a difference");
}

QTEST_GUILESS_MAIN(TestDeliveredOutput)
#include "test_delivered_output.moc"
