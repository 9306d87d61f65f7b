#include "workers/wrangler_tree.h"

#include <QFileInfo>

#include <algorithm>
#include <map>

namespace tracedeck::workers {

namespace {

constexpr qsizetype kLongestWorker = 255; ///< a longer name is no Worker's
constexpr int kMostCommentLines = 20;
constexpr qsizetype kLongestShown = 200; ///< of a line of a comment, of a name in a decoy's path
constexpr std::size_t kMostDecoys = 100;

/// The text of a line that is nothing but a comment, without its sign; nullopt for any other line.
std::optional<QString> commentOf(QByteArrayView line, WranglerFormat format)
{
    const QByteArrayView text = line.trimmed();
    const auto shown = [](QByteArrayView comment) { return QString::fromUtf8(comment.trimmed()).left(kLongestShown); };
    if (format == WranglerFormat::Toml)
        return text.startsWith('#') ? std::optional(shown(text.sliced(1))) : std::nullopt;
    if (text.startsWith("//"))
        return shown(text.sliced(2));
    if (text.startsWith("/*") && text.endsWith("*/") && text.size() >= 4)
        return shown(text.sliced(2, text.size() - 4));
    return std::nullopt;
}

/// What turns a tree into a configuration.
class ConfigReader {
public:
    ConfigReader(const QByteArray& bytes, WranglerFormat format) : m_bytes(bytes), m_format(format)
    {
        for (qsizetype end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', end + 1))
            m_starts.push_back(end + 1);
    }

    WranglerConfig read(const Node& root)
    {
        WranglerConfig config;
        config.format = m_format;
        config.accountId = textIn(root, u"account_id");
        config.main = textIn(root, u"main");
        const QString name = textIn(root, u"name");
        config.sections.push_back(section(root, {}, name));
        config.sections.front().line = 0;
        if (const Node* environments = root.find(u"env", Node::Kind::Table))
            addEnvironments(*environments, name, config);
        QStringList path;
        collectDecoys(root, path, config.decoys);
        return config;
    }

private:
    static QString textIn(const Node& table, QStringView name)
    {
        const Node* node = table.find(name, Node::Kind::Text);
        return node ? node->text : QString();
    }

    void addEnvironments(const Node& environments, const QString& name, WranglerConfig& config)
    {
        for (const auto& [environment, keyBegin, value] : environments.members) {
            if (value.kind != Node::Kind::Table || environments.find(environment) != &value)
                continue;
            const QString own = textIn(value, u"name");
            const bool isMade = !name.isEmpty() && name.size() + environment.size() < kLongestWorker;
            const QString made = isMade ? QString(name % u'-' % environment) : QString();
            config.sections.push_back(section(value, environment, own.isEmpty() ? made : own));
        }
    }

    [[nodiscard]] WranglerSection section(const Node& table, const QString& environment, const QString& worker)
    {
        WranglerSection section;
        section.environment = environment;
        section.worker = worker.size() <= kLongestWorker ? worker : QString();
        section.line = table.line;
        if (const Node* flag = table.find(u"logpush")) {
            section.logpush.line = flag->line;
            section.logpush.isWrong = flag->kind != Node::Kind::Flag;
            if (!section.logpush.isWrong)
                section.logpush.value = flag->flag;
        }
        readNeighbours(table, section);
        const QString atFlag = commentAbove(section.logpush.line);
        section.comment = atFlag.isEmpty() && !environment.isEmpty() ? commentAbove(table.line) : atFlag;
        return section;
    }

    static void readNeighbours(const Node& table, WranglerSection& section)
    {
        if (const Node* observability = table.find(u"observability", Node::Kind::Table)) {
            if (const Node* enabled = observability->find(u"enabled", Node::Kind::Flag))
                section.observability = enabled->flag;
        }
        if (const Node* consumers = table.find(u"tail_consumers", Node::Kind::Array)) {
            for (const Node& consumer : consumers->items)
                section.tailConsumers << textIn(consumer, u"service");
        }
    }

    [[nodiscard]] QByteArrayView line(std::size_t at) const
    {
        const qsizetype begin = m_starts[at], end = at + 1 < m_starts.size() ? m_starts[at + 1] - 1 : m_bytes.size();
        return QByteArrayView(m_bytes).sliced(begin, end - begin);
    }

    /// Sections in one line share what stands above it, and it is read once.
    [[nodiscard]] QString commentAbove(int line)
    {
        const auto known = m_comments.find(line);
        return known != m_comments.end() ? known->second : m_comments[line] = readCommentAbove(line);
    }

    [[nodiscard]] QString readCommentAbove(int line) const
    {
        QStringList texts;
        for (int at = line - 2; at >= 0 && static_cast<std::size_t>(at) < m_starts.size() && texts.size() < kMostCommentLines; --at) {
            const auto text = commentOf(this->line(static_cast<std::size_t>(at)), m_format);
            if (!text)
                break;
            texts.prepend(*text);
        }
        return texts.join(u'\n');
    }

    /// Names that look like the flag where wrangler does not look for it, or that it does not know.
    static void collectDecoys(const Node& node, QStringList& path, std::vector<Decoy>& decoys)
    {
        const bool isSection = path.isEmpty() || (path.size() == 2 && path.front() == u"env");
        for (const auto& [name, keyBegin, value] : node.members) {
            if (decoys.size() >= kMostDecoys)
                return;
            path.append(name.left(kLongestShown));
            if (name.compare(u"logpush", Qt::CaseInsensitive) == 0 && !(isSection && name == u"logpush"))
                decoys.push_back({path.join(u'.'), value.line});
            else
                collectDecoys(value, path, decoys);
            path.removeLast();
        }
        path.append(QStringLiteral("[]"));
        for (const Node& item : node.items)
            collectDecoys(item, path, decoys);
        path.removeLast();
    }

    const QByteArray& m_bytes;
    std::vector<qsizetype> m_starts {0}; ///< of the lines
    std::map<int, QString> m_comments;   ///< by the line they stand above
    WranglerFormat m_format;
};

} // namespace

std::optional<WranglerFormat> formatOf(const QString& fileName)
{
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    if (suffix == u"toml")
        return WranglerFormat::Toml;
    return suffix == u"json" || suffix == u"jsonc" ? std::optional(WranglerFormat::Json) : std::nullopt;
}

const WranglerSection* WranglerConfig::section(const QString& environment) const
{
    const auto found = std::ranges::find(sections, environment, &WranglerSection::environment);
    return found == sections.end() ? nullptr : &*found;
}

std::optional<bool> WranglerConfig::effective(const QString& environment) const
{
    const WranglerSection* own = section(environment);
    if (!own)
        return std::nullopt;
    return own->logpush.line > 0 ? own->logpush.value : sections.front().logpush.value;
}

bool WranglerConfig::isInherited(const QString& environment) const
{
    const WranglerSection* own = section(environment);
    return own && !environment.isEmpty() && own->logpush.line == 0 && sections.front().logpush.value.has_value();
}

Result<WranglerConfig> readWrangler(const QByteArray& bytes, WranglerFormat format)
{
    const auto root = parseTree(bytes, format);
    if (!root)
        return fail(root.error());
    return ConfigReader(bytes, format).read(*root);
}

} // namespace tracedeck::workers
