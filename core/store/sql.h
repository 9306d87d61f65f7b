#pragma once

#include "base/result.h"

#include <QString>

#include <cerrno>
#include <cstdint>
#include <sqlite3.h>

namespace tracedeck::store {

/// One prepared statement: bound left to right, stepped, reset.
class Statement {
public:
    Statement(sqlite3* db, const char* sql) { m_ok = sqlite3_prepare_v2(db, sql, -1, &m_statement, nullptr) == SQLITE_OK; }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(std::uint64_t value)
    {
        sqlite3_bind_int64(m_statement, ++m_bound, static_cast<std::int64_t>(value));
        return *this;
    }
    Statement& bind(const QString& value)
    {
        const QByteArray utf8 = value.toUtf8(); // of a null QString: empty, not NULL
        sqlite3_bind_text(m_statement, ++m_bound, utf8.isNull() ? "" : utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
        return *this;
    }
    bool execute()
    {
        const bool done = m_ok && sqlite3_step(m_statement) == SQLITE_DONE;
        sqlite3_reset(m_statement);
        m_bound = 0;
        return done;
    }
    /// Whether there is one more; no more of them is an end where it is `ok` only.
    bool row()
    {
        const int code = m_ok ? sqlite3_step(m_statement) : SQLITE_ERROR;
        m_ok = code == SQLITE_ROW || code == SQLITE_DONE;
        return code == SQLITE_ROW;
    }
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

inline tl::unexpected<Error> sqlFailure(sqlite3* db)
{
    const auto detail = QString::fromUtf8(sqlite3_errmsg(db));
    const int system = sqlite3_system_errno(db); // of the last of these two
    const int code = sqlite3_errcode(db) & 0xff;
    const bool isOfSystem = code == SQLITE_IOERR || code == SQLITE_CANTOPEN;
    if (code == SQLITE_FULL || (isOfSystem && (system == ENOSPC || system == EDQUOT)))
        return fail(ErrorCode::DiskFull, detail);
    if (isOfSystem && (system == EACCES || system == EPERM))
        return fail(ErrorCode::PermissionDenied, detail);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR) // the last: tables that are not ours
        return fail(ErrorCode::StoreCorrupt, detail);
    return fail(code == SQLITE_BUSY ? ErrorCode::StoreLocked : ErrorCode::IoFailed, detail);
}

} // namespace tracedeck::store
