#include "store/manifest.h"

#include "store/store_files.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace tracedeck::store {

namespace {

constexpr int kSchema = 1;

constexpr const char* kCreate = R"(
CREATE TABLE objects(id INTEGER PRIMARY KEY, path TEXT NOT NULL, size INTEGER NOT NULL, trailer INTEGER NOT NULL, content INTEGER NOT NULL,
  rows INTEGER NOT NULL, rejected INTEGER NOT NULL, tests INTEGER NOT NULL, complete INTEGER NOT NULL, error TEXT NOT NULL,
  pack INTEGER NOT NULL, pack_offset INTEGER NOT NULL);
CREATE TABLE rejected(object INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE TABLE segments(id INTEGER PRIMARY KEY, rows INTEGER NOT NULL, bytes INTEGER NOT NULL);
CREATE TABLE segment_objects(segment INTEGER NOT NULL, code INTEGER NOT NULL, object INTEGER NOT NULL, PRIMARY KEY(segment, code)) WITHOUT ROWID;
CREATE INDEX rejected_object ON rejected(object);
PRAGMA user_version = 1;
)";

std::int64_t signedBits(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

/// One prepared statement: bound left to right, stepped, reset.
class Statement {
public:
    Statement(sqlite3* db, const char* sql) { m_ok = sqlite3_prepare_v2(db, sql, -1, &m_statement, nullptr) == SQLITE_OK; }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(std::uint64_t value)
    {
        sqlite3_bind_int64(m_statement, ++m_bound, signedBits(value));
        return *this;
    }
    Statement& bind(const QString& value)
    {
        const QByteArray utf8 = value.toUtf8();
        sqlite3_bind_text(m_statement, ++m_bound, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
        return *this;
    }
    bool execute()
    {
        const bool done = m_ok && sqlite3_step(m_statement) == SQLITE_DONE;
        sqlite3_reset(m_statement);
        m_bound = 0;
        return done;
    }
    bool row() { return m_ok && sqlite3_step(m_statement) == SQLITE_ROW; }
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] std::uint64_t number(int column) const { return static_cast<std::uint64_t>(sqlite3_column_int64(m_statement, column)); }
    [[nodiscard]] QString text(int column) const
    {
        return QString::fromUtf8(reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column)),
                                 sqlite3_column_bytes(m_statement, column));
    }

private:
    sqlite3_stmt* m_statement = nullptr;
    int m_bound = 0;
    bool m_ok = false;
};

tl::unexpected<Error> failure(sqlite3* db)
{
    const int code = sqlite3_errcode(db);
    const auto detail = QString::fromUtf8(sqlite3_errmsg(db));
    if (code == SQLITE_FULL)
        return fail(ErrorCode::DiskFull, detail);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        return fail(ErrorCode::StoreCorrupt, detail);
    return fail(code == SQLITE_BUSY ? ErrorCode::StoreLocked : ErrorCode::IoFailed, detail);
}

} // namespace

/// A manifest comes into being under another name and is renamed when its tables are in it: no kill leaves one without them.
Result<void> Manifest::create(const QString& file)
{
    const QString unborn = file + QStringLiteral(".new");
    for (const auto& part : {unborn, QString(unborn + QStringLiteral("-journal"))})
        QFile::remove(part);
    sqlite3* db = nullptr;
    const int code = sqlite3_open(QFile::encodeName(unborn).constData(), &db);
    {
        const std::unique_ptr<Manifest> manifest(new Manifest(db));
        if (code != SQLITE_OK)
            return fail(ErrorCode::IoFailed, QString::fromUtf8(sqlite3_errmsg(db)), file);
        if (auto made = manifest->run((std::string("PRAGMA synchronous=FULL; BEGIN;") + kCreate + "COMMIT;").c_str()); !made)
            return fail(made.error().code, made.error().detail, file);
    }
    return renameDurably(unborn, file);
}

Result<std::unique_ptr<Manifest>> Manifest::open(const QString& file, bool write)
{
    if (write && !QFileInfo::exists(file)) {
        if (auto created = create(file); !created)
            return fail(created.error());
    }
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(file).constData(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, nullptr);
    std::unique_ptr<Manifest> manifest(new Manifest(db));
    if (code != SQLITE_OK)
        return fail(code == SQLITE_CANTOPEN ? ErrorCode::NotFound : ErrorCode::IoFailed, QString::fromUtf8(sqlite3_errmsg(db)), file);
    sqlite3_busy_timeout(db, 5000);
    if (auto checked = manifest->checkSchema(); !checked)
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
        return failure(m_db);
    return {};
}

