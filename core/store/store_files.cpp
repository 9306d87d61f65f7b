#include "store/store_files.h"

#include <QFileInfo>

namespace tracedeck::store {

QString StoreFiles::segment(std::uint64_t id) const
{
    return segments() % u'/' % QString::number(id).rightJustified(10, u'0') % u".seg";
}

QString StoreFiles::pack(std::uint64_t number) const
{
    return objects() % u"/pack-" % QString::number(number).rightJustified(6, u'0') % u".bin";
}

Result<void> writeDurably(FileSystem& disk, const QString& file, std::span<const std::string_view> parts)
{
    const QString temporary = file + QStringLiteral(".new");
    auto done = disk.write(temporary, parts);
    if (done)
        done = disk.sync(temporary);
    if (done)
        done = disk.rename(temporary, file);
    if (done)
        return {};
    disk.remove(temporary);
    return fail(done.error().code, done.error().detail, file);
}

Result<void> renameDurably(FileSystem& disk, const QString& from, const QString& to)
{
    if (auto renamed = disk.rename(from, to); !renamed)
        return renamed;
    return disk.syncFolder(QFileInfo(to).absolutePath());
}

Result<void> makeFolders(FileSystem& disk, const QString& folder)
{
    const QFileInfo about(folder);
    if (about.isDir())
        return {};
    if (about.exists())
        return fail(ErrorCode::PermissionDenied, QStringLiteral("a file is in the place of the folder"), folder);
    const QString parent = about.absolutePath();
    if (auto made = makeFolders(disk, parent); !made)
        return made;
    if (auto made = disk.makeFolder(folder); !made)
        return made;
    return disk.syncFolder(parent);
}

} // namespace tracedeck::store
