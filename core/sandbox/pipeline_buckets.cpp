#include "sandbox/pipeline.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

StoredObject toldOf(const QByteArray& key, const ObjectFacts& facts)
{
    return {QString::fromUtf8(key),
            QString::fromLatin1(facts.etag),
            facts.size,
            facts.changedMs,
            QString::fromUtf8(facts.header("content-type")),
            QString::fromUtf8(facts.header("content-encoding"))};
}

} // namespace

Result<BucketStore*> Pipeline::storeOf(const QString& bucket, const QString& jurisdiction)
{
    const BucketInfo* info = m_context.keeper.state().bucket(bucket, jurisdiction);
    if (!info)
        return fail(ErrorCode::NotFound, {}, bucket);
    return m_shelf.store(*info);
}

Result<ObjectsPage> Pipeline::listObjects(const ObjectsQuery& query)
{
    const auto store = storeOf(query.bucket, query.jurisdiction);
    if (!store)
        return fail(store.error());
    StoreQuery asked {query.prefix.toUtf8(), query.delimiter.toUtf8(), query.startAfter.toUtf8(),
                      static_cast<std::size_t>(std::max(0, query.limit))};
    if (!query.continuation.isEmpty()) {
        const auto from = readContinuation(query.continuation.toLatin1());
        if (!from)
            return fail(ErrorCode::BadValue, QStringLiteral("no cursor of this listing"));
        asked.after = *from;
    }
    const StorePage found = (*store)->list(asked);
    ObjectsPage page;
    for (const auto& entry : found.objects)
        page.objects.push_back(toldOf(entry.key, entry.facts));
    for (const auto& folder : found.folders)
        page.delimitedPrefixes.append(QString::fromUtf8(folder));
    if (!found.last.isEmpty())
        page.continuation = QString::fromLatin1(continuationToken(found.last));
    return page;
}

Result<StoredObject> Pipeline::headObject(const QString& bucket, const QString& jurisdiction, const QString& key)
{
    const auto store = storeOf(bucket, jurisdiction);
    if (!store)
        return fail(store.error());
    const ObjectFacts* facts = (*store)->find(key.toUtf8());
    if (!facts)
        return fail(ErrorCode::NotFound, {}, key);
    return toldOf(key.toUtf8(), *facts);
}

Result<QByteArray> Pipeline::readObject(const QString& bucket, const QString& jurisdiction, const QString& key)
{
    const auto store = storeOf(bucket, jurisdiction);
    if (!store)
        return fail(store.error());
    return (*store)->read(key.toUtf8());
}

} // namespace tracedeck::sandbox
