#include "workers/wrangler_tree.h"

#include <QFileInfo>

#include <algorithm>

namespace tracedeck::workers {

namespace {

/// The text of a line that is nothing but a comment, without its sign; nullopt for any other line.
std::optional<QString> commentOf(const QByteArray& line, WranglerFormat format)
{
    const QByteArray text = line.trimmed();
    if (format == WranglerFormat::Toml)
        return text.startsWith('#') ? std::optional(QString::fromUtf8(text.mid(1)).trimmed()) : std::nullopt;
    if (text.startsWith("//"))
        return QString::fromUtf8(text.mid(2)).trimmed();
    if (text.startsWith("/*") && text.endsWith("*/") && text.size() >= 4)
        return QString::fromUtf8(text.mid(2, text.size() - 4)).trimmed();
    return std::nullopt;
}

/// What turns a tree into a configuration.
class ConfigReader {
public:
    ConfigReader(const QByteArray& bytes, WranglerFormat format) : m_lines(bytes.split('\n')), m_format(format) {}

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
        collectDecoys(root, {}, config.decoys);
        return config;
    }

private:
    static QString textIn(const Node& table, QStringView name)
    {
        const Node* node = table.find(name, Node::Kind::Text);
        return node ? node->text : QString();
    }

    void addEnvironments(const Node& environments, const QString& name, WranglerConfig& config) const
    {
        for (const auto& [environment, keyBegin, value] : environments.members) {
            if (value.kind != Node::Kind::Table || environments.find(environment) != &value)
                continue;
            const QString own = textIn(value, u"name");
            const QString made = name.isEmpty() ? QString() : QString(name % u'-' % environment);
            config.sections.push_back(section(value, environment, own.isEmpty() ? made : own));
        }
    }

    [[nodiscard]] WranglerSection section(const Node& table, const QString& environment, const QString& worker) const
    {
        WranglerSection section;
        section.environment = environment;
        section.worker = worker;
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

    [[nodiscard]] QString commentAbove(int line) const
    {
        QStringList texts;
        for (qsizetype at = line - 2; at >= 0 && at < m_lines.size(); --at) {
            const auto text = commentOf(m_lines.at(at), m_format);
            if (!text)
                break;
            texts.prepend(*text);
        }
        return texts.join(u'\n');
    }

    /// Names that look like the flag where wrangler does not look for it, or that it does not know.
    static void collectDecoys(const Node& node, const QStringList& path, std::vector<Decoy>& decoys)
    {
        const bool isSection = path.isEmpty() || (path.size() == 2 && path.front() == u"env");
        for (const auto& [name, keyBegin, value] : node.members) {
            const QStringList here = path + QStringList {name};
            if (name.compare(u"logpush", Qt::CaseInsensitive) == 0 && !(isSection && name == u"logpush"))
                decoys.push_back({here.join(u'.'), value.line});
            else
                collectDecoys(value, here, decoys);
        }
        for (const Node& item : node.items)
            collectDecoys(item, path + QStringList {QStringLiteral("[]")}, decoys);
    }

    QList<QByteArray> m_lines;
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
