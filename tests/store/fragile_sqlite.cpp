// SQLite on a FragileDisk: the system's own way, and each step told to the disk.
#include "store/fragile_disk.h"

#include <QFileInfo>

#include <cstring>
#include <sqlite3.h>

namespace tracedeck::test {

namespace {

/// One of SQLite's files; the system's own lies behind it.
struct Opened {
    sqlite3_file base;
    FragileDisk* disk;
    const char* name; // SQLite keeps it until the file is closed
    bool isJournal;   // its folder is synced with it the first time
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    [[nodiscard]] QString path() const { return QString::fromUtf8(name); }
};

struct Way {
    sqlite3_vfs vfs;
    sqlite3_vfs* real;
    FragileDisk* disk;
    std::string name;
};

Opened& at(sqlite3_file* file)
{
    return *reinterpret_cast<Opened*>(file);
}

Way& wayOf(sqlite3_vfs* vfs)
{
    return *static_cast<Way*>(vfs->pAppData);
}

/// Files without a name are for the moment only.
bool isKept(const Opened& file)
{
    return file.name != nullptr;
}

int closeFile(sqlite3_file* file)
{
    return at(file).real()->pMethods->xClose(at(file).real());
}

int readFile(sqlite3_file* file, void* to, int size, sqlite3_int64 offset)
{
    return at(file).real()->pMethods->xRead(at(file).real(), to, size, offset);
}

int writeFile(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset)
{
    auto& own = at(file);
    if (isKept(own) && !own.disk->mayStep())
        return SQLITE_IOERR_WRITE;
    if (isKept(own) && !own.disk->hasRoom())
        return SQLITE_FULL;
    const int code = own.real()->pMethods->xWrite(own.real(), from, size, offset);
    if (code == SQLITE_OK && isKept(own))
        own.disk->noteWritten(own.path(), static_cast<std::uint64_t>(offset),
                              {static_cast<const char*>(from), static_cast<std::size_t>(size)});
    return code;
}

int cutFile(sqlite3_file* file, sqlite3_int64 size)
{
    auto& own = at(file);
    if (isKept(own) && !own.disk->mayStep())
        return SQLITE_IOERR_TRUNCATE;
    if (isKept(own))
        own.disk->noteCut(own.path(), static_cast<std::uint64_t>(size));
    return own.real()->pMethods->xTruncate(own.real(), size);
}

int syncFile(sqlite3_file* file, int)
{
    auto& own = at(file);
    if (!isKept(own))
        return SQLITE_OK;
    if (!own.disk->mayStep())
        return SQLITE_IOERR_FSYNC;
    own.disk->noteSynced(own.path());
    if (own.isJournal)
        own.disk->noteFolderSynced(QFileInfo(own.path()).absolutePath());
    own.isJournal = false;
    return SQLITE_OK;
}

int sizeOf(sqlite3_file* file, sqlite3_int64* size)
{
    return at(file).real()->pMethods->xFileSize(at(file).real(), size);
}

int lockFile(sqlite3_file* file, int lock)
{
    return at(file).real()->pMethods->xLock(at(file).real(), lock);
}

int unlockFile(sqlite3_file* file, int lock)
{
    return at(file).real()->pMethods->xUnlock(at(file).real(), lock);
}

int isReserved(sqlite3_file* file, int* is)
{
    return at(file).real()->pMethods->xCheckReservedLock(at(file).real(), is);
}

int control(sqlite3_file* file, int what, void* argument)
{
    return at(file).real()->pMethods->xFileControl(at(file).real(), what, argument);
}

int sectorSize(sqlite3_file* file)
{
    return at(file).real()->pMethods->xSectorSize(at(file).real());
}

int characteristics(sqlite3_file* file)
{
    return at(file).real()->pMethods->xDeviceCharacteristics(at(file).real());
}

int mapShared(sqlite3_file* file, int region, int size, int extend, void volatile** memory)
{
    return at(file).real()->pMethods->xShmMap(at(file).real(), region, size, extend, memory);
}

int lockShared(sqlite3_file* file, int offset, int count, int flags)
{
    return at(file).real()->pMethods->xShmLock(at(file).real(), offset, count, flags);
}

void barrier(sqlite3_file* file)
{
    at(file).real()->pMethods->xShmBarrier(at(file).real());
}

int unmapShared(sqlite3_file* file, int remove)
{
    return at(file).real()->pMethods->xShmUnmap(at(file).real(), remove);
}

const sqlite3_io_methods kMethods = {2,          closeFile,  readFile,    writeFile, cutFile,    syncFile,        sizeOf,
                                     lockFile,   unlockFile, isReserved,  control,   sectorSize, characteristics, mapShared,
                                     lockShared, barrier,    unmapShared, nullptr,   nullptr};

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    auto& way = wayOf(vfs);
    auto& own = at(file);
    const bool isNew = name != nullptr && !QFileInfo::exists(QString::fromUtf8(name));
    own = {};
    own.disk = way.disk;
    own.name = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0 ? nullptr : name;
    const bool isCreated = isNew && (flags & SQLITE_OPEN_CREATE) != 0 && isKept(own);
    if (isCreated && !way.disk->mayStep())
        return SQLITE_CANTOPEN;
    if (isCreated && !way.disk->hasRoom())
        return SQLITE_FULL;
    const int code = way.real->xOpen(way.real, name, own.real(), flags, outFlags);
    if (code != SQLITE_OK)
        return code;
    own.base.pMethods = &kMethods;
    if (isCreated)
        way.disk->noteCreated(own.path());
    own.isJournal = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL | SQLITE_OPEN_SUPER_JOURNAL)) != 0;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int syncFolder)
{
    auto& way = wayOf(vfs);
    if (!way.disk->mayStep())
        return SQLITE_IOERR_DELETE;
    const int code = way.real->xDelete(way.real, name, 0);
    if (code != SQLITE_OK)
        return code;
    const QString path = QString::fromUtf8(name);
    way.disk->noteRemoved(path);
    if (syncFolder != 0)
        way.disk->noteFolderSynced(QFileInfo(path).absolutePath());
    return SQLITE_OK;
}

std::map<std::string, std::unique_ptr<Way>>& ways()
{
    static std::map<std::string, std::unique_ptr<Way>> all;
    return all;
}

} // namespace

void joinSqlite(const std::string& name, FragileDisk& disk)
{
    auto way = std::make_unique<Way>();
    way->real = sqlite3_vfs_find(nullptr);
    way->disk = &disk;
    way->name = name;
    way->vfs = *way->real; // what is not about files stays the system's
    way->vfs.szOsFile = static_cast<int>(sizeof(Opened)) + way->real->szOsFile;
    way->vfs.zName = way->name.c_str();
    way->vfs.pAppData = way.get();
    way->vfs.pNext = nullptr;
    way->vfs.xOpen = openFile;
    way->vfs.xDelete = deleteFile;
    sqlite3_vfs_register(&way->vfs, 0);
    ways()[name] = std::move(way);
}

void leaveSqlite(const std::string& name)
{
    sqlite3_vfs_unregister(&ways()[name]->vfs);
    ways().erase(name);
}

} // namespace tracedeck::test
