#include "store/manifest.h"

#include "store/sql.h"

#include <QFileInfo>

#include <map>
#include <set>

namespace tracedeck::store {

namespace {

/// What a killed program wrote last may be seen, and yet not be on the disk: what follows stands on it.
Result<void> syncLog(const QString& file, FileSystem& disk)
{
    const QFileInfo log(file + QStringLiteral("-wal"));
    if (log.size() == 0)
        return {};
    if (auto synced = disk.sync(log.filePath()); !synced)
        return synced;
    return disk.syncFolder(log.absolutePath());
}

} // namespace

Result<std::unique_ptr<Manifest>> Manifest::open(const QString& file, bool write, FileSystem& disk)
{
    if (write) {
        if (auto ready = QFile::exists(file) ? syncLog(file, disk) : create(file, disk); !ready)
            return fail(ready.error());
    }
    sqlite3* db = nullptr;
    const int flags = (write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_FULLMUTEX;
    const int code = sqlite3_open_v2(QFile::encodeName(file).constData(), &db, flags, disk.sqliteName());
    std::unique_ptr<Manifest> manifest(new Manifest(db));
    if (code != SQLITE_OK && !QFile::exists(file))
        return fail(ErrorCode::NotFound, QString::fromUtf8(sqlite3_errmsg(db)), file);
    if (code != SQLITE_OK)
        return fail(sqlFailure(db).value().code, QString::fromUtf8(sqlite3_errmsg(db)), file);
    sqlite3_busy_timeout(db, 5000);
    if (auto checked = manifest->checkSchema(write); !checked)
        return fail(checked.error().code, checked.error().detail, file);
    return manifest;
}

Manifest::~Manifest()
{
    sqlite3_close(m_db);
}

Result<void> Manifest::run(const char* sql) const
{
    if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return sqlFailure(m_db);
    return {};
}

Result<void> Manifest::publish(const Publication& publication)
{
    if (auto begun = run("BEGIN IMMEDIATE"); !begun)
        return begun;
    auto done = insert(publication);
    if (done)
        done = remove(publication);
    if (done)
        done = run("COMMIT");
    if (!done)
        sqlite3_exec(m_db, "ROLLBACK", nullptr, nullptr, nullptr);
    return done;
}

Result<void> Manifest::insert(const Publication& publication) const
{
    Statement object(m_db, "INSERT OR REPLACE INTO objects VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    Statement rejected(m_db, "INSERT INTO rejected VALUES(?,?,?)");
    Statement segment(m_db, "INSERT INTO segments VALUES(?,?,?)");
    Statement member(m_db, "INSERT INTO segment_objects VALUES(?,?,?)");
    bool good = true;
    for (const auto& o : publication.objects) {
        object.bind(o.id).bind(o.path).bind(o.size).bind(o.trailer).bind(o.content).bind(o.rows).bind(o.rejectedTotal).bind(o.testRecords);
        good = good
            && object.bind(std::uint64_t {o.complete})
                   .bind(o.error)
                   .bind(o.cachePack)
                   .bind(o.cacheOffset)
                   .bind(o.source)
                   .bind(o.etag)
                   .bind(o.aliasOf)
                   .bind(static_cast<std::uint64_t>(o.placedMs))
                   .bind(std::uint64_t {o.isLost})
                   .bind(o.format)
                   .execute();
        for (const auto& line : o.rejected)
            good = good && rejected.bind(o.id).bind(line.line).bind(line.reason).execute();
    }
    for (const auto& s : publication.segments) {
        good = good && segment.bind(s.id).bind(s.rows).bind(s.bytes).execute();
        for (std::size_t code = 0; code < s.objects.size(); ++code)
            good = good && member.bind(s.id).bind(std::uint64_t {code}).bind(s.objects[code]).execute();
    }
    if (!good)
        return sqlFailure(m_db);
    return {};
}

Result<void> Manifest::remove(const Publication& publication) const
{
    Statement segment(m_db, "DELETE FROM segments WHERE id=?");
    Statement members(m_db, "DELETE FROM segment_objects WHERE segment=?");
    Statement object(m_db, "DELETE FROM objects WHERE id=?");
    Statement rejected(m_db, "DELETE FROM rejected WHERE object=?");
    Statement floor(m_db, "UPDATE sources SET floor=?1 WHERE id=?2 AND floor<?1");
    bool good = true;
    for (const auto id : publication.replaced)
        good = good && segment.bind(id).execute() && members.bind(id).execute();
    for (const auto id : publication.forgotten)
        good = good && object.bind(id).execute() && rejected.bind(id).execute();
    if (!publication.forgotten.empty())
        good = good && Statement(m_db, "DELETE FROM objects WHERE alias<>0 AND alias NOT IN (SELECT id FROM objects)").execute();
    for (const auto& source : publication.floors)
        good = good && floor.bind(static_cast<std::uint64_t>(source.floorMs)).bind(source.id).execute();
    if (!good)
        return sqlFailure(m_db);
    return {};
}

bool Contents::agree() const
{
    std::uint64_t held = 0;
    std::uint64_t brought = 0;
    for (const auto& segment : segments)
        held += segment.rows;
    for (const auto& object : objects)
        brought += object.isLost || object.aliasOf != 0 ? 0 : object.rows;
    return held == brought;
}

Result<Contents> Manifest::contents() const
{
    if (auto begun = run("BEGIN"); !begun) // both lists of one moment
        return fail(begun.error());
    auto listed = segments();
    auto known = objects();
    sqlite3_exec(m_db, "COMMIT", nullptr, nullptr, nullptr);
    if (!listed || !known)
        return fail(listed ? known.error() : listed.error());
    return Contents {std::move(*listed), std::move(*known)};
}

Result<std::vector<SegmentRecord>> Manifest::segments() const
{
    std::vector<SegmentRecord> all;
    Statement segment(m_db, "SELECT id, rows, bytes FROM segments ORDER BY id");
    while (segment.row())
        all.push_back({segment.number(0), segment.number(1), segment.number(2), {}});
    Statement member(m_db, "SELECT segment, object FROM segment_objects ORDER BY segment, code");
    std::size_t at = 0;
    while (member.row()) {
        while (at < all.size() && all[at].id < member.number(0))
            ++at;
        if (at < all.size() && all[at].id == member.number(0))
            all[at].objects.push_back(member.number(1));
    }
    if (!segment.ok() || !member.ok())
        return sqlFailure(m_db);
    return all;
}

Result<std::vector<ObjectRecord>> Manifest::objects() const
{
    std::vector<ObjectRecord> all;
    Statement query(m_db,
                    "SELECT id, path, size, trailer, content, rows, rejected, tests, complete, error, pack, pack_offset, source, etag, "
                    "alias, placed, lost, format "
                    "FROM objects WHERE alias=0 OR alias IN (SELECT id FROM objects) ORDER BY id");
    while (query.row()) {
        auto& o = all.emplace_back();
        o.id = query.number(0);
        o.path = query.text(1);
        o.size = query.number(2);
        o.trailer = query.number(3);
        o.content = query.number(4);
        o.rows = query.number(5);
        o.rejectedTotal = query.number(6);
        o.testRecords = query.number(7);
        o.complete = query.number(8) != 0;
        o.error = query.text(9);
        o.cachePack = query.number(10);
        o.cacheOffset = query.number(11);
        o.source = query.number(12);
        o.etag = query.text(13);
        o.aliasOf = query.number(14);
        o.placedMs = static_cast<std::int64_t>(query.number(15));
        o.isLost = query.number(16) != 0;
        o.format = query.text(17);
    }
    if (!query.ok())
        return sqlFailure(m_db);
    return all;
}

namespace {

/// These segments, those that share an object with them, and so on: reading an object again must double nothing.
std::set<std::uint64_t> tiedTogether(const std::vector<SegmentRecord>& all, const std::vector<std::uint64_t>& ids)
{
    std::map<std::uint64_t, const SegmentRecord*> byId;
    std::multimap<std::uint64_t, std::uint64_t> byObject;
    for (const auto& segment : all) {
        byId[segment.id] = &segment;
        for (const auto object : segment.objects)
            byObject.insert({object, segment.id});
    }
    std::set<std::uint64_t> tied;
    std::vector<std::uint64_t> open = ids;
    while (!open.empty()) {
        const auto id = open.back();
        open.pop_back();
        if (!byId.contains(id) || !tied.insert(id).second)
            continue;
        for (const auto object : byId[id]->objects) {
            const auto [begin, end] = byObject.equal_range(object);
            for (auto other = begin; other != end; ++other)
                open.push_back(other->second);
        }
    }
    return tied;
}

} // namespace

Result<void> Manifest::forgetSegments(const std::vector<std::uint64_t>& ids)
{
    const auto all = segments();
    if (!all)
        return fail(all.error());
    if (auto begun = run("BEGIN IMMEDIATE"); !begun)
        return begun;
    Statement keepLost(
        m_db, "UPDATE objects SET lost=1 WHERE (pack<>0 OR source=1) AND id IN (SELECT object FROM segment_objects WHERE segment=?)");
    Statement object(m_db, "DELETE FROM objects WHERE pack=0 AND source<>1 AND id IN (SELECT object FROM segment_objects WHERE segment=?)");
    Statement members(m_db, "DELETE FROM segment_objects WHERE segment=?");
    Statement segment(m_db, "DELETE FROM segments WHERE id=?");
    bool good = true;
    for (const auto id : tiedTogether(*all, ids))
        good = good && keepLost.bind(id).execute() && object.bind(id).execute() && members.bind(id).execute() && segment.bind(id).execute();
    good = good
        && run("DELETE FROM objects WHERE alias<>0 AND alias NOT IN (SELECT id FROM objects);"
               "DELETE FROM rejected WHERE object NOT IN (SELECT id FROM objects WHERE lost=0);"
               "COMMIT")
               .has_value();
    if (good)
        return {};
    auto failed = sqlFailure(m_db);
    sqlite3_exec(m_db, "ROLLBACK", nullptr, nullptr, nullptr);
    return failed;
}

Result<void> Manifest::forgetAllSegments()
{
    auto done = run("BEGIN IMMEDIATE;"
                    "UPDATE objects SET lost=1 WHERE rows>0 AND alias=0 AND (pack<>0 OR source=1);"
                    "DELETE FROM objects WHERE rows>0 AND alias=0 AND lost=0;"
                    "DELETE FROM objects WHERE alias<>0 AND alias NOT IN (SELECT id FROM objects);"
                    "DELETE FROM segment_objects; DELETE FROM segments;"
                    "DELETE FROM rejected WHERE object NOT IN (SELECT id FROM objects WHERE lost=0);"
                    "COMMIT");
    if (!done)
        sqlite3_exec(m_db, "ROLLBACK", nullptr, nullptr, nullptr);
    return done;
}

Result<std::vector<SourceRecord>> Manifest::sources() const
{
    std::vector<SourceRecord> all;
    Statement query(m_db, "SELECT id, name, floor FROM sources ORDER BY id");
    while (query.row())
        all.push_back({query.number(0), query.text(1), static_cast<std::int64_t>(query.number(2))});
    if (!query.ok())
        return sqlFailure(m_db);
    return all;
}

Result<SourceRecord> Manifest::source(const QString& name)
{
    if (!Statement(m_db, "INSERT OR IGNORE INTO sources(name, floor) VALUES(?, 0)").bind(name).execute())
        return sqlFailure(m_db);
    Statement query(m_db, "SELECT id, name, floor FROM sources WHERE name=?");
    if (!query.bind(name).row())
        return sqlFailure(m_db);
    return SourceRecord {query.number(0), query.text(1), static_cast<std::int64_t>(query.number(2))};
}

std::uint64_t Manifest::dataVersion() const
{
    Statement version(m_db, "PRAGMA data_version");
    return version.row() ? version.number(0) : 0;
}

} // namespace tracedeck::store
