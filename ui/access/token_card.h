#pragma once

#include "widgets/card.h"

#include <QUrl>

namespace tracedeck::ui {

class WishList;

/// Ticks for what somebody wants to do, and Cloudflare's page that makes a token for no more than that.
class TokenCard : public Card {
    Q_OBJECT
public:
    explicit TokenCard(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QUrl page() const; ///< for what is ticked

signals:
    void linkRequested(const QUrl& url);

private:
    WishList* m_wishes;
};

} // namespace tracedeck::ui
