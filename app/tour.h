#pragma once

#include <QDir>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace tracedeck {

namespace ui {
class Theme;
}
class Workbench;

/// Walks through all pages in light and dark and leaves a picture of each; ends the program when done.
class Tour : public QObject {
    Q_OBJECT
public:
    Tour(Workbench& workbench, ui::Theme& theme, const QString& folder, QObject* parent = nullptr);

private:
    void step();
    void arrive();
    bool take();

    Workbench& m_workbench;
    ui::Theme& m_theme;
    QDir m_folder;
    int m_stop = -1;  ///< 0 … pages × schemes
    int m_waited = 0; ///< ticks at this stop
    int m_quiet = 0;  ///< ticks without a running query
    QTimer m_tick;
};

} // namespace tracedeck
