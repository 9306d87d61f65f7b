#include "left_behind.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

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

} // namespace

QStringList LeftBehind::keys() const
{
    return listOf(m_settings, Key::KeysLeftBehind);
}

QStringList LeftBehind::folders() const
{
    const QString profiles = QDir::cleanPath(m_base) + QStringLiteral("/profiles/");
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
    setList(m_settings, Key::FoldersLeftBehind, folders() + QStringList(QDir::cleanPath(folder)));
}

void LeftBehind::removeFolder(const QString& folder)
{
    QStringList left = folders();
    left.removeAll(QDir::cleanPath(folder));
    setList(m_settings, Key::FoldersLeftBehind, left);
}

} // namespace tracedeck
