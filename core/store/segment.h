#pragma once

#include "base/result.h"
#include "base/time_range.h"
#include "store/group_texts.h"
#include "store/packed.h"
#include "store/segment_format.h"

#include <QString>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tracedeck::store {

/// A delivered object as the manifest knows it.
struct ObjectInfo {
    std::uint64_t id = 0;
    QString path; ///< where it was read from
    std::uint64_t size = 0;
    std::uint64_t cachePack = 0; ///< 0 = not cached: read `path`
    std::uint64_t cacheOffset = 0;
    QString cacheFolder;
    QString format {}; ///< see ObjectRecord
};

/// Text of one row, taken out of its block.
struct RowText {
    std::string_view all;                  ///< entries one after another
    std::vector<std::string_view> entries; ///< trigger, Ray ID, console lines, then (name: message, stack) of each exception
};

/// One immutable segment file, mapped into memory. Any thread.
class Segment {
public:
    static Result<std::shared_ptr<const Segment>> open(const QString& file, std::uint64_t id,
                                                       std::vector<std::shared_ptr<const ObjectInfo>> objects);
    ~Segment();

    [[nodiscard]] std::uint64_t id() const { return m_id; }
    [[nodiscard]] std::uint32_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t bytes() const { return m_bytes.size(); }
    [[nodiscard]] const QString& file() const { return m_file; }
    /// First to past the last event that has a time; nullopt where none has.
    [[nodiscard]] std::optional<TimeRange> timeSpan() const { return m_span; }

    [[nodiscard]] Packed packed(Section section) const;
    [[nodiscard]] Packed codes(ingest::CodeColumn column) const;
    [[nodiscard]] const std::vector<std::string_view>& table(ingest::CodeColumn column) const
    {
        return m_tables[static_cast<std::size_t>(column)];
    }
    [[nodiscard]] const std::vector<std::string_view>& levels() const { return m_levels; }
    [[nodiscard]] const std::vector<std::string_view>& exceptionNames() const { return m_exceptionNames; }
    [[nodiscard]] std::span<const std::uint16_t> order() const; ///< rows in time order
    [[nodiscard]] std::span<const events::GroupKey> exceptionKeys() const;
    [[nodiscard]] std::span<const BlockEntry> blocks() const;
    [[nodiscard]] const std::vector<std::shared_ptr<const ObjectInfo>>& objects() const { return m_objects; }

    /// Children of a row: [begin, end) in the child columns.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> logsOf(std::uint32_t row) const;
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> exceptionsOf(std::uint32_t row) const;
    [[nodiscard]] std::uint64_t firstEntry(std::uint32_t row) const; ///< index of a row's first text entry

    /// Unpacks a block into `raw`; StoreCorrupt where its checksum does not hold.
    [[nodiscard]] Result<void> unpack(const BlockEntry& block, std::string& raw) const;
    [[nodiscard]] std::size_t blockOf(std::uint32_t row) const;
    /// The row's text cut into entries, given its unpacked block.
    [[nodiscard]] RowText textOf(std::uint32_t row, std::string_view raw) const;

    [[nodiscard]] GroupTexts& groupTexts() const { return m_groupTexts; }

    /// Reads every column once and compares the checksums; remembered. StoreCorrupt, subject: the file.
    [[nodiscard]] Result<void> verify() const;
    /// The same, text blocks too; the blocks are not remembered.
    [[nodiscard]] Result<void> verifyAll() const;

private:
    Segment() = default;
    [[nodiscard]] Result<void> load();
    [[nodiscard]] const SectionEntry& entry(Section section) const { return m_directory[static_cast<std::size_t>(section)]; }
    /// A block's bytes where its checksum holds.
    [[nodiscard]] std::optional<const char*> packedText(const BlockEntry& block) const;
    [[nodiscard]] bool holds(Section section) const; ///< its checksum does
    [[nodiscard]] bool knowsItsObjects() const;      ///< each row's is one of them
    // Whether all that the sections say of one another holds; see segment_structure.cpp.
    [[nodiscard]] bool areSectionsWhole() const; ///< their sizes; needs no more than the directory and the tables
    [[nodiscard]] bool areRowsWhole() const;     ///< what their values point at
    [[nodiscard]] bool isTableWhole(Section section) const;
    [[nodiscard]] bool areBlocksWhole() const;
    [[nodiscard]] std::vector<std::string_view> readTable(Section section) const;

    QString m_file;
    std::uint64_t m_id = 0;
    std::uint32_t m_rows = 0;
    std::span<const std::uint8_t> m_bytes;
    const SectionEntry* m_directory = nullptr;
    std::optional<TimeRange> m_span;
    std::array<std::vector<std::string_view>, ingest::kCodeColumns> m_tables;
    std::vector<std::string_view> m_levels, m_exceptionNames;
    std::vector<std::shared_ptr<const ObjectInfo>> m_objects;
    mutable GroupTexts m_groupTexts;
    mutable std::atomic<int> m_verified {0}; // 0 not yet, 1 good, 2 bad
};

} // namespace tracedeck::store
