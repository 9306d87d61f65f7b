#include "logs/console_model.h"

namespace tracedeck::ui {

ConsoleModel::ConsoleModel(QObject* parent) : JsonTreeModel(parent) {}

void ConsoleModel::setLines(std::vector<ConsoleLine> lines)
{
    m_lines = std::move(lines);
    std::vector<JsonNode> nodes;
    nodes.reserve(m_lines.size());
    for (ConsoleLine& line : m_lines)
        nodes.push_back({{}, {}, JsonKind::String, line.json});
    setNodes(std::move(nodes));
}

QString offsetWords(const ConsoleLine& line)
{
    return line.afterMs ? QString(QStringLiteral("+") % QString::number(*line.afterMs)) : QString();
}

QVariant ConsoleModel::lineData(const ConsoleLine& line, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return column == KeyColumn ? offsetWords(line) : QString(line.text).replace(u'\n', QChar(0x23CE));
    case LineTextRole: return line.text;
    case LevelRole: return static_cast<int>(line.level);
    case Qt::AccessibleTextRole: return tr("%1, %2 milliseconds after start, %3").arg(line.levelText, offsetWords(line), line.text);
    case KindRole: return static_cast<int>(JsonKind::String);
    case TopRole: return true;
    default: return {};
    }
}

QVariant ConsoleModel::data(const QModelIndex& index, int role) const
{
    if (index.isValid() && !index.parent().isValid())
        return lineData(m_lines[static_cast<std::size_t>(index.row())], index.column(), role);
    return JsonTreeModel::data(index, role);
}

QVariant ConsoleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("ms after start") : tr("Message");
}

} // namespace tracedeck::ui
