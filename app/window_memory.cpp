#include "window_memory.h"

#include <QMainWindow>
#include <QScreen>
#include <QSettings>

namespace tracedeck {

namespace {

constexpr QSize kFirstSize(1440, 900);

QString schemeName(ui::Scheme scheme)
{
    return scheme == ui::Scheme::Light ? QStringLiteral("light")
        : scheme == ui::Scheme::Dark   ? QStringLiteral("dark")
                                       : QStringLiteral("system");
}

ui::Scheme schemeNamed(const QString& name)
{
    return name == u"light" ? ui::Scheme::Light : name == u"dark" ? ui::Scheme::Dark : ui::Scheme::System;
}

} // namespace

WindowMemory readWindowMemory()
{
    const QSettings settings;
    return {schemeNamed(settings.value(QStringLiteral("look/scheme")).toString()),
            settings.value(QStringLiteral("look/textSize"), 13).toInt(), settings.value(QStringLiteral("look/utc"), true).toBool()};
}

void writeWindowMemory(const WindowMemory& memory)
{
    QSettings settings;
    settings.setValue(QStringLiteral("look/scheme"), schemeName(memory.scheme));
    settings.setValue(QStringLiteral("look/textSize"), memory.textSize);
    settings.setValue(QStringLiteral("look/utc"), memory.utc);
}

void restorePlace(QMainWindow& window)
{
    if (window.restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray()))
        return; // Qt keeps it on a screen that is there
    window.resize(kFirstSize.boundedTo(window.screen()->availableSize() * 9 / 10).expandedTo(window.minimumSize()));
}

void rememberPlace(const QMainWindow& window)
{
    QSettings().setValue(QStringLiteral("window/geometry"), window.saveGeometry());
}

} // namespace tracedeck
