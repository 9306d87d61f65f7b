#pragma once

#include "access/report.h"
#include "widgets/card.h"

class QGridLayout;

namespace tracedeck::ui {

class Badge;

/// Whose account and which credential, in a few lines, and whether it may use Logpush.
class AccountCard : public Card {
    Q_OBJECT
public:
    explicit AccountCard(const Theme& theme, QWidget* parent = nullptr);

    void setReport(const access::Report& report);

private:
    struct Line {
        QString label, value, note;
    };
    [[nodiscard]] std::vector<Line> linesOf(const access::Report& report) const;
    [[nodiscard]] Line roleLine(const access::Report& report) const;
    [[nodiscard]] Line tokenLine(const access::Report& report) const;
    [[nodiscard]] Line expiryLine(const access::Report& report) const;
    [[nodiscard]] Line wranglerLine(const access::Report& report) const;
    void showBadge(const access::Report& report);

    const Theme& m_theme;
    Badge* m_badge;
    QGridLayout* m_grid;
};

} // namespace tracedeck::ui
