#pragma once

#include "access/token_template.h"
#include "widgets/card.h"

#include <QUrl>

class QCheckBox;
class QPushButton;

namespace tracedeck::ui {

/// Ticks for what somebody wants to do, and Cloudflare's page that makes a token for no more than that.
class TokenCard : public Card {
    Q_OBJECT
public:
    explicit TokenCard(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QUrl page() const; ///< for what is ticked

signals:
    void linkRequested(const QUrl& url);

private:
    std::vector<std::pair<access::Wish, QCheckBox*>> m_wishes;
    QPushButton* m_open;
};

} // namespace tracedeck::ui
