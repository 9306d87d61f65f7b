#pragma once

#include "base/result.h"
#include "workers/upload_form.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tracedeck::ui {

class FormRow;
class PlainLabel;
class Theme;

/// A script of one module that is uploaded with the flag, for people without wrangler. Shows what is sent; stays open until it is taken, and
/// says in the server's words why it was not.
class UploadDialog : public QDialog {
    Q_OBJECT
public:
    UploadDialog(const Theme& theme, const QString& today, const QStringList& existing, QWidget* parent);

    /// What was asked for, read and checked (workers::checkSource) by somebody else, or why it cannot be sent. Left out where the field says
    /// another file by now.
    void setFile(const QString& path, const Result<QByteArray>& source);
    void setSending(bool isSending);
    void showRefusal(const Error& error);
    [[nodiscard]] workers::ScriptFile script() const;

signals:
    void fileRequested(const QString& path); ///< to be read
    void sendRequested();

private:
    void chooseFile();
    void forgetFile();
    void look();
    void send();

    const Theme& m_theme;
    QStringList m_existing;
    QString m_fileName, m_fileProblem;
    std::optional<QByteArray> m_source; ///< nullopt: of what the field says nothing is read, or nothing that can be sent
    QLineEdit *m_name, *m_date, *m_file;
    QCheckBox* m_logpush;
    QPlainTextEdit* m_preview;
    PlainLabel *m_replaces, *m_problem;
    QPushButton* m_send = nullptr;
    bool m_isSending = false;
};

} // namespace tracedeck::ui
