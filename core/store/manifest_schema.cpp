#include "store/manifest.h"
#include "store/sql.h"

#include <string>

namespace tracedeck::store {

namespace {

constexpr int kSchema = 2;

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

} // namespace

Result<void> Manifest::checkSchema(bool write) const
{
    if (auto journal = run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"); !journal)
        return journal;
    Statement version(m_db, "PRAGMA user_version");
    if (!version.row())
        return sqlFailure(m_db);
    const auto found = version.number(0);
    if (found == kSchema)
        return {};
    if (found > 1 || !write)
        return fail(ErrorCode::StoreVersion, QStringLiteral("schema %1, this program reads %2").arg(found).arg(kSchema));
    return run((std::string("BEGIN;") + (found == 0 ? kCreate : "") + kToSchema2 + "COMMIT;").c_str());
}

} // namespace tracedeck::store
