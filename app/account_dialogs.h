#pragma once

#include "account_book.h"
#include "theme/theme.h"

#include <QPointer>

class QDialog;

namespace tracedeck {

namespace ui {
class ProfilesDialog;
}

/// The dialogs about accounts and where their logs are read from, and what they change in the book. GUI thread.
class AccountDialogs : public QObject {
    Q_OBJECT
public:
    AccountDialogs(AccountBook& book, const ui::Theme& theme, QWidget& window, QObject* parent = nullptr);

    void manage(const QString& profile); ///< "" = whichever
    /// `profile`: whose credential is replaced, or who gets the bucket; "" = a new one.
    void askForAccount(const QString& profile);
    /// `source`: which of its buckets is entered anew; "" = another.
    void askForBucket(const QString& profile, const QString& source = {});

    void keepAccount(const QString& profile, const ui::AccountEntry& entry);
    void keepBucket(const QString& profile, const ui::BucketEntry& entry);

signals:
    void openRequested(const QString& profile, const QString& source); ///< source "" = its first
    void sourceRemoved(const QString& profile, const QString& source);
    void forgetRequested(const QString& profile);
    void linkRequested(const QUrl& url);
    void failed(const tracedeck::Error& error);

private:
    void connectManaging();
    void tell(const Result<void>& result);
    void opened(const Result<QString>& kept);
    [[nodiscard]] QDialog* dialogOf(const QString& title, QWidget* form);

    AccountBook& m_book;
    const ui::Theme& m_theme;
    QWidget& m_window;
    QPointer<ui::ProfilesDialog> m_managing;
    QPointer<QDialog> m_asking;
};

} // namespace tracedeck
