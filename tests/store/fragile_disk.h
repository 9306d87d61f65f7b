#pragma once

#include "store/file_system.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace tracedeck::test {

/// A disk whose power can go, under everything in one folder. Writes go through to real files, which programs see at once; beside them
/// it knows what would be on the disk: bytes since their file was synced, names since their folder was. What was not may be lost, or
/// there in part, in any order. SQLite's files are among them. Nothing is really synced, so that it is fast.
class FragileDisk final : public store::FileSystem {
public:
    /// What is left of what was not synced.
    enum class Loss { All, Torn };
    enum class Step { Write, Append, Cut, Rename, Sync, SyncFolder, MakeFolder, Remove, Punch };

    explicit FragileDisk(QString root); ///< a folder that is there for good
    ~FragileDisk() override;

    /// After so many steps from now every one fails, as where a program is killed: what it wrote stays in the cache.
    void stopAfter(std::uint64_t steps);
    [[nodiscard]] bool isStopped() const { return m_isStopped; }
    [[nodiscard]] std::uint64_t steps() const { return m_steps; }
    /// Another program starts.
    void goOn();
    /// The power goes and comes back: the folder holds what was on the disk.
    void losePower(Loss loss, std::mt19937_64& random);
    /// Asked before each step that needs room: true = there is none. Half of what was to be written is.
    void fillWhere(std::function<bool(std::uint64_t step)> isFull);
    /// Steps that say that they were done and were not: a test of the test.
    void skip(std::function<bool(Step, const QString&)> isSkipped) { m_isSkipped = std::move(isSkipped); }

    [[nodiscard]] const char* sqliteName() const override { return m_name.c_str(); }
    [[nodiscard]] Result<void> makeFolder(const QString& folder) override;
    [[nodiscard]] Result<void> write(const QString& file, std::span<const std::string_view> parts) override;
    [[nodiscard]] Result<std::uint64_t> append(const QString& file, std::span<const std::byte> bytes) override;
    [[nodiscard]] Result<void> cutTo(const QString& file, std::uint64_t bytes) override;
    [[nodiscard]] Result<void> rename(const QString& from, const QString& to) override;
    [[nodiscard]] Result<void> sync(const QString& file) override;
    [[nodiscard]] Result<void> syncFolder(const QString& folder) override;
    void remove(const QString& file) override;
    void punchHole(const QString& file, std::uint64_t offset, std::uint64_t bytes) override;

    // What SQLite does, after it was done to the real file.
    [[nodiscard]] bool mayStep(); ///< false: stopped
    [[nodiscard]] bool hasRoom();
    void noteCreated(const QString& file);
    void noteWritten(const QString& file, std::uint64_t offset, std::string_view bytes);
    void noteCut(const QString& file, std::uint64_t bytes);
    void noteSynced(const QString& file);
    void noteRemoved(const QString& file);
    void noteFolderSynced(const QString& folder);

private:
    struct Write {
        std::uint64_t offset = 0;
        std::string bytes;
    };
    struct Cut {
        std::uint64_t bytes = 0;
    };
    using Change = std::variant<Write, Cut>;
    struct File {
        std::string onDisk;
        std::vector<Change> unsynced;
    };
    /// A name given, taken away, or both at once.
    struct NameChange {
        QString from, to;
        std::shared_ptr<File> file;
    };
    using Names = std::map<QString, std::shared_ptr<File>>;

    static void apply(const Change& change, std::string& bytes);
    static void apply(const NameChange& change, Names& names);
    static void tear(File& file, std::mt19937_64& random);
    [[nodiscard]] std::shared_ptr<File> fileAt(const QString& file);
    void noteRenamed(const QString& from, const QString& to);
    [[nodiscard]] bool skips(Step step, const QString& file) const { return m_isSkipped && m_isSkipped(step, file); }
    [[nodiscard]] Result<void> begin(const QString& file, bool needsRoom);
    void writeBack();

    QString m_root;
    std::string m_name;
    std::recursive_mutex m_mutex;
    Names m_seen, m_onDisk; // what programs see; what is on the disk
    std::set<QString> m_foldersOnDisk;
    std::map<QString, std::vector<NameChange>> m_names; // not synced, by folder
    std::map<QString, std::vector<QString>> m_folders;  // made and not synced, by the folder they are in
    std::atomic<std::uint64_t> m_steps {0}, m_lastStep {~0ULL};
    std::atomic<bool> m_isStopped {false};
    std::function<bool(std::uint64_t)> m_isFull;
    std::function<bool(Step, const QString&)> m_isSkipped;
};

/// Gives SQLite a way to the disk under this name, until `leaveSqlite`.
void joinSqlite(const std::string& name, FragileDisk& disk);
void leaveSqlite(const std::string& name);

} // namespace tracedeck::test
