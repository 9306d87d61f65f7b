#include "sandbox/bucket_shelf.h"

#include <algorithm>

namespace tracedeck::sandbox {

Result<BucketStore*> BucketShelf::store(const BucketInfo& bucket)
{
    if (!isBucketName(bucket.name))
        return fail(ErrorCode::BadValue, QStringLiteral("no name of a bucket"), bucket.name);
    const QString name = bucket.jurisdiction % u'_' % bucket.name;
    const auto at = m_stores.find(name);
    if (at != m_stores.end())
        return at->second.get();
    auto store = BucketStore::open(m_folder % u'/' % name, m_clock);
    if (!store)
        return fail(store.error());
    return m_stores.emplace(name, std::move(*store)).first->second.get();
}

bool isBucketName(QStringView name)
{
    const auto isPart = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-'; };
    return name.size() >= 3 && name.size() <= 63 && std::all_of(name.begin(), name.end(), isPart);
}

} // namespace tracedeck::sandbox
