#pragma once

#include "access/report.h"
#include "widgets/card.h"

namespace tracedeck::ui {

class RoleModel;

/// Which roles may use Logpush and why, and who in this account has one.
class HelpersCard : public Card {
    Q_OBJECT
public:
    explicit HelpersCard(const Theme& theme, QWidget* parent = nullptr);

    void setReport(const access::Report& report);

signals:
    void membersRequested();

private:
    const Theme& m_theme;
    RoleModel* m_roles;
    QVBoxLayout* m_people;
};

} // namespace tracedeck::ui
