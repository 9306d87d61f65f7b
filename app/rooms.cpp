#include "rooms.h"

#include "access/access_page.h"
#include "deliveries/deliveries_page.h"
#include "exceptions/exceptions_page.h"
#include "jobs/jobs_page.h"
#include "logs/logs_page.h"
#include "overview/overview_page.h"
#include "shell/main_window.h"
#include "widgets/scope.h"
#include "wizard/access_step.h"
#include "wizard/wizard_page.h"
#include "workers/workers_page.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QStackedWidget>

namespace tracedeck {

Rooms furnish(ui::MainWindow& window, ui::Scope& scope, const ui::Theme& theme, QThreadPool& pool)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("Rooms", text); };
    auto* overview = new ui::OverviewPage(scope, theme, &window);
    auto* logs = new ui::LogsPage(scope, theme, &window);
    auto* exceptions = new ui::ExceptionsPage(scope, theme, &window);
    auto* deliveries = new ui::DeliveriesPage(pool, theme, &window);
    auto* jobsStack = new QStackedWidget(&window);
    auto* jobs = new ui::JobsPage(theme, jobsStack);
    auto* wizard = new ui::WizardPage(scope, theme, jobsStack);
    jobsStack->addWidget(jobs);
    jobsStack->addWidget(wizard);
    auto* workers = new ui::WorkersPage(theme, &window);
    auto* access = new ui::AccessPage(theme, &window);
    window.addPage({tr("Overview"), QStringLiteral("overview"), overview});
    window.addPage({tr("Logs"), QStringLiteral("logs"), logs});
    window.addPage({tr("Exceptions"), QStringLiteral("exceptions"), exceptions});
    window.addPage({tr("Deliveries"), QStringLiteral("deliveries"), deliveries});
    window.addPage({tr("Jobs"), QStringLiteral("jobs"), jobsStack, true});
    window.addPage({tr("Workers"), QStringLiteral("workers"), workers});
    window.addPage({tr("Access"), QStringLiteral("doctor"), access});

    const auto openEvents = [&window, &scope, logs](const ui::EventsLink& link) {
        if (!link.range.isAll())
            scope.setRange(link.range);
        window.openPage(LogsRoom);
        logs->openLink(link);
    };
    const auto openGroup = [&window, exceptions](const ui::GroupLink& link) {
        window.openPage(ExceptionsRoom);
        exceptions->openLink(link);
    };
    QObject::connect(overview, &ui::OverviewPage::eventsRequested, logs, openEvents);
    QObject::connect(overview, &ui::OverviewPage::groupRequested, exceptions, openGroup);
    QObject::connect(exceptions, &ui::ExceptionsPage::eventsRequested, logs, openEvents);
    QObject::connect(logs, &ui::LogsPage::groupRequested, exceptions, openGroup);
    QObject::connect(deliveries, &ui::DeliveriesPage::logsRequested, logs, [&window, &scope](TimeRange range) {
        scope.setRange(range);
        window.openPage(LogsRoom);
    });
    QObject::connect(deliveries, &ui::DeliveriesPage::checkRequested, access, [&window, access] {
        window.openPage(AccessRoom);
        access->showStep(access::Step::Bucket);
    });
    QObject::connect(jobs, &ui::JobsPage::checkRequested, access, [&window, access] {
        window.openPage(AccessRoom);
        access->showStep(access::Step::Jobs);
    });
    QObject::connect(workers, &ui::WorkersPage::checkRequested, access, [&window, access] {
        window.openPage(AccessRoom);
        access->showStep(access::Step::ScriptsRead);
    });
    QObject::connect(&wizard->access(), &ui::AccessStep::checkRequested, access, [&window] { window.openPage(AccessRoom); });
    QObject::connect(wizard, &ui::WizardPage::logsRequested, logs, [&window] { window.openPage(LogsRoom); });
    QObject::connect(wizard, &ui::WizardPage::deliveriesRequested, deliveries, [&window] { window.openPage(DeliveriesRoom); });
    const auto followZone = [&scope, jobs, workers] {
        jobs->setUtc(scope.isUtc());
        workers->setUtc(scope.isUtc());
    };
    followZone();
    QObject::connect(&scope, &ui::Scope::timeZoneChanged, jobs, followZone);
    QObject::connect(access, &ui::AccessPage::linkRequested, access, [](const QUrl& url) { QDesktopServices::openUrl(url); });
    return {*overview, *logs, *deliveries, *jobs, *wizard, *jobsStack, *workers, *access};
}

} // namespace tracedeck
