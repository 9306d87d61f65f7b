#include "jobs/job_dialogs.h"

#include "base/visible_text.h"
#include "jobs/changes_view.h"
#include "logpush/dataset.h"
#include "logpush/destination.h"
#include "logpush/job_check.h"
#include "logpush/job_copy.h"
#include "widgets/dialog_parts.h"

#include <QBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 860, kHeight = 620;

const QString kExample = QString(R"({
  "name": "workers",
  "enabled": true,
  "destination_conf": "r2://BUCKET/workers/{DATE}?account-id=ACCOUNT&access-key-id=ID&secret-access-key=SECRET",
  "output_options": { "field_names": ["Event", "EventTimestampMs", "Outcome", "Exceptions", "Logs", "ScriptName"] }
})"_L1);

} // namespace

NewJobDialog::NewJobDialog(const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(this))
    , m_changes(new ChangesView(theme, this))
{
    auto* column = dialogColumn(theme, *this, tr("Create a Logpush job"), kWidth);
    resize(theme.px(kWidth), theme.px(kHeight));
    addDialogText(theme, *column,
                  tr("A job as JSON, an answer of the API, or a curl command that makes one. Nothing is sent until you press Create job."),
                  Tone::Secondary);
    m_text->setFont(theme.font(TextRole::Mono));
    m_text->setAccessibleName(tr("The job as JSON or curl"));
    m_text->setPlaceholderText(kExample);
    m_text->setTabChangesFocus(true);
    column->addWidget(m_text, 3);
    m_problem = addDialogText(theme, *column, {}, Tone::Error);
    addDialogText(theme, *column, tr("What it will be. Events from before it is made are not pushed."), Tone::Secondary);
    column->addWidget(scrolling(m_changes), 2);
    m_send = addDialogButtons(*this, *column, tr("Create job"), false);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NewJobDialog::read);
    read();
}

QString NewJobDialog::problemOf(const QJsonObject& job) const
{
    const auto issues = logpush::checkJobFields(job);
    const auto bad = std::ranges::find(issues, false, &logpush::JobIssue::isWarning);
    if (bad != issues.end())
        return visibleText(QString(bad->path + u": " + bad->message));
    const auto destination = logpush::parseDestination(job.value(u"destination_conf").toString());
    if (!destination)
        return visibleText(destination.error().detail);
    const auto wrong = logpush::checkDestination(*destination);
    const auto first = std::ranges::find(wrong, false, &logpush::DestinationIssue::isWarning);
    return first == wrong.end() ? QString()
                                : visibleText(first->param.isEmpty() ? first->message : QString(first->param + u": " + first->message));
}

void NewJobDialog::read()
{
    const QString text = m_text->toPlainText();
    const auto job = logpush::importJob(text);
    m_job = job ? logpush::createBodyOf(*job) : QJsonObject();
    if (job && m_job.value(u"dataset").toString().isEmpty())
        m_job[u"dataset"_s] = QString::fromLatin1(logpush::kWorkersDataset.data(), static_cast<qsizetype>(logpush::kWorkersDataset.size()));
    const QString problem = text.trimmed().isEmpty() ? QString() : job ? problemOf(m_job) : visibleText(job.error().detail);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_changes->setChanges(logpush::changesOf({}, m_job));
    m_send->setEnabled(job && problem.isEmpty());
}

} // namespace tracedeck::ui
