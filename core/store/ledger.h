#pragma once

#include "store/segment.h"
#include "store/writer.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace tracedeck::store {

/// What was read already, by name and by content, and what is being read (SRC-5). Any thread.
class Ledger {
public:
    explicit Ledger(QString folder) : m_folder(std::move(folder)) {}

    /// Takes in an object that is in the manifest.
    void remember(const ObjectRecord& object);
    /// The object is not in the manifest any more, nor are its aliases.
    void forget(std::uint64_t id);
    void startAfter(std::uint64_t object) { m_nextObject = object + 1; }

    [[nodiscard]] Known knows(const ObjectIdentity& identity, std::uint64_t source) const;
    [[nodiscard]] std::uint64_t setAsideAt(const QString& path) const;
    [[nodiscard]] ContentClaim claim(const ObjectRecord& record);
    void release(const ObjectRecord& record);
    [[nodiscard]] std::uint64_t newObjectId();
    [[nodiscard]] std::shared_ptr<const ObjectInfo> infoOf(const ObjectRecord& object) const;
    [[nodiscard]] std::shared_ptr<const ObjectInfo> info(std::uint64_t id) const; ///< null where it is not in the manifest

private:
    using Content = std::pair<std::uint64_t, std::uint64_t>; // hash, size
    struct Owner {
        std::uint64_t object = 0, source = 0;
    };
    struct Named {
        std::uint64_t object = 0, source = 0, size = 0, trailer = 0;
        std::string etag;
        bool isComplete = false;
    };
    struct Entry {
        std::shared_ptr<const ObjectInfo> info;
        Content content;
        std::uint64_t source = 0; // that brought its events
    };
    void forgetOne(std::uint64_t id);

    QString m_folder;
    mutable std::mutex m_mutex;
    std::map<Content, Owner> m_contents;
    std::unordered_multimap<std::string, Named> m_names; // by path
    std::unordered_map<std::uint64_t, Entry> m_objects;
    std::unordered_multimap<std::uint64_t, std::uint64_t> m_aliases; // owner → alias
    std::uint64_t m_nextObject = 1;
};

} // namespace tracedeck::store
