#include "store/manifest.h"
#include "store/sql.h"
#include "store/store_files.h"

#include <QFile>

#include <string>

namespace tracedeck::store {

namespace {

constexpr int kSchema = 3;

constexpr const char* kCreate = R"(
CREATE TABLE objects(id INTEGER PRIMARY KEY, path TEXT NOT NULL, size INTEGER NOT NULL, trailer INTEGER NOT NULL, content INTEGER NOT NULL,
  rows INTEGER NOT NULL, rejected INTEGER NOT NULL, tests INTEGER NOT NULL, complete INTEGER NOT NULL, error TEXT NOT NULL,
  pack INTEGER NOT NULL, pack_offset INTEGER NOT NULL);
CREATE TABLE rejected(object INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE TABLE segments(id INTEGER PRIMARY KEY, rows INTEGER NOT NULL, bytes INTEGER NOT NULL);
CREATE TABLE segment_objects(segment INTEGER NOT NULL, code INTEGER NOT NULL, object INTEGER NOT NULL, PRIMARY KEY(segment, code)) WITHOUT ROWID;
CREATE INDEX rejected_object ON rejected(object);
)";

// What a store of schema 1 lacks; a new one gets it the same way. Before it there were only files of this machine.
constexpr const char* kToSchema2 = R"(
CREATE TABLE sources(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, floor INTEGER NOT NULL);
INSERT INTO sources VALUES(1, 'files', 0);
ALTER TABLE objects ADD COLUMN source INTEGER NOT NULL DEFAULT 1;
ALTER TABLE objects ADD COLUMN etag TEXT NOT NULL DEFAULT '';
ALTER TABLE objects ADD COLUMN alias INTEGER NOT NULL DEFAULT 0;
ALTER TABLE objects ADD COLUMN placed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE objects ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
PRAGMA user_version = 2;
)";

// Before it every object's format was found out from its bytes.
constexpr const char* kToSchema3 = "ALTER TABLE objects ADD COLUMN format TEXT NOT NULL DEFAULT ''; PRAGMA user_version = 3;";

} // namespace

Result<void> Manifest::create(const QString& file, FileSystem& disk)
{
    const QString made = file + QStringLiteral(".new");
    for (const auto& part : {made, QString(made + QStringLiteral("-journal"))}) // of one that was killed
        disk.remove(part);
    if (auto empty = disk.write(made, {}); !empty) // SQLite would let others read it
        return empty;
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(made).constData(), &db, SQLITE_OPEN_READWRITE, disk.sqliteName());
    {
        const Manifest manifest(db);
        const std::string tables = std::string("PRAGMA synchronous=FULL; BEGIN;") + kCreate + kToSchema2 + kToSchema3 + "COMMIT;";
        if (auto done = code == SQLITE_OK ? manifest.run(tables.c_str()) : Result<void> {sqlFailure(db)}; !done)
            return fail(done.error().code, done.error().detail, file);
    }
    return renameDurably(disk, made, file);
}

Result<void> Manifest::checkSchema(bool write) const
{
    std::uint64_t found = 0;
    {
        Statement version(m_db, "PRAGMA user_version");
        if (!version.row())
            return sqlFailure(m_db);
        found = version.number(0);
    }
    const auto both = [&](QStringView more) {
        return fail(ErrorCode::StoreVersion,
                    QStringLiteral("It has version %1, this program has version %2%3").arg(found).arg(kSchema).arg(more));
    };
    if (found > kSchema)
        return both(u"; nothing was changed.");
    if (found < kSchema && !write)
        return both(u"; writing to it brings it up.");
    if (auto journal = run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"); !journal)
        return journal;
    if (found == kSchema)
        return {};
    return run((std::string("BEGIN;") + (found == 0 ? kCreate : "") + (found < 2 ? kToSchema2 : "") + kToSchema3 + "COMMIT;").c_str());
}

} // namespace tracedeck::store
