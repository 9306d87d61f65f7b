#pragma once

class QStackedWidget;
class QThreadPool;

namespace tracedeck {

namespace ui {
class AccessPage;
class DeliveriesPage;
class JobsPage;
class LogsPage;
class MainWindow;
class OverviewPage;
class Scope;
class Theme;
class WizardPage;
class WorkersPage;
} // namespace ui

/// Where each room is in the window.
enum Room : int { OverviewRoom, LogsRoom, ExceptionsRoom, DeliveriesRoom, JobsRoom, WorkersRoom, AccessRoom };

/// The rooms that are fed by more than the scope; the window owns them.
struct Rooms {
    ui::OverviewPage& overview;
    ui::LogsPage& logs;
    ui::DeliveriesPage& deliveries;
    ui::JobsPage& jobs;
    ui::WizardPage& wizard;    ///< in the room of jobs, in the place of their list
    QStackedWidget& jobsStack; ///< of the two
    ui::WorkersPage& workers;
    ui::AccessPage& access;
};

/// Makes the rooms, gives them to the window as pages, and lets them send people to each other. What they work out, they do in `pool`.
[[nodiscard]] Rooms furnish(ui::MainWindow& window, ui::Scope& scope, const ui::Theme& theme, QThreadPool& pool);

} // namespace tracedeck
