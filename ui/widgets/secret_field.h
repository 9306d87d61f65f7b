#pragma once

#include "base/secret.h"
#include "theme/theme.h"

#include <QLineEdit>

class QPushButton;

namespace tracedeck::ui {

/// Where a token or key is typed or pasted: dots, seen only while its button is held. What is in it leaves as a `Secret`, and then
/// the field is empty; nothing of it can be copied, dragged or undone.
class SecretField : public QLineEdit {
    Q_OBJECT
public:
    SecretField(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    struct Typed {
        Secret secret;           ///< without blanks and line breaks around it
        bool wasTrimmed = false; ///< there were some
    };
    /// What is in it, to be looked at.
    [[nodiscard]] Typed typed() const;
    /// The same, and the field is empty and wiped. Null where nothing was in it.
    [[nodiscard]] SharedSecret take();
    void wipe();

protected:
    void hideEvent(QHideEvent* event) override;

private:
    QPushButton* m_show;
};

} // namespace tracedeck::ui
