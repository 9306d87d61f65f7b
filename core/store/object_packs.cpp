#include "store/object_packs.h"

#include <QDir>

namespace tracedeck::store {

namespace {

constexpr std::uint64_t kPackBytes = 256U << 20;

} // namespace

Result<void> ObjectPacks::begin(const std::vector<ObjectRecord>& objects)
{
    const std::lock_guard lock(m_mutex);
    std::uint64_t end = 0; // of the last pack
    for (const auto& object : objects) {
        if (object.cachePack == 0)
            continue;
        ++m_held[object.cachePack];
        end = object.cachePack > m_pack ? 0 : end;
        m_pack = std::max(m_pack, object.cachePack);
        if (object.cachePack == m_pack)
            end = std::max(end, object.cacheOffset + object.size);
    }
    QStringList known;
    for (const auto& [pack, copies] : m_held)
        known.append(QFileInfo(m_files.pack(pack)).fileName());
    const QDir folder(m_files.objects());
    for (const auto& name : folder.entryList(QDir::Files)) {
        if (!known.contains(name))
            m_files.disk->remove(folder.filePath(name));
    }
    const QString last = m_files.pack(m_pack);
    return QFileInfo(last).size() > static_cast<qint64>(end) ? m_files.disk->cutTo(last, end) : Result<void> {};
}

Result<void> ObjectPacks::keep(std::span<const std::byte> bytes, ObjectRecord& record)
{
    const std::lock_guard lock(m_mutex);
    auto offset = m_files.disk->append(m_files.pack(m_pack), bytes);
    if (!offset)
        return fail(offset.error());
    record.cachePack = m_pack;
    record.cacheOffset = *offset;
    m_unsynced.insert(m_pack);
    ++m_held[m_pack];
    if (*offset + bytes.size() > kPackBytes)
        ++m_pack;
    return {};
}

Result<void> ObjectPacks::sync()
{
    std::set<std::uint64_t> packs;
    {
        const std::lock_guard lock(m_mutex);
        packs.swap(m_unsynced);
    }
    if (packs.empty())
        return {};
    Result<void> synced;
    for (auto pack = packs.begin(); synced && pack != packs.end(); ++pack)
        synced = m_files.disk->sync(m_files.pack(*pack));
    if (synced)
        synced = m_files.disk->syncFolder(m_files.objects());
    if (!synced) { // others may wait with copies in them
        const std::lock_guard lock(m_mutex);
        m_unsynced.merge(packs);
    }
    return synced;
}

void ObjectPacks::free(const ObjectInfo& object)
{
    if (object.cachePack == 0)
        return;
    const std::lock_guard lock(m_mutex);
    const auto held = m_held.find(object.cachePack);
    if (held != m_held.end() && --held->second == 0 && object.cachePack != m_pack) {
        m_held.erase(held);
        m_files.disk->remove(m_files.pack(object.cachePack));
    } else {
        m_files.disk->punchHole(m_files.pack(object.cachePack), object.cacheOffset, object.size);
    }
}

} // namespace tracedeck::store
