#pragma once

#include "wizard/step_page.h"

#include <cstdint>

class QLineEdit;
class QPushButton;

namespace tracedeck::ui {

class IconLabel;
class PlainLabel;
class Theme;

/// How far the proof is that a bucket is the account's own.
enum class OwnershipState : std::uint8_t {
    NotNeeded,
    NotAsked, ///< needed, or perhaps needed
    Asking,
    Written, ///< Cloudflare wrote the challenge; its token is to be entered
    Reading, ///< Tracedeck reads the file itself
    Checking,
    Proven,
    Failed, ///< what was said is in the note
};

/// The step in which a destination is shown to be one's own: asks for the challenge, takes its token.
class OwnershipPage : public StepPage {
    Q_OBJECT
public:
    explicit OwnershipPage(const Theme& theme, QWidget* parent = nullptr);

    void setDraft(const jobs::JobDraft& draft) override;
    void writeTo(jobs::JobDraft& draft) const override;
    int insist() override;

    void setState(OwnershipState state, const QString& note = {});
    void setFile(const QString& name); ///< where the challenge was written
    /// Read by Tracedeck, or entered.
    void setToken(const QString& token);
    [[nodiscard]] QString token() const;
    [[nodiscard]] OwnershipState state() const { return m_state; }

signals:
    void challengeRequested();
    void checkRequested(); ///< of the token that is entered

private:
    void setDestination(const QString& destination, bool isDisputed);
    void showState(const QString& note);

    const Theme& m_theme;
    OwnershipState m_state = OwnershipState::NotNeeded;
    QString m_file;
    QString m_for; ///< the masked destination that is looked at
    bool m_isDisputed = false;
    PlainLabel* m_about;
    PlainLabel* m_destination;
    QPushButton* m_ask;
    QWidget* m_entry;
    PlainLabel* m_where;
    QLineEdit* m_token;
    QPushButton* m_check;
    IconLabel* m_icon;
    PlainLabel* m_note;
};

} // namespace tracedeck::ui
