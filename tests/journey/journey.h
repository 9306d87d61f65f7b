#pragma once

#include "journey/secret_search.h"
#include "theme/theme.h"
#include "workbench.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace tracedeck::test {

/// All that the program printed to its log while this is there.
class Overheard {
public:
    Overheard() { s_before = qInstallMessageHandler(&Overheard::take); }
    ~Overheard() { qInstallMessageHandler(s_before); }
    Overheard(const Overheard&) = delete;
    Overheard& operator=(const Overheard&) = delete;
    [[nodiscard]] static QByteArray words() { return s_words; }

private:
    static void take(QtMsgType type, const QMessageLogContext& context, const QString& message)
    {
        s_words += message.toUtf8() + '\n';
        s_before(type, context, message);
    }
    static inline QByteArray s_words;
    static inline QtMessageHandler s_before = nullptr;
};

/// A machine on which Tracedeck was never started: no settings, no stores, nothing of the person who runs the tests.
struct FreshMachine {
    QTemporaryDir home;

    FreshMachine()
    {
        for (const auto& [variable, folder] : {std::pair {"XDG_CONFIG_HOME", "config"}, std::pair {"XDG_DATA_HOME", "data"},
                                               std::pair {"XDG_CACHE_HOME", "cache"}, std::pair {"HOME", "home"}})
            qputenv(variable, home.filePath(QString::fromLatin1(folder)).toUtf8());
    }
    /// All that the program left, by where it lies: "data/tracedeck/tracedeck/profiles.json".
    [[nodiscard]] QStringList files() const
    {
        QStringList names;
        QDirIterator files(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            names << files.next().mid(home.path().size() + 1);
        return names;
    }
};

/// Every token of a Sandbox's state, and the S3 secrets that they are.
inline QList<QByteArray> sandboxSecrets(const QString& folder)
{
    QFile file(folder + QStringLiteral("/account.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> secrets;
    const QJsonArray tokens = QJsonDocument::fromJson(file.readAll()).object().value(u"tokens").toArray();
    for (const QJsonValue token : tokens) {
        const QByteArray value = token.toObject().value(u"value").toString().toUtf8();
        if (!value.isEmpty())
            secrets << value << QCryptographicHash::hash(value, QCryptographicHash::Sha256).toHex();
    }
    return secrets;
}

/// Goes through the window by Tab until something with this name has the focus.
inline bool tabTo(QWidget& window, const QString& name)
{
    for (int i = 0; i < 200; ++i) {
        const auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
        const auto* focused = QApplication::focusWidget();
        if (focused && (focused->accessibleName() == name || (button && button->text() == name)))
            return true;
        QTest::keyClick(focused ? QApplication::focusWidget() : &window, Qt::Key_Tab);
    }
    return false;
}

} // namespace tracedeck::test
