#include "account_dialogs.h"

#include "onboarding/account_form.h"
#include "onboarding/bucket_form.h"
#include "onboarding/profiles_dialog.h"
#include "profile_place.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QPushButton>
#include <QScrollArea>

namespace tracedeck {

AccountDialogs::AccountDialogs(AccountBook& book, const ui::Theme& theme, QWidget& window, QObject* parent)
    : QObject(parent)
    , m_book(book)
    , m_theme(theme)
    , m_window(window)
{
    connect(&book, &AccountBook::changed, this, [this] {
        if (m_managing)
            m_managing->setBook(m_book.book());
    });
}

void AccountDialogs::manage(const QString& profile)
{
    if (!m_managing) {
        m_managing = new ui::ProfilesDialog(m_theme, &m_window);
        m_managing->setAttribute(Qt::WA_DeleteOnClose);
        m_managing->setBook(m_book.book());
        connectManaging();
    }
    if (!profile.isEmpty())
        m_managing->showProfile(profile);
    m_managing->open();
}

void AccountDialogs::connectManaging()
{
    using ui::ProfilesDialog;
    ui::ProfilesDialog* dialog = m_managing;
    connect(dialog, &ProfilesDialog::profileChosen, this, [this, dialog](const QString& id) {
        dialog->close();
        emit openRequested(id, {});
    });
    connect(dialog, &ProfilesDialog::sourceChosen, this, [this, dialog](const QString& id, const QString& source) {
        dialog->close();
        emit openRequested(id, source);
    });
    connect(dialog, &ProfilesDialog::renameRequested, this,
            [this](const QString& id, const QString& name) { tell(m_book.rename(id, name)); });
    connect(dialog, &ProfilesDialog::tintChosen, this, [this](const QString& id, const QString& tint) {
        tell(m_book.edit(id, [&](settings::Profile& profile) { profile.tint = tint; }));
    });
    connect(dialog, &ProfilesDialog::readOnlyChosen, this, [this](const QString& id, bool isReadOnly) {
        tell(m_book.edit(id, [&](settings::Profile& profile) { profile.isReadOnly = isReadOnly; }));
    });
    connect(dialog, &ProfilesDialog::bucketAdded, this, &AccountDialogs::keepBucket);
    connect(dialog, &ProfilesDialog::folderAdded, this, [this](const QString& id, const QString& path) {
        tell(m_book.edit(id, [&](settings::Profile& profile) {
            profile.sources.push_back({settings::newId(), QFileInfo(path).fileName(), settings::FolderPlace {path}});
        }));
    });
    connect(dialog, &ProfilesDialog::sourceRemoved, this, [this](const QString& id, const QString& source) {
        m_book.removeSource(id, source, [this, id, source](const Result<void>& removed) {
            removed ? emit sourceRemoved(id, source) : emit failed(removed.error());
        });
    });
    connect(dialog, &ProfilesDialog::forgetRequested, this, &AccountDialogs::forgetRequested);
    connect(dialog, &ProfilesDialog::accountAddRequested, this, [this, dialog] {
        dialog->close();
        askForAccount({});
    });
}

QDialog* AccountDialogs::dialogOf(const QString& title, QWidget* form)
{
    if (m_asking)
        m_asking->close();
    auto* dialog = new QDialog(&m_window);
    m_asking = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose); // and with it what was typed
    dialog->setWindowTitle(title);
    auto* area = new QScrollArea(dialog);
    area->setWidget(form);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(dialog);
    const int margin = m_theme.px(20);
    column->setContentsMargins(margin, margin, margin, margin);
    column->addWidget(area);
    for (QPushButton* button : form->findChildren<QPushButton*>())
        button->setAutoDefault(false); // the form has its own Enter
    dialog->resize(m_theme.px(640), qMin(m_theme.px(640), form->sizeHint().height() + m_theme.px(40)));
    return dialog;
}

void AccountDialogs::askForAccount(const QString& profile)
{
    auto* form = new ui::AccountForm(m_theme);
    QDialog* dialog = dialogOf(profile.isEmpty() ? tr("Connect an account") : tr("Replace the token"), form);
    connect(form, &ui::AccountForm::linkRequested, this, &AccountDialogs::linkRequested);
    connect(form, &ui::AccountForm::entered, this, [this, profile, dialog](const ui::AccountEntry& entry) {
        dialog->close();
        keepAccount(profile, entry);
    });
    if (const settings::Profile* known = m_book.book().find(profile))
        form->fill(*known);
    dialog->open();
}

void AccountDialogs::askForBucket(const QString& profile, const QString& source)
{
    auto* form = new ui::BucketForm(m_theme, tr("Add bucket"));
    QDialog* dialog = dialogOf(tr("Add a bucket"), form);
    connect(form, &ui::BucketForm::entered, this, [this, profile, dialog](const ui::BucketEntry& entry) {
        dialog->close();
        keepBucket(profile, entry);
    });
    const settings::Profile* known = m_book.book().find(profile);
    const settings::LogSource* entered = known && !source.isEmpty() ? sourceOf(*known, source) : nullptr;
    if (const auto* place = entered ? std::get_if<settings::BucketPlace>(&entered->place) : nullptr)
        form->fill(*place);
    dialog->open();
}

void AccountDialogs::keepAccount(const QString& profile, const ui::AccountEntry& entry)
{
    m_book.keepAccount(profile, entry, [this](const Result<QString>& kept) { opened(kept); });
}

void AccountDialogs::keepBucket(const QString& profile, const ui::BucketEntry& entry)
{
    m_book.keepBucket(profile, entry, [this](const Result<QString>& kept) { opened(kept); });
}

void AccountDialogs::opened(const Result<QString>& kept)
{
    if (kept)
        emit openRequested(*kept, {});
    else
        emit failed(kept.error());
}

void AccountDialogs::tell(const Result<void>& result)
{
    if (!result)
        emit failed(result.error());
}

} // namespace tracedeck
