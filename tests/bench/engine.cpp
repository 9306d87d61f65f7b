// Our engine on the same objects: ingest to queryable and durable, reopening, then the questions of the pages.
//   bench_engine OBJECTS STORE [REPEATS]   -> one JSON document

#include "store/log_store.h"
#include "store/selection.h"
#include "sync/import.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

namespace {

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

double milliseconds(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// The answer, or the end of the run: a bench has nobody to tell a failure to.
template<typename T>
T must(Result<T> result, const char* what)
{
    if (!result) {
        std::fprintf(stderr, "%s: %s\n", what, qUtf8Printable(result.error().detail));
        std::exit(1);
    }
    return std::move(*result);
}

struct Question {
    QString name;
    std::function<void(const store::Snapshot&)> ask;
};

store::Selection all(const store::Snapshot& snapshot, store::Query query = {})
{
    return must(store::select(snapshot, query), "select");
}

store::Query withText(std::string needle, bool regex, bool caseSensitive)
{
    store::Query query;
    query.texts.push_back({std::move(needle), regex, caseSensitive});
    return query;
}

store::Query withFilter(std::string_view json)
{
    store::Query query;
    query.filter = must(logpush::parseFilter(json), "filter");
    return query;
}

void askHistogram(const store::Snapshot& snapshot)
{
    const auto span = snapshot.timeSpan().value_or(TimeRange {0, 1});
    const auto width = span.lengthMs() / 300 + 1;
    must(store::histogram(all(snapshot), span, width, store::Column::Outcome), "histogram");
}

void askPage(const store::Snapshot& snapshot)
{
    const auto selection = all(snapshot);
    must(store::page(selection, selection.count() / 2, 200), "page");
}

const std::vector<Question>& questions()
{
    static const std::vector<Question> list {
        {u"histogram"_s, askHistogram},
        {u"percentiles"_s,
         [](const store::Snapshot& s) {
             must(store::percentiles(all(s), store::Column::CPUTimeMs, {50, 95, 99}, store::Column::ScriptName), "percentiles");
         }},
        {u"groups"_s, [](const store::Snapshot& s) { must(store::exceptionGroups(all(s), *s.timeSpan(), 24), "groups"); }},
        {u"page"_s, askPage},
        {u"substring"_s, [](const store::Snapshot& s) { all(s, withText("does not occur anywhere", false, true)); }},
        {u"regex"_s, [](const store::Snapshot& s) { all(s, withText("timed out after [0-9]+ ?ms", true, false)); }},
        {u"filtered count"_s,
         [](const store::Snapshot& s) {
             all(s,
                 withFilter(
                     R"({"where":{"and":[{"key":"Outcome","operator":"!eq","value":"ok"},{"key":"CPUTimeMs","operator":"gt","value":20}]}})"));
         }},
        {u"count by Worker"_s,
         [](const store::Snapshot& s) { must(store::countValues(all(s), store::Column::ScriptName, 100), "counts"); }},
    };
    return list;
}

/// The middle one of several runs, after one that does not count.
double median(const std::function<void()>& work, int repeats)
{
    work();
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i)
        times.push_back(milliseconds(work));
    std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
    return times[times.size() / 2];
}

double ingestMs(const QString& objects, const QString& folder, unsigned threads)
{
    QDir(folder).removeRecursively();
    return milliseconds([&] {
        const auto store = must(store::LogStore::open(folder, store::LogStore::Mode::Write), "open");
        sync::ImportOptions options;
        options.threads = threads;
        must(sync::importPaths(*store, {objects}, options), "import");
    });
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3)
        return 2;
    const QString objects = arguments[1], folder = arguments[2];
    const int repeats = arguments.value(3, u"7"_s).toInt();

    QJsonObject answer;
    answer.insert(u"ingest_1_thread_ms"_s, ingestMs(objects, folder, 1));
    answer.insert(u"ingest_ms"_s, ingestMs(objects, folder, 0));

    std::shared_ptr<store::LogStore> store;
    answer.insert(u"reopen_ms"_s,
                  milliseconds([&] { store = must(store::LogStore::open(folder, store::LogStore::Mode::Read), "reopen"); }));
    const auto snapshot = store->snapshot();
    answer.insert(u"events"_s, static_cast<qint64>(snapshot.events()));
    answer.insert(u"store_bytes"_s, static_cast<qint64>(snapshot.bytesOnDisk()));

    QJsonObject queries;
    for (const Question& question : questions())
        queries.insert(question.name, median([&] { question.ask(snapshot); }, repeats));
    answer.insert(u"queries_ms"_s, queries);
    std::puts(QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
    return 0;
}
