#include "store/ledger.h"

namespace tracedeck::store {

std::shared_ptr<const ObjectInfo> Ledger::infoOf(const ObjectRecord& object) const
{
    auto info = std::make_shared<ObjectInfo>();
    *info = {object.id, object.path, object.size, object.cachePack, object.cacheOffset, m_folder, object.format};
    return info;
}

void Ledger::remember(const ObjectRecord& object)
{
    auto info = infoOf(object);
    const Content content {object.content, object.size};
    const std::lock_guard lock(m_mutex);
    forgetOne(object.id); // a lost one, read again
    const auto owner = m_objects.find(object.aliasOf);
    const auto source = owner == m_objects.end() ? object.source : owner->second.source;
    m_names.insert(
        {object.path.toStdString(), {object.id, source, object.size, object.trailer, object.etag.toStdString(), object.complete}});
    m_objects[object.id] = {std::move(info), content, source};
    if (object.aliasOf != 0)
        m_aliases.insert({object.aliasOf, object.id});
    else if (object.content != 0) // else its bytes were not to be had
        m_contents[content] = {object.id, object.source};
}

void Ledger::forgetOne(std::uint64_t id)
{
    const auto at = m_objects.find(id);
    if (at == m_objects.end())
        return;
    const auto [begin, end] = m_names.equal_range(at->second.info->path.toStdString());
    for (auto name = begin; name != end; ++name) {
        if (name->second.object == id) {
            m_names.erase(name);
            break;
        }
    }
    const auto owner = m_contents.find(at->second.content);
    if (owner != m_contents.end() && owner->second.object == id)
        m_contents.erase(owner);
    m_objects.erase(at);
}

void Ledger::forget(std::uint64_t id)
{
    const std::lock_guard lock(m_mutex);
    const auto [begin, end] = m_aliases.equal_range(id);
    for (auto alias = begin; alias != end; ++alias)
        forgetOne(alias->second);
    m_aliases.erase(begin, end);
    forgetOne(id);
}

Known Ledger::knows(const ObjectIdentity& identity, std::uint64_t source) const
{
    const std::string etag = identity.etag.toStdString();
    const std::lock_guard lock(m_mutex);
    const auto [begin, end] = m_names.equal_range(identity.path.toStdString());
    Known found = Known::No;
    for (auto name = begin; name != end; ++name) {
        const Named& known = name->second;
        if (known.size != identity.size || known.etag != etag || (etag.empty() && known.trailer != identity.trailer))
            continue;
        if (!known.isComplete)
            found = Known::SetAside;
        else if (known.source == source)
            return Known::Whole;
        else
            found = Known::InOtherSource;
    }
    return found;
}

std::uint64_t Ledger::setAsideAt(const QString& path) const
{
    const std::lock_guard lock(m_mutex);
    const auto [begin, end] = m_names.equal_range(path.toStdString());
    const auto at = std::find_if(begin, end, [](const auto& name) { return !name.second.isComplete; });
    return at == end ? 0 : at->second.object;
}

ContentClaim Ledger::claim(const ObjectRecord& record)
{
    const std::lock_guard lock(m_mutex);
    const auto [at, isNew] = m_contents.try_emplace({record.content, record.size}, Owner {record.id, record.source});
    return {isNew, at->second.object, at->second.source, m_objects.contains(at->second.object)};
}

void Ledger::release(const ObjectRecord& record)
{
    const std::lock_guard lock(m_mutex);
    const auto at = m_contents.find({record.content, record.size});
    if (at != m_contents.end() && at->second.object == record.id)
        m_contents.erase(at);
}

std::uint64_t Ledger::newObjectId()
{
    const std::lock_guard lock(m_mutex);
    return m_nextObject++;
}

std::shared_ptr<const ObjectInfo> Ledger::info(std::uint64_t id) const
{
    const std::lock_guard lock(m_mutex);
    const auto at = m_objects.find(id);
    return at == m_objects.end() ? nullptr : at->second.info;
}

} // namespace tracedeck::store
