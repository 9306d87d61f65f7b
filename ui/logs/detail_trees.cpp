#include "logs/console_list.h"
#include "logs/detail_tabs.h"
#include "logs/words.h"

#include "text/error_text.h"
#include "widgets/buttons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>

namespace tracedeck::ui {

namespace {

/// Draws tree rows in mono: console lines with their glyphs, JSON members in key and value colours.
class TreeDelegate final : public QStyledItemDelegate {
public:
    TreeDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), m_theme.px(22)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Tokens& t = m_theme.tokens();
        const QVariant level = index.data(ConsoleModel::LevelRole);
        const bool isKey = index.column() == JsonTreeModel::KeyColumn;
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, t.selrow);
        QRect room = option.rect.adjusted(m_theme.px(4), 0, -m_theme.px(4), 0);
        if (level.isValid() && isKey) {
            painter->setRenderHint(QPainter::Antialiasing);
            m_theme.drawGlyph(*painter, QPointF(room.x() + m_theme.px(6), QRectF(room).center().y()),
                              static_cast<events::Level>(level.toInt()), option.state & QStyle::State_Selected);
            room.adjust(m_theme.px(18), 0, 0, 0);
        }
        painter->setFont(m_theme.font(TextRole::Mono));
        painter->setPen(isKey ? t.text3 : valueColour(index));
        const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room.width());
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
        painter->restore();
    }

private:
    [[nodiscard]] QColor valueColour(const QModelIndex& index) const
    {
        const Tokens& t = m_theme.tokens();
        if (index.data(ConsoleModel::LevelRole).isValid())
            return t.text;
        switch (static_cast<JsonKind>(index.data(JsonTreeModel::KindRole).toInt())) {
        case JsonKind::Object:
        case JsonKind::Array:
        case JsonKind::Null: return t.text3;
        case JsonKind::String: return t.text;
        case JsonKind::Number:
        case JsonKind::Flag: return t.infotext;
        }
        return t.text;
    }

    const Theme& m_theme;
};

QTreeView* makeTree(const Theme& theme, QAbstractItemModel& model, const QString& name, QWidget* parent)
{
    auto* tree = new QTreeView(parent);
    tree->setModel(&model);
    tree->setItemDelegate(new TreeDelegate(theme, tree));
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setAccessibleName(name);
    tree->setIndentation(theme.px(14));
    tree->header()->setStretchLastSection(true);
    tree->header()->resizeSection(0, theme.px(120));
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    return tree;
}

QPlainTextEdit* makeText(const Theme& theme, const QString& name, QWidget* parent)
{
    auto* text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setFont(theme.font(TextRole::Mono));
    text->setAccessibleName(name);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setFrameShape(QFrame::NoFrame);
    return text;
}

} // namespace

ConsoleTab::ConsoleTab(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new ConsoleModel(this))
    , m_tree(makeTree(theme, *m_model, tr("Console lines"), this))
    , m_whole(makeText(theme, tr("Chosen console line"), this))
{
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_tree);
    split->addWidget(m_whole);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(split);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        QModelIndex top = now;
        while (top.parent().isValid())
            top = top.parent();
        m_whole->setPlainText(top.data(ConsoleModel::LineTextRole).toString());
    });
}

void ConsoleTab::setEvent(const EventDetail& detail)
{
    m_model->setLines(detail.console);
    m_whole->clear();
}

void ConsoleTab::choose(int line)
{
    m_tree->setCurrentIndex(m_model->index(line, 0));
    m_tree->expand(m_model->index(line, 0));
    m_tree->setFocus();
}

JsonTab::JsonTab(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new JsonTreeModel(this))
    , m_tree(makeTree(theme, *m_model, tr("Record as a tree"), this))
    , m_raw(makeText(theme, tr("Record as text"), this))
    , m_stack(new QStackedWidget(this))
{
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_raw);
    auto* raw = denseButton(tr("Raw"), this);
    raw->setCheckable(true);
    auto* open = denseButton(tr("Expand all"), this);
    auto* shut = denseButton(tr("Collapse all"), this);
    auto* copy = denseButton(tr("Copy"), this);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    bar->addWidget(open);
    bar->addWidget(shut);
    bar->addStretch(1);
    bar->addWidget(raw);
    bar->addWidget(copy);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_stack, 1);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &JsonTab::showMenu);
    connect(raw, &QPushButton::toggled, this, &JsonTab::setRaw);
    connect(open, &QPushButton::clicked, m_tree, &QTreeView::expandAll);
    connect(shut, &QPushButton::clicked, m_tree, &QTreeView::collapseAll);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_raw->property("delivered").toString()); });
}

void JsonTab::setEvent(const EventDetail& detail)
{
    m_model->setNodes(detail.json ? detail.json->children : std::vector<JsonNode>());
    m_tree->expandToDepth(0);
    m_raw->setProperty("delivered", plain(detail.raw));
    m_raw->setPlainText(detail.raw.empty() && detail.lost ? errorText(*detail.lost) : shownLines(utf8(indentedJson(detail.raw))));
    if (!detail.json)
        m_stack->setCurrentWidget(m_raw);
}

void JsonTab::setRaw(bool raw)
{
    m_stack->setCurrentIndex(raw ? 1 : 0);
}

QString JsonTab::rawText() const
{
    return m_raw->toPlainText();
}

void JsonTab::showMenu(QPoint position)
{
    const QModelIndex index = m_tree->indexAt(position);
    if (!index.isValid())
        return;
    QMenu menu;
    menu.addAction(tr("Copy value"), this, [index] {
        QString text = index.siblingAtColumn(JsonTreeModel::ValueColumn).data().toString();
        if (static_cast<JsonKind>(index.data(JsonTreeModel::KindRole).toInt()) == JsonKind::String)
            text = text.mid(1, text.size() - 2);
        QGuiApplication::clipboard()->setText(text);
    });
    menu.addAction(tr("Copy path"), this,
                   [index] { QGuiApplication::clipboard()->setText(index.data(JsonTreeModel::PathRole).toString()); });
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

} // namespace tracedeck::ui
