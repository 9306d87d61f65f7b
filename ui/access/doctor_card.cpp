#include "access/doctor_card.h"

#include "base/visible_text.h"
#include "text/access_text.h"
#include "text/doctor_text.h"
#include "widgets/buttons.h"
#include "widgets/icon_label.h"
#include "widgets/plain_label.h"
#include "widgets/request_popover.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QKeyEvent>

#include <algorithm>

namespace tracedeck::ui {

using doctor::Fix;
using doctor::Overall;
using doctor::Verdict;

namespace {

constexpr int kSign = 20, kPickerWidth = 150;

QString nameOf(const DoctorWorker& worker)
{
    const QString name = visibleText(worker.name);
    return worker.dispatchNamespace.isEmpty() ? name : QString(name % QStringLiteral(" (") % visibleText(worker.dispatchNamespace) % u')');
}

struct OverallLook {
    const char* icon;
    QColor Tokens::*colour;
};

OverallLook lookOf(Overall overall)
{
    switch (overall) {
    case Overall::Running: return {"skip", &Tokens::text3};
    case Overall::Healthy: return {"okc", &Tokens::oktext};
    case Overall::Caused: return {"error", &Tokens::dangertext};
    case Overall::ToFix: return {"warn", &Tokens::warntext};
    case Overall::Open: break;
    }
    return {"question", &Tokens::text2};
}

/// What the headline offers: the fix of the cause, else the first that is offered at all.
Fix offeredBy(const doctor::Diagnosis& diagnosis)
{
    if (!diagnosis.isFinished)
        return Fix::None;
    if (const doctor::Finding* cause = diagnosis.cause())
        return fixOf(*cause);
    const auto also = std::ranges::find(diagnosis.findings, Verdict::AlsoFix, &doctor::Finding::verdict);
    return also == diagnosis.findings.end() ? Fix::None : fixOf(*also);
}

} // namespace

DoctorCard::DoctorCard(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_worker(new QComboBox(this))
    , m_job(new QComboBox(this))
    , m_again(denseButton(tr("Run"), this))
    , m_list(new QWidget(this))
{
    setBodyMargin(0);
    body()->setSpacing(0);
    makeHead();
    body()->addWidget(makeHeadline());
    auto* rows = new QVBoxLayout(m_list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    for (const doctor::Probe probe : doctor::kProbes) {
        auto* row = new DoctorRow(theme, static_cast<int>(probe) + 1, m_list);
        connect(row, &DoctorRow::fixRequested, this, &DoctorCard::fixRequested);
        m_rows.push_back(row);
        rows->addWidget(row);
    }
    body()->addWidget(m_list);
    body()->addWidget(makeFoot());
    connect(&theme, &Theme::changed, this, &DoctorCard::showHeadline);
    clear();
}

void DoctorCard::makeHead()
{
    setTitle(tr("Why are there no logs from"));
    setAccessibleName(tr("Why are there no logs?"));
    for (QComboBox* box : {m_worker, m_job}) {
        box->setMinimumWidth(m_theme.px(kPickerWidth));
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    m_worker->setAccessibleName(tr("Worker"));
    m_job->setAccessibleName(tr("Job"));
    m_again->setIcon(m_theme.icon(QStringLiteral("refresh"), 14));
    m_again->setToolTip(tr("Run the checks (Ctrl+R)"));
    auto* sign = new IconLabel(m_theme, QStringLiteral("doctor"), 16, &Tokens::accent, this);
    QHBoxLayout* row = head();
    int at = row->count() - 1; // before what keeps the rest at the end
    row->insertWidget(0, sign);
    row->insertWidget(++at, m_worker, 3);
    row->insertWidget(++at, new PlainLabel(m_theme, TextRole::Subheading, tr("in"), Tone::Normal, this));
    row->insertWidget(++at, m_job, 4);
    row->addWidget(m_again);
    connect(m_again, &QPushButton::clicked, this, &DoctorCard::runRequested);
    connect(m_worker, &QComboBox::activated, this, [this] { // another Worker may be served by another job
        m_job->setCurrentIndex(0);
        emit runRequested();
    });
    connect(m_job, &QComboBox::activated, this, &DoctorCard::runRequested);
}

QWidget* DoctorCard::makeHeadline()
{
    auto* block = new QWidget(this);
    m_sign = new QLabel(block);
    m_title = new PlainLabel(m_theme, TextRole::Heading, {}, Tone::Normal, block);
    m_advice = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary, block);
    m_fix = primaryButton({}, block);
    for (PlainLabel* label : {m_title, m_advice})
        label->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(m_theme.px(2));
    words->addWidget(m_title);
    words->addWidget(m_advice);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(m_theme.px(14), m_theme.px(10), m_theme.px(14), m_theme.px(10));
    row->setSpacing(m_theme.px(12));
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_fix, 0, Qt::AlignVCenter);
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    m_rule = horizontalLine(block);
    column->addWidget(m_rule);
    connect(m_fix, &QPushButton::clicked, this, &DoctorCard::doOffered);
    return block;
}

QWidget* DoctorCard::makeFoot()
{
    m_foot = new QWidget(this);
    auto* line = new QHBoxLayout(m_foot);
    line->setContentsMargins(m_theme.px(14), m_theme.px(6), m_theme.px(14), m_theme.px(6));
    m_summary = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary, m_foot);
    m_copy = new LinkButton(tr("Copy as Markdown, without secrets"), m_foot);
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy"), 14));
    line->addWidget(m_summary, 1);
    line->addWidget(m_copy);
    connect(m_copy, &QPushButton::clicked, this, &DoctorCard::copyReport);
    return m_foot;
}

void DoctorCard::setWorkers(const std::vector<DoctorWorker>& workers)
{
    if (workers == m_workers)
        return;
    const DoctorWorker chosen = worker();
    m_workers = workers;
    m_worker->clear();
    m_worker->addItem(tr("any Worker"));
    for (const DoctorWorker& each : m_workers)
        m_worker->addItem(nameOf(each));
    chooseWorker(chosen);
}

void DoctorCard::chooseWorker(const DoctorWorker& worker)
{
    const auto found = std::ranges::find(m_workers, worker);
    if (found != m_workers.end())
        m_worker->setCurrentIndex(static_cast<int>(found - m_workers.begin()) + 1);
}

DoctorWorker DoctorCard::worker() const
{
    const int index = m_worker->currentIndex() - 1;
    return index < 0 || index >= static_cast<int>(m_workers.size()) ? DoctorWorker {} : m_workers[static_cast<std::size_t>(index)];
}

std::optional<std::int64_t> DoctorCard::job() const
{
    const QVariant id = m_job->currentData();
    return id.isValid() ? std::optional<std::int64_t>(id.toLongLong()) : std::nullopt;
}

void DoctorCard::setJobs(const doctor::Diagnosis& diagnosis)
{
    const QVariant chosen = m_job->currentData();
    m_job->clear();
    m_job->addItem(diagnosis.jobId == 0 || chosen.isValid() ? tr("the job that fits")
                                                            : tr("%1 (fits)").arg(visibleText(diagnosis.jobName)));
    for (const auto& [id, name] : diagnosis.jobs)
        m_job->addItem(name.isEmpty() ? QString::number(id) : visibleText(name), QVariant::fromValue<qlonglong>(id));
    m_job->setCurrentIndex(std::max(0, chosen.isValid() ? m_job->findData(chosen) : 0));
}

void DoctorCard::setDiagnosis(const doctor::Diagnosis& diagnosis)
{
    m_diagnosis = diagnosis;
    if (diagnosis.isFinished)
        setJobs(diagnosis);
    for (const doctor::Finding& finding : diagnosis.findings)
        row(finding.probe)->setFinding(diagnosis, finding);
    for (QWidget* each : {m_list, m_foot, m_rule})
        each->setVisible(!diagnosis.findings.empty());
    m_again->setText(diagnosis.findings.empty() ? tr("Run") : tr("Run again"));
    m_again->setEnabled(diagnosis.isFinished || diagnosis.findings.empty());
    m_copy->setEnabled(diagnosis.isFinished);
    m_summary->setText(diagnosis.findings.empty() ? QString() : summaryText(diagnosis));
    showHeadline();
}

void DoctorCard::clear()
{
    m_workers.clear();
    m_worker->clear();
    m_worker->addItem(tr("any Worker"));
    m_job->clear();
    if (m_popover)
        m_popover->close();
    setBusy(false);
    setDiagnosis({});
    setJobs({});
}

bool DoctorCard::fixesBoth() const
{
    return m_diagnosis.cause() != nullptr && fixOf(*m_diagnosis.cause()) == Fix::SwitchOn
        && m_diagnosis.at(doctor::Probe::WranglerFile).verdict == Verdict::AlsoFix;
}

void DoctorCard::showHeadline()
{
    const bool isAsked = !m_diagnosis.findings.empty();
    const OverallLook look = isAsked ? lookOf(m_diagnosis.overall) : OverallLook {"doctor", &Tokens::accent};
    m_sign->setPixmap(m_theme.pixmap(QString::fromLatin1(look.icon), kSign, m_theme.tokens().*look.colour, devicePixelRatioF()));
    m_title->setText(isAsked ? headlineText(m_diagnosis) : tr("Choose a Worker and run the checks."));
    m_advice->setText(isAsked ? adviceText(m_diagnosis) : tr("From the token to the first event, in order. Nothing is changed."));
    const Fix fix = isAsked ? offeredBy(m_diagnosis) : Fix::None;
    const QString name = fixesBoth() ? tr("Fix both…") : fixName(fix);
    m_fix->setText(name);
    m_fix->setAccessibleName(tr("Fix the cause: %1").arg(name));
    m_fix->setVisible(!name.isEmpty());
}

void DoctorCard::setBusy(bool isBusy)
{
    m_fix->setEnabled(!isBusy);
    for (DoctorRow* each : m_rows)
        each->action()->setEnabled(!isBusy);
}

void DoctorCard::focusWorker()
{
    m_worker->setFocus(Qt::OtherFocusReason);
}

void DoctorCard::doOffered()
{
    if (fixesBoth())
        emit bothRequested();
    else if (const Fix fix = offeredBy(m_diagnosis); fix != Fix::None)
        emit fixRequested(fix);
}

void DoctorCard::confirm(Fix fix, const QString& request)
{
    if (m_popover)
        m_popover->close();
    m_popover = new RequestPopover(m_theme, fixName(fix), shortened(visibleText(request)), {}, this);
    connect(m_popover, &RequestPopover::sent, this, [this, fix] { emit confirmed(fix); });
    m_popover->popUpUnder(m_fix->isVisible() ? m_fix : m_again);
}

void DoctorCard::copyReport()
{
    if (m_diagnosis.isFinished)
        QGuiApplication::clipboard()->setText(doctorReport(m_diagnosis));
}

// Enter presses the button that has the focus, else it does what is offered.
void DoctorCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return Card::keyPressEvent(event);
    if (auto* button = qobject_cast<QPushButton*>(focusWidget()))
        button->click();
    else if (m_fix->isVisible() && m_fix->isEnabled())
        m_fix->click();
}

} // namespace tracedeck::ui
