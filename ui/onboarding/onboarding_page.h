#pragma once

#include "onboarding/entries.h"
#include "theme/theme.h"

#include <QWidget>

class QScrollArea;

namespace tracedeck::ui {

class AccountForm;
class BucketForm;
class Card;
class PlainLabel;
class ProgressCard;

/// The first thing a person sees: where logs can come from.
class OnboardingPage : public QWidget {
    Q_OBJECT
public:
    explicit OnboardingPage(const Theme& theme, QWidget* parent = nullptr);

    /// Shown until the first events are there; see ProgressCard.
    void beginProgress(const QString& what);
    void setProgress(std::uint64_t done, std::uint64_t total, const QString& detail);
    void endProgress();
    /// What went wrong with the last attempt; "" clears it.
    void setProblem(const QString& sentence);

signals:
    void filesRequested();
    void folderRequested();
    void sandboxRequested();
    void accountEntered(const tracedeck::ui::AccountEntry& entry);
    void bucketEntered(const tracedeck::ui::BucketEntry& entry);
    void linkRequested(const QUrl& url); ///< to be opened in the browser
    void cancelRequested();

private:
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] Card* makeConnectCard();
    [[nodiscard]] Card* makeSandboxCard();
    [[nodiscard]] Card* makeFilesCard();
    [[nodiscard]] QWidget* makeFoot();

    const Theme& m_theme;
    QScrollArea* m_area;
    AccountForm* m_account = nullptr;
    BucketForm* m_bucket = nullptr;
    ProgressCard* m_progress;
    PlainLabel* m_problem;
};

} // namespace tracedeck::ui
