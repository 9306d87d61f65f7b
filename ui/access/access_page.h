#pragma once

#include "access/report.h"
#include "theme/theme.h"

#include <QPointer>
#include <QUrl>
#include <QWidget>

class QBoxLayout;
class QMessageBox;
class QPushButton;
class QScrollArea;

namespace tracedeck::ui {

class AccountCard;
class Banner;
class CapabilityModel;
class DoctorCard;
class HelpersCard;
class StepsCard;
class TokenCard;

/// The access room: what this credential may do, why, and what to do about it. Shows reports; asks for everything else.
class AccessPage : public QWidget {
    Q_OBJECT
public:
    explicit AccessPage(const Theme& theme, QWidget* parent = nullptr);

    /// Also while a check runs: each step as it goes.
    void setReport(const access::Report& report);
    /// Opens the evidence of one step, for pages that are disabled because of it.
    void showStep(access::Step step);
    /// An account that brings its own token: there is nothing to replace and nowhere to sign out.
    void setBuiltIn(bool isBuiltIn);
    [[nodiscard]] DoctorCard& doctor() const { return *m_doctor; }
    void showDoctor();                    ///< for pages where logs are missed
    [[nodiscard]] QUrl tokenPage() const; ///< that makes one for what is ticked

signals:
    void probeRequested();
    void replaceTokenRequested();
    void signOutRequested(); ///< was asked back and confirmed
    void linkRequested(const QUrl& url);
    /// What is neither of those: an account, keys, a source, an endpoint, Workers.
    void actionRequested(tracedeck::access::Action action, tracedeck::access::Step step);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeLeft();
    [[nodiscard]] QWidget* makeRight();
    [[nodiscard]] QWidget* makeCapabilities();
    [[nodiscard]] QWidget* makeButtons();
    void act(access::Action action, access::Step step);
    void runAgain();
    void showBanner();
    void copyReport();
    void askToSignOut();

    const Theme& m_theme;
    access::Report m_report;
    CapabilityModel* m_capabilities;
    Banner* m_banner;
    QScrollArea* m_area;
    QBoxLayout* m_columns = nullptr;
    QWidget* m_left = nullptr;
    AccountCard* m_account = nullptr;
    DoctorCard* m_doctor = nullptr;
    StepsCard* m_steps = nullptr;
    HelpersCard* m_helpers = nullptr;
    TokenCard* m_token = nullptr;
    QPushButton *m_replace = nullptr, *m_out = nullptr;
    QPointer<QMessageBox> m_question;
};

} // namespace tracedeck::ui
