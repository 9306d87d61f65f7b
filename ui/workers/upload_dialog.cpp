#include "workers/upload_dialog.h"

#include "base/visible_text.h"
#include "text/access_text.h"
#include "text/error_text.h"
#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/dialog_parts.h"
#include "widgets/form_row.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 560, kPreviewHeight = 96;

QLineEdit* fieldOf(QWidget* parent, const QString& name, const QString& text = {})
{
    auto* edit = new QLineEdit(text, parent);
    edit->setAccessibleName(name);
    return edit;
}

} // namespace

UploadDialog::UploadDialog(const Theme& theme, const QString& today, const QStringList& existing, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_existing(existing)
    , m_name(fieldOf(this, tr("Name of the Worker")))
    , m_date(fieldOf(this, tr("Compatibility date"), today))
    , m_file(fieldOf(this, tr("File")))
    , m_logpush(new QCheckBox(tr("Logpush on"), this))
    , m_preview(new QPlainTextEdit(this))
{
    auto* column = dialogColumn(theme, *this, tr("Upload a script"), kWidth);
    addDialogText(theme, *column, tr("For people without wrangler: one module, uploaded with the flag."), Tone::Secondary);
    m_file->setPlaceholderText(u"worker.js"_s);
    auto* choose = new QPushButton(tr("Choose…"), this);
    auto* file = new QWidget(this);
    auto* parts = new QHBoxLayout(file);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(theme.px(8));
    parts->addWidget(m_file, 1);
    parts->addWidget(choose);
    column->addWidget(new FormRow(theme, m_name->accessibleName(), m_name, {}, this));
    column->addWidget(new FormRow(theme, m_file->accessibleName(), file, {}, this));
    column->addWidget(
        new FormRow(theme, m_date->accessibleName(), m_date, tr("Which day's behaviour of the runtime it is written for"), this));
    m_logpush->setChecked(true);
    column->addWidget(m_logpush);
    m_replaces = addDialogText(theme, *column, {}, Tone::Warn);
    m_preview->setReadOnly(true);
    m_preview->setTabChangesFocus(true);
    m_preview->setFont(theme.font(TextRole::Mono));
    m_preview->setMinimumHeight(theme.px(kPreviewHeight));
    m_preview->setAccessibleName(tr("What is sent"));
    m_preview->setLayoutDirection(Qt::LeftToRight);
    column->addWidget(m_preview, 1);
    m_problem = addDialogText(theme, *column, {}, Tone::Error);
    m_problem->setAccessibleName(tr("Problem"));
    auto* box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_send = primaryButton(tr("Upload"), this);
    box->addButton(m_send, QDialogButtonBox::ActionRole);
    column->addWidget(box);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &UploadDialog::send);
    connect(choose, &QPushButton::clicked, this, &UploadDialog::chooseFile);
    connect(m_file, &QLineEdit::textChanged, this, &UploadDialog::forgetFile);
    connect(m_file, &QLineEdit::editingFinished, this, [this] {
        if (!m_file->text().isEmpty() && !m_source)
            emit fileRequested(m_file->text());
    });
    for (QLineEdit* edit : {m_name, m_date})
        connect(edit, &QLineEdit::textChanged, this, &UploadDialog::look);
    connect(m_logpush, &QCheckBox::toggled, this, &UploadDialog::look);
    m_name->setFocus();
    look();
}

void UploadDialog::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("The script"), {}, tr("Modules (*.js *.mjs *.py);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_file->setText(path);
        emit fileRequested(path);
    });
    dialog->open();
}

/// What was read before is not what the field says.
void UploadDialog::forgetFile()
{
    m_fileName.clear();
    m_fileProblem.clear();
    m_source.reset();
    look();
}

void UploadDialog::setFile(const QString& path, const Result<QByteArray>& source)
{
    if (path != m_file->text())
        return;
    m_fileName = QFileInfo(path).fileName();
    m_fileProblem = source ? QString() : errorText(source.error());
    m_source = source ? std::optional(*source) : std::nullopt;
    look();
}

workers::ScriptFile UploadDialog::script() const
{
    return {m_name->text().trimmed(), m_fileName, m_source.value_or(QByteArray()), m_date->text().trimmed(), m_logpush->isChecked()};
}

/// What would be sent, and what keeps it from being sent.
void UploadDialog::look()
{
    const workers::ScriptFile now = script();
    const QJsonObject metadata {
        {u"main_module"_s, now.fileName}, {u"compatibility_date"_s, now.compatibilityDate}, {u"logpush"_s, now.logpush}};
    m_preview->setPlainText(u"PUT …/workers/scripts/%1\nmetadata: "_s.arg(visibleText(now.name))
                            + QString::fromUtf8(QJsonDocument(metadata).toJson(QJsonDocument::Compact)) + u'\n'
                            + (m_source
                                   ? tr("%1: %2").arg(visibleText(now.fileName), bytesText(static_cast<std::uint64_t>(now.source.size())))
                                   : tr("no file yet")));
    m_replaces->setText(m_existing.contains(now.name) ? tr("%1 is there already: its code is replaced, and bindings that are not in this "
                                                           "upload are dropped.")
                                                            .arg(visibleText(now.name))
                                                      : QString());
    m_replaces->setVisible(!m_replaces->text().isEmpty());
    const Result<void> good = workers::checkFields(now); // the source was checked when it was read
    const bool isBegun = !now.name.isEmpty() && m_source;
    m_problem->setText(!good && isBegun ? errorText(good.error()) : m_fileProblem);
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_send->setEnabled(good && isBegun && !m_isSending);
}

void UploadDialog::send()
{
    if (m_send->isEnabled())
        emit sendRequested();
}

void UploadDialog::setSending(bool isSending)
{
    m_isSending = isSending;
    m_send->setText(isSending ? tr("Uploading…") : tr("Upload"));
    look();
}

void UploadDialog::showRefusal(const Error& error)
{
    setSending(false);
    m_problem->setText(explainedText(error));
    m_problem->show();
}

} // namespace tracedeck::ui
