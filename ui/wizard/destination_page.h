#pragma once

#include "logpush/destination.h"
#include "wizard/step_page.h"
#include "wizard/step_parts.h"

#include <QStringList>

class QPlainTextEdit;
class QPushButton;

namespace tracedeck::ui {

class DestinationForm;
class IconLabel;
class KindChooser;
class LinkButton;
class PlainLabel;

/// The step in which it is said where Cloudflare puts the files.
class DestinationPage : public StepPage {
    Q_OBJECT
public:
    explicit DestinationPage(const Theme& theme, QWidget* parent = nullptr);

    void setAccount(const QString& accountId);
    void setDraft(const jobs::JobDraft& draft) override;
    void writeTo(jobs::JobDraft& draft) const override;
    int insist() override;

    /// Whether the account's own token can be turned into keys.
    void setCanDerive(bool can);
    void setKeys(const QString& accessKeyId, const Secret& secretAccessKey);
    /// See DestinationForm.
    void setBuckets(const QStringList& buckets, const QString& note);
    /// How a test goes, or how it came out; of the destination as it was then.
    void setTest(const std::vector<CheckLine>& lines);
    /// The destination as it is was tried, and nothing failed.
    [[nodiscard]] bool isTested() const;

signals:
    void testRequested();
    void keysRequested(); ///< those that the account's token is
    void secretEntered(); ///< one is in the draft that was not
    void linkRequested(const QUrl& url);

private:
    void showDestination(const logpush::Destination& destination, const QStringList& held);
    void look();
    void showText(const logpush::Destination& destination);
    [[nodiscard]] std::vector<CheckLine> ownLines(const logpush::Destination& destination) const;
    void makeSide(QVBoxLayout& side);

    const Theme& m_theme;
    QString m_accountId;
    QStringList m_held;
    KindChooser* m_kinds;
    PlainLabel* m_formTitle;
    LinkButton* m_link;
    LinkButton* m_derive;
    bool m_canDerive = false;
    DestinationForm* m_form;
    QWidget* m_filesBox = nullptr;
    PlainLabel* m_files = nullptr;
    CheckList* m_checks = nullptr;
    QPushButton* m_run = nullptr;
    PlainLabel* m_runNote = nullptr;
    QPlainTextEdit* m_text = nullptr;
    PlainLabel* m_ownership = nullptr;
    std::vector<CheckLine> m_test;
};

} // namespace tracedeck::ui
