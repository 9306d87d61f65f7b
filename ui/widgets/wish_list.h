#pragma once

#include "access/token_template.h"
#include "theme/theme.h"

#include <QWidget>

#include <vector>

class QCheckBox;

namespace tracedeck::ui {

/// Ticks for what somebody wants to do with a token, optionally each with the permission that it takes.
class WishList : public QWidget {
    Q_OBJECT
public:
    explicit WishList(const Theme& theme, bool withPermissions, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<access::Wish> wishes() const;
    [[nodiscard]] QUrl page() const; ///< Cloudflare's page that makes a token for what is ticked

signals:
    void changed();

private:
    std::vector<std::pair<access::Wish, QCheckBox*>> m_boxes;
};

} // namespace tracedeck::ui
