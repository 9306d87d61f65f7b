#include "workers/edit_parts.h"
#include "workers/toml_places.h"

#include <algorithm>

namespace tracedeck::workers {

namespace {

bool isBelow(const QStringList& path, const QStringList& above)
{
    return path.size() > above.size() && path.first(above.size()) == above;
}

/// Finds the place for one flag: where it is, else in the table of its section, however that is written.
class TomlEditor {
public:
    TomlEditor(const QByteArray& bytes, const TomlPlaces& places, const FlagEdit& edit)
        : m_bytes(bytes)
        , m_layout(bytes)
        , m_places(places)
        , m_section(edit.environment.isEmpty() ? QStringList() : QStringList {QStringLiteral("env"), edit.environment})
        , m_value(edit.value ? "true" : "false")
    {}

    [[nodiscard]] Result<Splice> splice() const
    {
        for (const auto way :
             {&TomlEditor::inPlace, &TomlEditor::inTable, &TomlEditor::inInlineTable, &TomlEditor::besideDotted, &TomlEditor::withHeader}) {
            if (auto found = (this->*way)())
                return *std::move(found);
        }
        return fail(ErrorCode::Internal, QStringLiteral("no place was found for logpush"));
    }

private:
    using Found = std::optional<Splice>;

    [[nodiscard]] QByteArray text(Span span) const { return m_bytes.mid(span.begin, span.end - span.begin); }
    [[nodiscard]] QByteArray statement() const { return "logpush = " + m_value; }

    [[nodiscard]] Found inPlace() const
    {
        const QStringList path = m_section + QStringList {QStringLiteral("logpush")};
        const auto entry = std::ranges::find(m_places.entries, path, &TomlEntry::path);
        if (entry == m_places.entries.end())
            return std::nullopt;
        return Splice {entry->value.begin, entry->value.end, m_value};
    }

    /// `[env.name]`, or for the top level all that stands before the first header.
    [[nodiscard]] Found inTable() const
    {
        for (std::size_t i = 0; i < m_places.tables.size(); ++i) {
            const TomlTable& table = m_places.tables[i];
            if (table.isArray || table.path != m_section)
                continue;
            const bool isEmptyRoot = i == 0 && table.bodyEnd == table.line.end;
            if (isEmptyRoot)
                return m_layout.lineAt(startOfFirstHeader(), statement());
            return m_layout.lineAt(table.bodyEnd, lastIndent(i) + statement());
        }
        return std::nullopt;
    }

    /// Before the comments that belong to it; the end of the text where there is none.
    [[nodiscard]] qsizetype startOfFirstHeader() const
    {
        return m_places.tables.size() > 1 ? aboveComments(m_places.tables[1].line.begin) : m_bytes.size();
    }

    [[nodiscard]] qsizetype aboveComments(qsizetype line) const
    {
        while (line > 0) {
            const qsizetype above = m_layout.lineStart(line - 1);
            if (above >= line || !m_bytes.mid(above, line - above).trimmed().startsWith('#'))
                break;
            line = above;
        }
        return line;
    }

    /// Of the table's last entry, else of its header.
    [[nodiscard]] QByteArray lastIndent(std::size_t table) const
    {
        const auto last = std::find_if(m_places.entries.rbegin(), m_places.entries.rend(), [table](const TomlEntry& entry) {
            return entry.table == static_cast<int>(table) && entry.inlineTable < 0;
        });
        if (last != m_places.entries.rend())
            return m_layout.indent(last->keys.front().begin);
        return m_layout.indent(m_places.tables[table].keys.empty() ? 0 : headerPlace(m_places.tables[table]));
    }

    [[nodiscard]] static qsizetype headerPlace(const TomlTable& table) { return table.keys.front().begin - (table.isArray ? 2 : 1); }

    [[nodiscard]] Found inInlineTable() const
    {
        const auto table = std::ranges::find(m_places.inlineTables, m_section, &TomlInlineTable::path);
        if (m_section.isEmpty() || table == m_places.inlineTables.end())
            return std::nullopt;
        if (table->lastEnd > 0)
            return Splice {table->lastEnd, table->lastEnd, ", " + statement()};
        return Splice {table->open + 1, table->close, ' ' + statement() + ' '};
    }

    /// `env.name.vars.x = 1` in a table above the section: the flag is written the same way, after the last of these.
    [[nodiscard]] Found besideDotted() const
    {
        const TomlEntry* last = nullptr;
        for (const TomlEntry& entry : m_places.entries) {
            const qsizetype above = entry.path.size() - static_cast<qsizetype>(entry.keys.size());
            if (!m_section.isEmpty() && isBelow(entry.path, m_section) && above < m_section.size())
                last = &entry;
        }
        if (!last)
            return std::nullopt;
        const auto own = static_cast<std::size_t>(m_section.size() - (last->path.size() - static_cast<qsizetype>(last->keys.size())));
        const QByteArray flag = text({last->keys.front().begin, last->keys[own - 1].end}) + '.' + statement();
        if (last->inlineTable >= 0)
            return Splice {last->value.end, last->value.end, ", " + flag};
        return m_layout.lineAt(last->line.end, m_layout.indent(last->keys.front().begin) + flag);
    }

    /// There are only tables below it: it gets a header of its own before the first of them.
    [[nodiscard]] Found withHeader() const
    {
        for (const TomlTable& table : m_places.tables) {
            if (m_section.isEmpty() || !isBelow(table.path, m_section))
                continue;
            const QByteArray indent = m_layout.indent(headerPlace(table));
            const QByteArray key = text({table.keys.front().begin, table.keys[static_cast<std::size_t>(m_section.size()) - 1].end});
            Splice splice =
                m_layout.lineAt(aboveComments(table.line.begin), indent + '[' + key + ']' + m_layout.lineEnd() + indent + statement());
            splice.isHeader = true;
            return splice;
        }
        return std::nullopt;
    }

    const QByteArray& m_bytes;
    Layout m_layout;
    const TomlPlaces& m_places;
    QStringList m_section;
    QByteArray m_value;
};

} // namespace

Result<std::vector<Splice>> tomlSplices(const QByteArray& bytes, const std::vector<FlagEdit>& edits)
{
    const TomlPlaces places = placesOf(bytes);
    std::vector<Splice> splices;
    for (const FlagEdit& edit : edits) {
        auto splice = TomlEditor(bytes, places, edit).splice();
        if (!splice)
            return fail(splice.error());
        splices.push_back(*std::move(splice));
    }
    return splices;
}

} // namespace tracedeck::workers
