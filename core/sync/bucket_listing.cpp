#include "sync/bucket_listing.h"

#include "async/await.h"

#include <algorithm>

namespace tracedeck::sync {

using namespace Qt::Literals::StringLiterals;
using objects::ListedObject;

namespace {

constexpr std::size_t kBatch = 50'000; // names held to be sorted; where there are more, each so many are sorted alone
constexpr qsizetype kMostFolders = 40; // more that are no days: listing through all is cheaper than asking each
constexpr int kDeepest = 4;

/// "20261121" of "logs/20261121/".
QString lastFolder(const QString& path)
{
    return path.section(u'/', -2, -2);
}

} // namespace

BucketListing::BucketListing(objects::ObjectSource& source, const QString& prefix, TimeRange range, std::atomic<std::uint64_t>* calls)
    : m_source(source)
    , m_prefix(prefix)
    , m_range(range)
    , m_calls(calls)
{}

Result<void> BucketListing::run(const Sink& sink, const std::stop_token& stop)
{
    m_sink = &sink;
    m_stop = stop;
    const auto days = m_prefix.hasDate() ? objects::daysOf(m_range) : std::nullopt;
    if (days) {
        for (const auto& day : *days)
            m_days.push_back({day, m_prefix.onDay(day)});
    } else if (auto found = discover(m_prefix.beforeDate(), 0); !found) {
        return found;
    }
    flush();
    return listDays();
}

/// One listing to its end, page by page, or as far as `use` wants it.
Result<void> BucketListing::walk(const objects::ListWalk& from, const QString& delimiter, const Use& use)
{
    objects::ListRequest request;
    request.prefix = from.prefix;
    request.startAfter = from.startAfter;
    request.delimiter = delimiter;
    while (!m_isEnough) {
        if (m_calls)
            ++*m_calls;
        auto page = await(m_source.list(request, m_stop));
        if (!page)
            return fail(page.error());
        request.continuation = page->continuation;
        const auto last = page->objects.empty() ? QString() : page->objects.back().key;
        bool isLast = page->continuation.isEmpty();
        const auto jump = isLast ? std::nullopt : objects::jumpFrom(last, m_range);
        if (jump && *jump > last && !jump->startsWith(from.prefix)) // behind all that this listing is about
            isLast = true;
        if (jump && *jump > last && (page->folders.isEmpty() || page->folders.back() < *jump)) {
            request.continuation.clear();
            request.startAfter = *jump;
        }
        if (!use(std::move(*page)) || isLast)
            break;
    }
    return {};
}

/// Finds the days below a prefix, and takes the objects that lie there without one.
Result<void> BucketListing::discover(const QString& prefix, int depth)
{
    const auto before = m_batch.size();
    QStringList folders;
    bool isTooMany = false;
    auto walked = walk({prefix, {}}, u"/"_s, [&](objects::ListPage page) {
        for (const auto& folder : page.folders) {
            const auto day = m_prefix.hasDate() ? m_prefix.dayIn(folder) : objects::DatedPrefix({}).dayIn(lastFolder(folder));
            if (!day)
                folders.append(folder);
            else if (objects::dayMayHold(*day, m_range))
                m_days.push_back({*day, m_prefix.hasDate() ? m_prefix.onDay(*day) : folder});
        }
        isTooMany = folders.size() > kMostFolders;
        return keep(page) && !isTooMany;
    });
    if (!walked)
        return walked;
    if (isTooMany || (depth == kDeepest && !folders.isEmpty())) {
        m_batch.resize(std::min(before, m_batch.size())); // they come again
        return listPlainly(prefix);
    }
    return m_prefix.hasDate() ? Result<void> {} : enterFolders(folders, depth + 1);
}

Result<void> BucketListing::enterFolders(const QStringList& folders, int depth)
{
    for (const auto& folder : folders) {
        if (auto found = discover(folder, depth); !found)
            return found;
    }
    return {};
}

Result<void> BucketListing::listDays()
{
    std::sort(m_days.begin(), m_days.end(),
              [](const auto& a, const auto& b) { return a.date != b.date ? a.date > b.date : a.prefix < b.prefix; });
    m_days.erase(std::unique(m_days.begin(), m_days.end(), [](const auto& a, const auto& b) { return a.prefix == b.prefix; }),
                 m_days.end());
    for (const auto& day : m_days) {
        if (auto listed = listDay(day); !listed)
            return listed;
        if (m_isEnough)
            break;
    }
    return {};
}

Result<void> BucketListing::listDay(const Day& day)
{
    auto walked = walk(objects::walkOfDay(day.prefix, day.date, m_range), {}, [this](objects::ListPage page) { return keep(page); });
    flush();
    return walked;
}

Result<void> BucketListing::listPlainly(const QString& prefix)
{
    m_days.erase(std::remove_if(m_days.begin(), m_days.end(), [&](const auto& day) { return day.prefix.startsWith(prefix); }),
                 m_days.end());
    return walk({prefix, {}}, {}, [this](objects::ListPage page) { return keep(page); });
}

/// Takes from a page what may hold events of the span; false = enough.
bool BucketListing::keep(objects::ListPage& page)
{
    for (auto& object : page.objects) {
        const auto place = objects::placeInTime(object);
        if (m_prefix.covers(object.key) && objects::mayHold(place, m_range))
            m_batch.push_back({place ? place->to : 0, std::move(object)});
    }
    return m_batch.size() < kBatch || flush();
}

bool BucketListing::flush()
{
    std::stable_sort(m_batch.begin(), m_batch.end(), [](const auto& a, const auto& b) { return a.end > b.end; });
    std::vector<ListedObject> sorted;
    sorted.reserve(m_batch.size());
    for (auto& placed : m_batch)
        sorted.push_back(std::move(placed.object));
    m_batch.clear();
    if (!sorted.empty() && !(*m_sink)(std::move(sorted)))
        m_isEnough = true;
    return !m_isEnough;
}

} // namespace tracedeck::sync