Result<void> Manifest::checkSchema() const
{
    if (auto journal = run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"); !journal)
        return journal;
    Statement version(m_db, "PRAGMA user_version");
    if (!version.row())
        return failure(m_db);
    const auto found = version.number(0);
    if (found != kSchema)
        return fail(ErrorCode::StoreVersion, QStringLiteral("schema %1, this program reads %2").arg(found).arg(kSchema));
    return {};
}

Result<void> Manifest::publish(const Publication& publication)
{
    if (auto begun = run("BEGIN IMMEDIATE"); !begun)
        return begun;
    auto done = insert(publication);
    if (done)
        done = run("COMMIT");
    if (!done)
        sqlite3_exec(m_db, "ROLLBACK", nullptr, nullptr, nullptr);
    return done;
}

Result<void> Manifest::insert(const Publication& publication) const
{
    Statement object(m_db, "INSERT INTO objects VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
    Statement rejected(m_db, "INSERT INTO rejected VALUES(?,?,?)");
    Statement segment(m_db, "INSERT INTO segments VALUES(?,?,?)");
    Statement member(m_db, "INSERT INTO segment_objects VALUES(?,?,?)");
    Statement dropSegment(m_db, "DELETE FROM segments WHERE id=?");
    Statement dropMembers(m_db, "DELETE FROM segment_objects WHERE segment=?");
    bool good = true;
    for (const auto& o : publication.objects) {
        object.bind(o.id).bind(o.path).bind(o.size).bind(o.trailer).bind(o.content).bind(o.rows).bind(o.rejectedTotal).bind(o.testRecords);
        good = good
            && object.bind(std::uint64_t {o.complete})
                   .bind(o.error.isNull() ? QStringLiteral("") : o.error)
                   .bind(o.cachePack)
                   .bind(o.cacheOffset)
                   .execute();
        for (const auto& line : o.rejected)
            good = good && rejected.bind(o.id).bind(line.line).bind(line.reason).execute();
    }
    for (const auto& s : publication.segments) {
        good = good && segment.bind(s.id).bind(s.rows).bind(s.bytes).execute();
        for (std::size_t code = 0; code < s.objects.size(); ++code)
            good = good && member.bind(s.id).bind(std::uint64_t {code}).bind(s.objects[code]).execute();
    }
    for (const auto id : publication.replaced)
        good = good && dropSegment.bind(id).execute() && dropMembers.bind(id).execute();
    if (!good)
        return failure(m_db);
    return {};
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
        return failure(m_db);
    return all;
}

Result<std::vector<ObjectRecord>> Manifest::objects() const
{
    std::vector<ObjectRecord> all;
    Statement query(
        m_db,
        "SELECT id, path, size, trailer, content, rows, rejected, tests, complete, error, pack, pack_offset FROM objects ORDER BY id");
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
    }
    if (!query.ok())
        return failure(m_db);
    return all;
}

Result<void> Manifest::forgetSegments(const std::vector<std::uint64_t>& ids)
{
    if (auto begun = run("BEGIN IMMEDIATE"); !begun)
        return begun;
    bool good = true;
    for (const auto id : ids) {
        // an object may lie in several segments: all of them go, so that reading it again doubles nothing
        Statement segments(
            m_db,
            "DELETE FROM segments WHERE id IN (SELECT b.segment FROM segment_objects a JOIN segment_objects b ON a.object=b.object "
            "WHERE a.segment=?1) OR id=?1");
        good = good && segments.bind(id).execute();
    }
    good = good
        && run("DELETE FROM objects WHERE id IN (SELECT object FROM segment_objects WHERE segment NOT IN (SELECT id FROM segments));"
               "DELETE FROM segments WHERE id IN (SELECT segment FROM segment_objects WHERE object NOT IN (SELECT id FROM objects));"
               "DELETE FROM segment_objects WHERE segment NOT IN (SELECT id FROM segments);"
               "DELETE FROM rejected WHERE object NOT IN (SELECT id FROM objects);"
               "COMMIT")
               .has_value();
    if (good)
        return {};
    auto failed = failure(m_db);
    sqlite3_exec(m_db, "ROLLBACK", nullptr, nullptr, nullptr);
    return failed;
}

std::uint64_t Manifest::dataVersion() const
{
    Statement version(m_db, "PRAGMA data_version");
    return version.row() ? version.number(0) : 0;
}

} // namespace tracedeck::store
