#include "sandbox/bucket_store.h"

namespace tracedeck::sandbox {

namespace {

/// The least text that is greater than all that begin with `prefix`; "" where there is none.
QByteArray behind(QByteArray prefix)
{
    while (!prefix.isEmpty() && static_cast<unsigned char>(prefix.back()) == 0xff)
        prefix.chop(1);
    if (!prefix.isEmpty())
        prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
    return prefix;
}

/// The folder that a key is in, below the prefix; "" where it lies there itself.
QByteArray folderOf(const QByteArray& key, const StoreQuery& query)
{
    if (query.delimiter.isEmpty())
        return {};
    const qsizetype at = key.indexOf(query.delimiter, query.prefix.size());
    return at < 0 ? QByteArray() : key.first(at + query.delimiter.size());
}

} // namespace

StorePage BucketStore::list(const StoreQuery& query) const
{
    StorePage page;
    const auto skip = [this](const QByteArray& folder) {
        const QByteArray next = behind(folder);
        return next.isEmpty() ? m_objects.end() : m_objects.lower_bound(next);
    };
    auto at = query.after < query.prefix ? m_objects.lower_bound(query.prefix) : m_objects.upper_bound(query.after);
    QByteArray last;
    while (at != m_objects.end() && at->first.startsWith(query.prefix)) {
        const QByteArray folder = folderOf(at->first, query);
        if (!folder.isEmpty() && folder <= query.after) { // was on an earlier page
            at = skip(folder);
            continue;
        }
        if (page.objects.size() + page.folders.size() == query.limit) {
            page.last = last;
            break;
        }
        if (folder.isEmpty()) {
            page.objects.push_back({at->first, at->second});
            last = at->first;
            ++at;
        } else {
            page.folders.push_back(folder);
            last = folder;
            at = skip(folder);
        }
    }
    return page;
}

} // namespace tracedeck::sandbox
