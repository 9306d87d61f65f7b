#include "left_behind.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace tracedeck {

namespace {

using settings::Key;

QStringList listOf(const settings::Settings& settings, Key key)
{
    QStringList list;
    const QJsonArray array = QJsonDocument::fromJson(settings.text(key).toUtf8()).array();
    for (const auto& each : array)
        list << each.toString();
    list.removeAll(QString());
    return list;
}

void setList(settings::Settings& settings, Key key, QStringList list)
{
    list.removeDuplicates();
    settings.setText(key,
                     list.isEmpty() ? QString()
                                    : QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact)));
}

/// The same from wherever the program is started.
QString absolute(const QString& folder)
{
    return QDir::cleanPath(QDir(folder).absolutePath());
}

} // namespace

QStringList LeftBehind::keys() const
{
    return listOf(m_settings, Key::KeysLeftBehind);
}

QStringList LeftBehind::folders() const
{
    const QString profiles = absolute(m_base) + QStringLiteral("/profiles/");
    QStringList folders = listOf(m_settings, Key::FoldersLeftBehind);
    folders.removeIf([&](const QString& folder) { return !folder.startsWith(profiles) || QDir::cleanPath(folder) != folder; });
    return folders;
}

void LeftBehind::addKeys(const QStringList& keys)
{
    setList(m_settings, Key::KeysLeftBehind, this->keys() + keys);
}

void LeftBehind::removeKeys(const QStringList& keys)
{
    QStringList left = this->keys();
    left.removeIf([&](const QString& key) { return keys.contains(key); });
    setList(m_settings, Key::KeysLeftBehind, left);
}

void LeftBehind::addFolder(const QString& folder)
{
    setList(m_settings, Key::FoldersLeftBehind, folders() + QStringList(absolute(folder)));
}

void LeftBehind::removeFolder(const QString& folder)
{
    QStringList left = folders();
    left.removeAll(absolute(folder));
    setList(m_settings, Key::FoldersLeftBehind, left);
}

} // namespace tracedeck
