#include "shell/source_picker.h"

#include "base/visible_text.h"
#include "widgets/source_words.h"
#include "widgets/tint.h"

#include <QMenu>

namespace tracedeck::ui {

namespace {

constexpr int kMostWidth = 220;
constexpr int kMostLetters = 60; // of a menu's line
constexpr int kTile = 18;

/// As a menu shows it: an ampersand is no mnemonic, a tab no shortcut.
QString menuText(const QString& text)
{
    QString shown = visibleText(text).left(kMostLetters);
    return shown.replace(u'&', QStringLiteral("&&"));
}

} // namespace

SourcePicker::SourcePicker(const Theme& theme, QWidget* parent)
    : PickerButton(theme, QStringLiteral("folder"), tr("Source"), parent)
    , m_theme(theme)
    , m_menu(new QMenu(this))
{
    setMostWidth(kMostWidth);
    m_menu->setAccessibleName(tr("Sources"));
    connect(this, &QPushButton::clicked, this, &SourcePicker::openMenu);
}

void SourcePicker::setCaption(const QString& icon, const QString& name, const QString& remark)
{
    setSymbol(icon);
    setChoice(name, remark);
}

void SourcePicker::setOpeners(const QList<QAction*>& openers)
{
    m_openers = openers;
}

void SourcePicker::setSources(const settings::ProfileBook& book, const QString& profileId, const QString& sourceId)
{
    m_book = book;
    m_profileId = profileId;
    m_sourceId = sourceId;
    m_hasBook = true;
}

void SourcePicker::openMenu()
{
    fill();
    if (m_menu->isEmpty())
        return;
    const int x = layoutDirection() == Qt::RightToLeft ? width() - m_menu->sizeHint().width() : 0;
    m_menu->popup(mapToGlobal(QPoint(x, height() + 4)));
}

void SourcePicker::fill()
{
    m_menu->clear();
    for (const settings::Profile& profile : m_book.profiles())
        addProfile(profile);
    if (!m_menu->isEmpty())
        m_menu->addSeparator();
    m_menu->addActions(m_openers);
    if (!m_hasBook)
        return;
    m_menu->addSeparator();
    m_menu->addAction(tr("Add\u2026"), this, &SourcePicker::addRequested);
    m_menu->addAction(tr("Manage\u2026"), this, &SourcePicker::manageRequested);
}

void SourcePicker::addProfile(const settings::Profile& profile)
{
    QAction* head = m_menu->addAction(menuText(profile.name));
    QIcon tile;
    tile.addPixmap(initialsTile(m_theme, profile.name, profile.tint, kTile, devicePixelRatioF()), QIcon::Disabled);
    head->setIcon(tile);
    head->setEnabled(false);
    for (const settings::LogSource& source : profile.sources) {
        const QString line = QStringLiteral("%1\t%2").arg(menuText(sourceName(source)), sourceKind(source));
        QAction* action = m_menu->addAction(line, this, [this, from = profile.id, id = source.id] { emit sourceChosen(from, id); });
        action->setToolTip(sourcePlace(source));
        action->setEnabled(!std::holds_alternative<settings::UnknownPlace>(source.place));
        action->setCheckable(true);
        action->setChecked(profile.id == m_profileId && source.id == m_sourceId);
    }
    if (profile.sources.empty())
        m_menu->addAction(tr("No sources yet"))->setEnabled(false);
}

} // namespace tracedeck::ui
