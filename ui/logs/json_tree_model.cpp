#include "logs/json_tree_model.h"

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

QString jsonSummary(const JsonNode& node)
{
    const QString count = QString::number(node.children.size());
    if (node.kind == JsonKind::Object)
        return u"{" % count % u'}';
    if (node.kind == JsonKind::Array)
        return u"[" % count % u']';
    return node.kind == JsonKind::String ? QString(u'"' % node.text % u'"') : node.text;
}

JsonTreeModel::JsonTreeModel(QObject* parent) : QAbstractItemModel(parent) {}

void JsonTreeModel::setNodes(std::vector<JsonNode> nodes)
{
    beginResetModel();
    m_nodes = std::move(nodes);
    place();
    endResetModel();
}

void JsonTreeModel::place()
{
    m_places.clear();
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        m_places.push_back({&m_nodes[i], -1, static_cast<int>(i), -1});
    for (std::size_t at = 0; at < m_places.size(); ++at) { // grows while it is walked: breadth first keeps siblings together
        const auto& children = m_places[at].node->children;
        if (children.empty())
            continue;
        m_places[at].firstChild = static_cast<int>(m_places.size());
        for (std::size_t row = 0; row < children.size(); ++row)
            m_places.push_back({&children[row], static_cast<int>(at), static_cast<int>(row), -1});
    }
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= 2 || row >= rowCount(parent))
        return {};
    const int first = parent.isValid() ? placeAt(parent).firstChild : 0;
    return createIndex(row, column, static_cast<quintptr>(first) + static_cast<quintptr>(row));
}

QModelIndex JsonTreeModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || placeAt(child).parent < 0)
        return {};
    const auto at = static_cast<std::size_t>(placeAt(child).parent);
    return createIndex(m_places[at].row, 0, static_cast<quintptr>(at));
}

int JsonTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_nodes.size());
    return parent.column() == 0 ? static_cast<int>(placeAt(parent).node->children.size()) : 0;
}

int JsonTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return 2;
}

QString JsonTreeModel::pathOf(const QModelIndex& index) const
{
    QString path;
    for (QModelIndex at = index.siblingAtColumn(0); at.isValid(); at = at.parent()) {
        const Place& place = placeAt(at);
        const bool inArray = place.parent >= 0 && m_places[static_cast<std::size_t>(place.parent)].node->kind == JsonKind::Array;
        path.prepend(inArray                 ? QString(u'[' % place.node->key % u']')
                         : place.parent >= 0 ? QString(u'.' % place.node->key)
                                             : place.node->key);
    }
    return path;
}

QVariant JsonTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const JsonNode& node = *placeAt(index).node;
    switch (role) {
    case Qt::DisplayRole: return index.column() == KeyColumn ? node.key : jsonSummary(node);
    case KindRole: return static_cast<int>(node.kind);
    case PathRole: return pathOf(index);
    case TopRole: return !index.parent().isValid();
    default: return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Key") : tr("Value");
}

} // namespace tracedeck::ui
