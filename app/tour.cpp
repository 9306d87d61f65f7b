#include "tour.h"

#include "text/format.h"
#include "workbench.h"

#include <QCoreApplication>
#include <QPixmap>

#include <array>
#include <chrono>
#include <cstdio>

namespace tracedeck {

using namespace std::chrono_literals;

namespace {

constexpr int kTicksToSettle = 6; // a page asks a moment after it is shown
constexpr int kTicksAtMost = 300;
constexpr std::array kSchemes {ui::Scheme::Light, ui::Scheme::Dark};
constexpr std::array kSchemeNames {"light", "dark"};

} // namespace

Tour::Tour(Workbench& workbench, ui::Theme& theme, const QString& folder, QObject* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_theme(theme)
    , m_folder(folder)
{
    connect(&m_tick, &QTimer::timeout, this, &Tour::step);
    m_tick.start(100ms);
}

void Tour::step()
{
    const bool busy = m_workbench.isImporting() || m_workbench.isAsking();
    m_quiet = busy ? 0 : m_quiet + 1;
    ++m_waited;
    if (m_workbench.isImporting() || (m_quiet < kTicksToSettle && m_waited < kTicksAtMost))
        return;
    if (m_workbench.scope().snapshot().events() == 0) {
        std::fputs("tracedeck: no events to show\n", stderr);
        QCoreApplication::exit(1);
        return;
    }
    if (m_stop >= 0 && !take()) {
        QCoreApplication::exit(1);
        return;
    }
    arrive();
}

void Tour::arrive()
{
    m_waited = m_quiet = 0;
    const int pages = m_workbench.window().pageCount();
    do
        ++m_stop;
    while (!m_workbench.window().mayOpen(m_stop % pages));
    const auto scheme = static_cast<std::size_t>(m_stop / pages);
    if (scheme >= kSchemes.size()) {
        QCoreApplication::quit();
        return;
    }
    if (m_theme.scheme() != kSchemes[scheme])
        m_theme.setScheme(kSchemes[scheme]);
    m_workbench.window().openPage(m_stop % pages);
}

bool Tour::take()
{
    ui::MainWindow& window = m_workbench.window();
    window.dismissToast();
    const int pages = window.pageCount();
    const QString name =
        QStringLiteral("%1-%2-%3.png")
            .arg(m_stop % pages + 1)
            .arg(window.page(m_stop % pages).name.toLower(), QLatin1String(kSchemeNames[static_cast<std::size_t>(m_stop / pages)]));
    const QPixmap picture = window.grab();
    if (!m_folder.mkpath(QStringLiteral(".")) || !picture.save(m_folder.filePath(name))) {
        std::fprintf(stderr, "tracedeck: cannot write %s\n", qPrintable(m_folder.filePath(name)));
        return false;
    }
    std::printf("%s %dx%d, %s events\n", qPrintable(m_folder.filePath(name)), picture.width(), picture.height(),
                qPrintable(ui::countText(m_workbench.scope().snapshot().events())));
    std::fflush(stdout);
    return true;
}

} // namespace tracedeck
