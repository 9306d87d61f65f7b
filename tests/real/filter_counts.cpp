// Counts what filters keep, for scripts beside it: reads the objects below a folder and the store that was made of them, then a filter a
// line, as a job holds it or as it is typed, and answers each with two numbers: the events that `logpush::matches` keeps one by one, and
// those that the store finds.
//   filter_counts OBJECTS STORE
#include "logpush/filter_match.h"
#include "logpush/filter_text.h"
#include "store/log_store.h"
#include "store/selection.h"
#include "support/gunzip.h"

#include <QDirIterator>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

using namespace tracedeck;

namespace {

int failed(const QString& reason)
{
    std::cerr << qPrintable(reason) << '\n';
    return 1;
}

std::vector<events::Event> eventsBelow(const QString& folder)
{
    std::vector<events::Event> all;
    for (QDirIterator files(folder, {QStringLiteral("*.gz")}, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        for (const QByteArray& line : test::gunzipFile(files.next()).split('\n')) {
            if (line.isEmpty())
                continue;
            all.push_back(events::parseEvent({line.constData(), static_cast<std::size_t>(line.size())}).value());
        }
    }
    return all;
}

std::vector<logpush::Filter> filtersOf(std::istream& input)
{
    std::vector<logpush::Filter> filters;
    for (std::string line; std::getline(input, line);)
        filters.push_back((line.starts_with('{') ? logpush::parseFilter(line) : logpush::parseFilterText(line)).value());
    return filters;
}

/// How many of the events each filter keeps; as many at a time as there are processors.
std::vector<std::uint64_t> keptOneByOne(const std::vector<logpush::Filter>& filters, const std::vector<events::Event>& all)
{
    std::vector<std::uint64_t> kept(filters.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (auto i = next++; i < filters.size(); i = next++) {
            const logpush::FilterMatcher keeps(filters[i]);
            kept[i] = static_cast<std::uint64_t>(std::ranges::count_if(all, keeps));
        }
    };
    std::vector<std::jthread> workers;
    for (int i = QThread::idealThreadCount(); i > 0; --i)
        workers.emplace_back(work);
    workers.clear();
    return kept;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    const auto store = store::LogStore::open(QString::fromLocal8Bit(argv[2]), store::LogStore::Mode::Read);
    if (!store)
        return failed(store.error().detail);
    const auto filters = filtersOf(std::cin);
    const auto kept = keptOneByOne(filters, eventsBelow(QString::fromLocal8Bit(argv[1])));
    for (std::size_t i = 0; i < filters.size(); ++i) {
        store::Query query;
        query.filter = filters[i];
        const auto selection = store::select((*store)->snapshot(), query);
        if (!selection)
            return failed(selection.error().detail);
        std::cout << kept[i] << ' ' << selection->count() << '\n';
    }
    return 0;
}
