#pragma once

#include "access/access_check.h"
#include "network.h"

#include <QObject>
#include <QUrl>

#include <optional>

namespace tracedeck {

namespace ui {
class AccessPage;
}

/// Runs the check of the account that is open for the access page. GUI thread.
class AccessDesk : public QObject {
    Q_OBJECT
public:
    AccessDesk(ui::AccessPage& page, Network& network, QObject* parent = nullptr);

    /// Begins to check at once.
    void open(access::Question question);
    void close();
    [[nodiscard]] bool isChecking() const { return m_question && (!m_report || !m_report->isFinished); }
    /// What is known so far; nullopt where nothing was checked.
    [[nodiscard]] const std::optional<access::Report>& report() const { return m_report; }

signals:
    void told(); ///< `report` is another

private:
    void run();

    ui::AccessPage& m_page;
    std::optional<access::Question> m_question;
    std::optional<access::Report> m_report;
    access::AccessCheck m_check;
};

} // namespace tracedeck
