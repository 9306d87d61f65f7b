#pragma once

#include "onboarding/entries.h"
#include "theme/theme.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace tracedeck::ui {

class FormRow;
class PlainLabel;
class SecretField;
class SegmentedControl;
class StepMark;
class WishList;

/// How an account is connected: a token for no more than what is wished for, or, under "other ways", e-mail and global key.
class AccountForm : public QWidget {
    Q_OBJECT
public:
    explicit AccountForm(const Theme& theme, QWidget* parent = nullptr);

    void wipe(); ///< the secrets
    /// As it was entered before, but for the secret, which has the focus then.
    void fill(const settings::Profile& known);

signals:
    void entered(const tracedeck::ui::AccountEntry& entry);
    void linkRequested(const QUrl& url); ///< Cloudflare's page that makes the token

private:
    struct Step {
        QWidget* box;
        StepMark* mark;
        QVBoxLayout* body;
        bool isOfToken, isOfKey; ///< which of the ways takes it
    };
    Step addStep(const QString& title, const QString& note, bool isOfToken, bool isOfKey);
    FormRow* addRow(const Step& step, const QString& name, QLineEdit* edit, const QString& help);
    [[nodiscard]] QWidget* makeIntro();
    [[nodiscard]] QWidget* makeOtherWays();
    [[nodiscard]] QWidget* makeFoot();
    void makeWishes();
    void makeSecrets();
    void makeAccount();
    void useKey(bool isKey);
    void showWishes();
    void send(bool isReadOnly);

    const Theme& m_theme;
    QVBoxLayout* m_column;
    std::vector<Step> m_steps;
    std::vector<FormRow*> m_rows;
    QWidget* m_otherWays = nullptr;
    QPushButton* m_other = nullptr;
    SegmentedControl* m_ways = nullptr;
    WishList* m_wishes = nullptr;
    QPushButton* m_openPage = nullptr;
    SecretField *m_token, *m_key;
    QLineEdit *m_email, *m_accountId, *m_address;
    PlainLabel* m_attention;
    bool m_isKey = false;
};

} // namespace tracedeck::ui
