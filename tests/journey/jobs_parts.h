#pragma once

#include "journey/journey.h"
#include "journey/journey_keychain.h"
#include "wizard/wizard_page.h"

#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <cstdio>

namespace tracedeck::test {

using namespace Qt::Literals::StringLiterals;

inline QString textOf(const Secret& secret)
{
    return secret.reveal([](QByteArrayView bytes) { return QString::fromLatin1(bytes); });
}

inline QString textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

inline QString draftsFile()
{
    QDirIterator files(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation), {u"job-drafts.json"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    return files.hasNext() ? files.next() : QString();
}

inline QJsonObject keysJson(FakeKeychain& keychain)
{
    QJsonObject json;
    for (const QString& name : keychain.keys) {
        const auto secret = keychain.read(name, {}).result();
        if (secret && *secret)
            json[name] = (*secret)->reveal([](QByteArrayView bytes) { return QString::fromLatin1(bytes.toByteArray().toBase64()); });
    }
    return json;
}

inline bool isSaid(const QWidget& window, const QString& words)
{
    const auto labels = window.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
}

inline bool typeInto(QWidget& window, const QString& field, const QString& text)
{
    if (!tabTo(window, field))
        return false;
    if (auto* edit = qobject_cast<QLineEdit*>(QApplication::focusWidget()))
        edit->selectAll();
    QTest::keyClicks(QApplication::focusWidget(), text);
    return true;
}

inline bool press(QWidget& window, const QString& button)
{
    if (!tabTo(window, button))
        return false;
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    return true;
}

/// Opens what was open, and goes with a new job as far as its filter. It waits there to be killed.
inline int playVictim()
{
    const auto keychain = std::make_shared<FakeKeychain>();
    QFile input;
    (void)input.open(stdin, QIODevice::ReadOnly);
    const QJsonObject keys = QJsonDocument::fromJson(input.readLine()).object();
    for (auto at = keys.begin(); at != keys.end(); ++at)
        (void)keychain->write(at.key(), std::make_shared<const Secret>(QByteArray::fromBase64(at.value().toString().toLatin1())), {});
    ui::Theme theme {ui::Scheme::Light};
    Workbench workbench(theme, Workbench::Options {{}, {}, true, keychain});
    ui::MainWindow& window = workbench.window();
    window.resize(1440, 900);
    window.show();
    workbench.openLast();
    if (!QTest::qWaitForWindowActive(&window)
        || !QTest::qWaitFor([&] { return window.mayOpen(JobsRoom) && !workbench.isAsking(); }, 60'000))
        return 1;
    QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
    auto& wizard = *window.findChild<ui::WizardPage*>();
    if (!QTest::qWaitFor([&] { return wizard.isVisible() && wizard.isOpen() && !workbench.isAsking(); }, 60'000))
        return 1;
    const bool isTyped = typeInto(window, u"Bucket"_s, u"tracedeck-logs"_s) && typeInto(window, u"Access Key ID"_s, QString(32, u'b'))
        && typeInto(window, u"Secret Access Key"_s, QString(64, u'c'));
    QTest::keyClick(&wizard, Qt::Key_PageDown, Qt::ControlModifier);
    QTest::keyClick(&wizard, Qt::Key_PageDown, Qt::ControlModifier);
    if (!isTyped || wizard.current() != ui::JobStep::Filter || !press(window, u"Add a condition"_s)
        || !typeInto(window, u"Value"_s, u"exceededCpu"_s))
        return 1;
    std::puts("typed");
    (void)std::fflush(stdout);
    return QApplication::exec();
}

} // namespace tracedeck::test
