// What the dialog asks for: sources to add, and what it asks twice for.
#include "base/visible_text.h"
#include "onboarding/bucket_form.h"
#include "onboarding/profiles_dialog.h"
#include "onboarding/source_table_model.h"
#include "widgets/small_table.h"
#include "widgets/source_words.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace tracedeck::ui {

void ProfilesDialog::addBucket()
{
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Add a bucket"));
    auto* form = new BucketForm(m_theme, tr("Add bucket"), dialog);
    auto* column = new QVBoxLayout(dialog);
    const int margin = m_theme.px(20);
    column->setContentsMargins(margin, margin, margin, margin);
    column->addWidget(form);
    dialog->resize(m_theme.px(600), dialog->sizeHint().height());
    for (QPushButton* button : dialog->findChildren<QPushButton*>())
        button->setAutoDefault(false); // the form has its own Enter
    connect(form, &BucketForm::entered, this, [this, dialog, id = currentProfile()](const BucketEntry& entry) {
        emit bucketAdded(id, entry);
        dialog->accept();
    });
    dialog->open();
}

void ProfilesDialog::addFolder()
{
    auto* dialog = new QFileDialog(this, tr("Add a folder of log files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id = currentProfile()](const QString& path) { emit folderAdded(id, path); });
    dialog->open();
}

void ProfilesDialog::ask(const QString& question, const QString& consequence, const QString& deed, std::function<void()> act)
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, windowTitle(), question, QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(consequence);
    box->setDefaultButton(QMessageBox::Cancel);
    auto* button = box->addButton(deed, QMessageBox::DestructiveRole);
    button->setProperty("kind", QStringLiteral("danger"));
    connect(button, &QAbstractButton::clicked, this, std::move(act));
    box->open();
}

void ProfilesDialog::askToRemove()
{
    const settings::LogSource* source = m_sources->at(m_table->currentIndex().row());
    if (!source)
        return;
    const bool hasKeys = std::holds_alternative<settings::BucketPlace>(source->place);
    ask(tr("Remove the source %1?").arg(sourceName(*source)),
        hasKeys ? tr("Its keys leave the keychain. The files in the bucket stay.") : tr("The files there stay."), tr("Remove"),
        [this, profile = currentProfile(), id = source->id] { emit sourceRemoved(profile, id); });
}

void ProfilesDialog::askToForget()
{
    const settings::Profile* profile = current();
    if (!profile)
        return;
    const auto isBucket = [](const settings::LogSource& source) { return std::holds_alternative<settings::BucketPlace>(source.place); };
    const auto buckets = static_cast<int>(std::ranges::count_if(profile->sources, isBucket));
    QStringList goes;
    if (profile->credential != settings::CredentialKind::None)
        goes << (profile->credential == settings::CredentialKind::ApiToken ? tr("its token in the keychain")
                                                                           : tr("its key in the keychain"));
    if (buckets > 0)
        goes << (buckets == 1 ? tr("the keys of its bucket") : tr("the keys of its %n buckets", nullptr, buckets));
    goes << tr("the logs that were read") << tr("its settings and history");
    ask(tr("Forget %1?").arg(visibleText(profile->name)),
        tr("These leave this computer: %1. Nothing changes at Cloudflare, and the files in buckets and folders stay.")
            .arg(QLocale().createSeparatedList(goes)),
        tr("Forget"), [this, id = profile->id] { emit forgetRequested(id); });
}

} // namespace tracedeck::ui
