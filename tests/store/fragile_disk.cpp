#include "store/fragile_disk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tracedeck::test {

namespace {

QString folderOf(const QString& file)
{
    return QFileInfo(file).absolutePath();
}

constexpr std::size_t kSector = 512;

} // namespace

FragileDisk::FragileDisk(QString root)
    : m_root(std::move(root))
    , m_name("fragile-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))
{
    m_foldersOnDisk.insert(m_root);
    joinSqlite(m_name, *this);
}

FragileDisk::~FragileDisk()
{
    leaveSqlite(m_name);
}

void FragileDisk::stopAfter(std::uint64_t steps)
{
    m_lastStep = m_steps + steps;
}

void FragileDisk::goOn()
{
    m_lastStep = ~0ULL;
    m_isStopped = false;
}

void FragileDisk::fillWhere(std::function<bool(std::uint64_t)> isFull)
{
    m_isFull = std::move(isFull);
}

bool FragileDisk::mayStep()
{
    if (m_isStopped)
        return false;
    if (m_steps >= m_lastStep)
        m_isStopped = true;
    else
        ++m_steps;
    return !m_isStopped;
}

bool FragileDisk::hasRoom()
{
    return !m_isFull || !m_isFull(m_steps);
}

Result<void> FragileDisk::begin(const QString& file, bool needsRoom)
{
    if (!mayStep())
        return fail(ErrorCode::IoFailed, QStringLiteral("stopped"), file);
    return needsRoom && !hasRoom() ? fail(ErrorCode::DiskFull, QStringLiteral("no room"), file) : Result<void> {};
}

// --- what is done

Result<void> FragileDisk::makeFolder(const QString& folder)
{
    const std::lock_guard lock(m_mutex);
    if (auto may = begin(folder, true); !may)
        return may;
    if (QFileInfo(folder).isDir())
        return {};
    m_folders[folderOf(folder)].push_back(folder);
    return store::systemFiles().makeFolder(folder);
}

Result<void> FragileDisk::write(const QString& file, std::span<const std::string_view> parts)
{
    const std::lock_guard lock(m_mutex);
    auto may = begin(file, true);
    if (!may && m_isStopped)
        return may;
    std::string all;
    for (const auto part : parts)
        all += part;
    if (!may)
        all.resize(all.size() / 2);
    const std::string_view left = all;
    if (auto written = store::systemFiles().write(file, {&left, 1}); !written)
        return written;
    noteCreated(file);
    noteCut(file, 0);
    noteWritten(file, 0, all);
    return may;
}

Result<std::uint64_t> FragileDisk::append(const QString& file, std::span<const std::byte> bytes)
{
    const std::lock_guard lock(m_mutex);
    if (auto may = begin(file, true); !may)
        return fail(may.error());
    auto offset = store::systemFiles().append(file, bytes);
    if (!offset)
        return offset;
    noteCreated(file);
    noteWritten(file, *offset, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return offset;
}

Result<void> FragileDisk::cutTo(const QString& file, std::uint64_t bytes)
{
    const std::lock_guard lock(m_mutex);
    if (auto may = begin(file, false); !may)
        return may;
    noteCut(file, bytes);
    return store::systemFiles().cutTo(file, bytes);
}

Result<void> FragileDisk::rename(const QString& from, const QString& to)
{
    const std::lock_guard lock(m_mutex);
    if (auto may = begin(to, true); !may)
        return may;
    noteRenamed(from, to);
    return store::systemFiles().rename(from, to);
}

Result<void> FragileDisk::sync(const QString& file)
{
    const std::lock_guard lock(m_mutex);
    if (auto may = begin(file, false); !may)
        return may;
    noteSynced(file);
    return {};
}

Result<void> FragileDisk::syncFolder(const QString& folder)
{
    const std::lock_guard lock(m_mutex);
    if (auto may = begin(folder, false); !may)
        return may;
    noteFolderSynced(folder);
    return {};
}

void FragileDisk::remove(const QString& file)
{
    const std::lock_guard lock(m_mutex);
    if (!mayStep() || !QFile::exists(file))
        return;
    noteRemoved(file);
    store::systemFiles().remove(file);
}

void FragileDisk::punchHole(const QString& file, std::uint64_t offset, std::uint64_t bytes)
{
    const std::lock_guard lock(m_mutex);
    if (!mayStep())
        return;
    noteWritten(file, offset, std::string(bytes, '\0'));
    store::systemFiles().punchHole(file, offset, bytes);
}

// --- what is known of the disk

std::shared_ptr<FragileDisk::File> FragileDisk::fileAt(const QString& file)
{
    auto& known = m_seen[file];
    if (!known)
        known = std::make_shared<File>();
    return known;
}

void FragileDisk::noteCreated(const QString& file)
{
    const std::lock_guard lock(m_mutex);
    if (!m_seen.contains(file))
        m_names[folderOf(file)].push_back({{}, file, fileAt(file)});
}

void FragileDisk::noteWritten(const QString& file, std::uint64_t offset, std::string_view bytes)
{
    const std::lock_guard lock(m_mutex);
    fileAt(file)->unsynced.emplace_back(Write {offset, std::string(bytes)});
}

void FragileDisk::noteCut(const QString& file, std::uint64_t bytes)
{
    const std::lock_guard lock(m_mutex);
    fileAt(file)->unsynced.emplace_back(Cut {bytes});
}

void FragileDisk::noteSynced(const QString& file)
{
    const std::lock_guard lock(m_mutex);
    if (skips(Step::Sync, file))
        return;
    const auto known = fileAt(file);
    for (const auto& change : known->unsynced)
        apply(change, known->onDisk);
    known->unsynced.clear();
}

void FragileDisk::noteRemoved(const QString& file)
{
    const std::lock_guard lock(m_mutex);
    m_names[folderOf(file)].push_back({file, {}, nullptr});
    m_seen.erase(file);
}

void FragileDisk::noteRenamed(const QString& from, const QString& to)
{
    const auto file = fileAt(from);
    m_names[folderOf(to)].push_back({from, to, file});
    m_seen.erase(from);
    m_seen[to] = file;
}

void FragileDisk::noteFolderSynced(const QString& folder)
{
    const std::lock_guard lock(m_mutex);
    if (skips(Step::SyncFolder, folder))
        return;
    for (const auto& change : m_names[folder])
        apply(change, m_onDisk);
    m_names.erase(folder);
    for (const auto& made : m_folders[folder])
        m_foldersOnDisk.insert(made);
    m_folders.erase(folder);
}

void FragileDisk::apply(const Change& change, std::string& bytes)
{
    if (const auto* cut = std::get_if<Cut>(&change)) {
        bytes.resize(std::min<std::size_t>(bytes.size(), cut->bytes));
        return;
    }
    const auto& written = std::get<Write>(change);
    bytes.resize(std::max<std::size_t>(bytes.size(), written.offset + written.bytes.size()));
    bytes.replace(written.offset, written.bytes.size(), written.bytes);
}

void FragileDisk::apply(const NameChange& change, Names& names)
{
    names.erase(change.from);
    if (change.file)
        names[change.to] = change.file;
}

/// Some of what was not synced is there: the first of it, or sectors here and there.
void FragileDisk::tear(File& file, std::mt19937_64& random)
{
    const bool inOrder = random() % 2 == 0;
    const auto most = inOrder ? random() % (file.unsynced.size() + 1) : file.unsynced.size();
    for (std::size_t i = 0; i < most; ++i) {
        const auto* written = std::get_if<Write>(&file.unsynced[i]);
        if (inOrder && i + 1 == most && written) {
            apply(Write {written->offset, written->bytes.substr(0, random() % (written->bytes.size() + 1))}, file.onDisk);
        } else if (inOrder || (!written && random() % 2 == 0)) {
            apply(file.unsynced[i], file.onDisk);
        } else if (written) {
            for (std::size_t at = 0; at < written->bytes.size(); at += kSector) {
                if (random() % 2 == 0)
                    apply(Write {written->offset + at, written->bytes.substr(at, kSector)}, file.onDisk);
            }
        }
    }
}

void FragileDisk::losePower(Loss loss, std::mt19937_64& random)
{
    const std::lock_guard lock(m_mutex);
    if (loss == Loss::Torn) {
        for (const auto& [folder, changes] : m_names) {
            for (const auto& change : changes) {
                if (random() % 2 == 0)
                    apply(change, m_onDisk);
            }
        }
        for (const auto& [folder, made] : m_folders) {
            for (const auto& one : made) {
                if (random() % 2 == 0)
                    m_foldersOnDisk.insert(one);
            }
        }
        std::set<File*> torn;
        for (const auto& [name, file] : m_onDisk) {
            if (torn.insert(file.get()).second)
                tear(*file, random);
        }
    }
    m_names.clear();
    m_folders.clear();
    std::erase_if(m_foldersOnDisk, [&](const QString& folder) { return folder != m_root && !m_foldersOnDisk.contains(folderOf(folder)); });
    std::erase_if(m_onDisk, [&](const auto& entry) { return !m_foldersOnDisk.contains(folderOf(entry.first)); });
    for (const auto& [name, file] : m_onDisk)
        file->unsynced.clear();
    m_seen = m_onDisk;
    writeBack();
    goOn();
}

void FragileDisk::writeBack()
{
    QDir root(m_root);
    for (const auto& entry : root.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        if (entry.isDir())
            QDir(entry.filePath()).removeRecursively();
        else
            QFile::remove(entry.filePath());
    }
    for (const auto& folder : m_foldersOnDisk) // the outer ones come first
        root.mkpath(folder);
    for (const auto& [name, file] : m_onDisk) {
        const std::string_view all = file->onDisk;
        (void)store::systemFiles().write(name, {&all, 1});
    }
}

} // namespace tracedeck::test
