#include "rooms.h"

#include "exceptions/exceptions_page.h"
#include "logs/logs_page.h"
#include "overview/overview_page.h"
#include "shell/main_window.h"
#include "widgets/scope.h"

#include <QCoreApplication>

namespace tracedeck {

void furnish(ui::MainWindow& window, ui::Scope& scope, const ui::Theme& theme)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("Rooms", text); };
    auto* overview = new ui::OverviewPage(scope, theme, &window);
    auto* logs = new ui::LogsPage(scope, theme, &window);
    auto* exceptions = new ui::ExceptionsPage(scope, theme, &window);
    window.addPage({tr("Overview"), QStringLiteral("overview"), overview});
    window.addPage({tr("Logs"), QStringLiteral("logs"), logs});
    window.addPage({tr("Exceptions"), QStringLiteral("exceptions"), exceptions});

    const auto openEvents = [&window, &scope, logs](const ui::EventsLink& link) {
        if (!link.range.isAll())
            scope.setRange(link.range);
        window.openPage(1);
        logs->openLink(link);
    };
    const auto openGroup = [&window, exceptions](const ui::GroupLink& link) {
        window.openPage(2);
        exceptions->openLink(link);
    };
    QObject::connect(overview, &ui::OverviewPage::eventsRequested, logs, openEvents);
    QObject::connect(overview, &ui::OverviewPage::groupRequested, exceptions, openGroup);
    QObject::connect(exceptions, &ui::ExceptionsPage::eventsRequested, logs, openEvents);
    QObject::connect(logs, &ui::LogsPage::groupRequested, exceptions, openGroup);
}

} // namespace tracedeck
