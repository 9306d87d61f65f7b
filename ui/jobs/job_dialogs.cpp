#include "jobs/job_dialogs.h"

#include "base/visible_text.h"
#include "jobs/changes_view.h"
#include "logpush/job_check.h"
#include "widgets/buttons.h"
#include "widgets/dialog_parts.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 480, kWideWidth = 860, kHeight = 560;

QString placeOf(const QByteArray& text, int offset)
{
    const QByteArrayView before = QByteArrayView(text).first(std::clamp<qsizetype>(offset, 0, text.size()));
    const auto line = before.count('\n') + 1;
    return JobJsonDialog::tr("line %1, column %2").arg(line).arg(before.size() - before.lastIndexOf('\n'));
}

} // namespace

DeleteJobDialog::DeleteJobDialog(const Theme& theme, const JobView& job, QWidget* parent) : QDialog(parent)
{
    const QString name = job.name.isEmpty() ? QString::number(job.id) : job.name;
    auto* column = dialogColumn(theme, *this, tr("Delete %1?").arg(name), kWidth);
    addDialogText(
        theme, *column,
        tr("Cloudflare stops pushing its events at once; events from then on are lost. Files that were delivered stay where they are, "
           "and so do the logs that Tracedeck has read."));
    auto* label = addDialogText(theme, *column, tr("Type %1 to confirm").arg(name), Tone::Secondary);
    m_name = new QLineEdit(this);
    m_name->setAccessibleName(label->text());
    column->addWidget(m_name);
    m_delete = addDialogButtons(*this, *column, tr("Delete job"), true);
    m_delete->setEnabled(false);
    connect(m_name, &QLineEdit::textChanged, this, [this, name](const QString& typed) { m_delete->setEnabled(typed == name); });
    connect(m_name, &QLineEdit::returnPressed, this, [this] {
        if (m_delete->isEnabled())
            accept();
    });
    m_name->setFocus();
}

SwitchOffDialog::SwitchOffDialog(const Theme& theme, const QStringList& names, QWidget* parent) : QDialog(parent)
{
    const int count = static_cast<int>(names.size());
    auto* column = dialogColumn(theme, *this, tr("Switch off %n job(s)?", nullptr, count), kWidth);
    addDialogText(theme, *column, names.join(u", "_s));
    addDialogText(theme, *column, tr("Events while it is off are lost: Cloudflare does not send them later."), Tone::Secondary);
    addDialogButtons(*this, *column, tr("Switch off"), true);
}

JobDiffDialog::JobDiffDialog(const Theme& theme, const QString& title, const QString& note, const std::vector<logpush::JobChange>& changes,
                             const QString& action, QWidget* parent)
    : QDialog(parent)
{
    auto* column = dialogColumn(theme, *this, title, kWideWidth);
    if (!note.isEmpty())
        addDialogText(theme, *column, note, Tone::Secondary);
    auto* view = new ChangesView(theme, this);
    view->setChanges(changes);
    QScrollArea* area = scrolling(view);
    area->setMinimumHeight(theme.px(160));
    column->addWidget(area, 1);
    if (!action.isEmpty()) {
        addDialogButtons(*this, *column, action, false);
        return;
    }
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(box);
}

JobJsonDialog::JobJsonDialog(const Theme& theme, const QString& title, const QJsonObject& job, const QString& action, QWidget* parent)
    : QDialog(parent)
    , m_job(job)
    , m_edited(job)
    , m_text(new QPlainTextEdit(this))
    , m_changes(new ChangesView(theme, this))
{
    auto* column = dialogColumn(theme, *this, title, kWideWidth);
    resize(theme.px(kWideWidth), theme.px(kHeight));
    m_text->setFont(theme.font(TextRole::Mono));
    m_text->setAccessibleName(tr("The job as JSON"));
    m_text->setTabChangesFocus(true);
    m_text->setPlainText(QString::fromUtf8(QJsonDocument(job).toJson()));
    column->addWidget(m_text, 3);
    m_problem = addDialogText(theme, *column, {}, Tone::Error);
    addDialogText(theme, *column, tr("What changes. A secret that stays **** stays what it is."), Tone::Secondary);
    column->addWidget(scrolling(m_changes), 2);
    m_send = addDialogButtons(*this, *column, action, false);
    connect(m_text, &QPlainTextEdit::textChanged, this, &JobJsonDialog::read);
    read();
}

void JobJsonDialog::read()
{
    const QByteArray text = m_text->toPlainText().toUtf8();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    QString problem;
    if (error.error != QJsonParseError::NoError)
        problem = tr("No JSON: %1 (%2)").arg(error.errorString(), placeOf(text, error.offset));
    else if (!document.isObject())
        problem = tr("A job is a JSON object.");
    std::vector<logpush::JobChange> changes;
    if (problem.isEmpty()) {
        m_edited = document.object();
        changes = logpush::changesOf(m_job, m_edited);
        const auto issues = logpush::checkJobFields(m_edited);
        const auto bad = std::ranges::find(issues, false, &logpush::JobIssue::isWarning);
        if (bad != issues.end())
            problem = visibleText(QString(bad->path + u": " + bad->message));
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_changes->setChanges(changes);
    m_send->setEnabled(problem.isEmpty() && !changes.empty());
}

} // namespace tracedeck::ui
