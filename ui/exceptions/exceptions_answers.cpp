// What the exceptions page asks, and what it does with the answers.
#include "exceptions/exceptions_page.h"
#include "exceptions/group_detail.h"
#include "text/error_text.h"
#include "text/format.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/scope.h"
#include "widgets/skeleton_rows.h"

#include <QItemSelectionModel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

#include <algorithm>

namespace tracedeck::ui {

void ExceptionsPage::askSoon()
{
    m_stale = true;
    if (isVisible() && !m_groupsAsked.isRunning() && !m_soon.isActive())
        m_soon.start();
}

void ExceptionsPage::ask()
{
    if (!isVisible() || m_groupsAsked.isRunning())
        return;
    m_stale = false;
    if (m_model->all().events == 0) {
        m_stack->setCurrentIndex(Loading);
        m_loading->start();
    }
    Question question {m_scope.snapshot(), m_scope.range(), m_scope.effectiveRange()};
    m_groupsAsked = Pending<store::ExceptionGroups> {[&](std::stop_token stop) {
                                                         return m_scope.queries().ask(stop, [question](std::stop_token asking) {
                                                             return answerGroups(question.snapshot, question.asked, question.span, asking);
                                                         });
                                                     },
                                                     [this, question](Result<store::ExceptionGroups> answer) {
                                                         showGroups(question, std::move(answer));
                                                         if (m_stale)
                                                             m_soon.start();
                                                     }};
}

void ExceptionsPage::showGroups(const Question& question, Result<store::ExceptionGroups> answer)
{
    m_loading->stop();
    if (!answer) {
        showEmpty(QStringLiteral("error"), tr("The groups could not be read"), errorText(answer.error()));
        connect(m_empty->addAction(tr("Try again")), &QPushButton::clicked, this, &ExceptionsPage::ask);
        return;
    }
    m_answered = question;
    m_model->setGroups(std::move(*answer));
    const auto events = m_model->all().events;
    if (m_model->all().groups.empty()) {
        showEmpty(QStringLiteral("exceptions"),
                  events == 0 ? tr("No events in this range") : tr("No exceptions in %1 events").arg(countText(events)),
                  events == 0 ? tr("Choose another time range, or open more files.") : tr("Nothing in this range failed."));
        if (!question.asked.isAll())
            connect(m_empty->addAction(tr("Show the whole range")), &QPushButton::clicked, this, [this] { m_scope.setRange({}); });
        return;
    }
    m_stack->setCurrentIndex(Groups);
    showSummary();
    chooseGroup(m_chosen);
    askDetail();
}

void ExceptionsPage::showEmpty(const QString& icon, const QString& title, const QString& why)
{
    m_empty->clearActions();
    m_empty->setMessage(icon, title, why);
    m_stack->setCurrentIndex(Empty);
}

void ExceptionsPage::showSummary()
{
    std::uint64_t events = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        events += m_model->groupAt(row).events;
    const auto rows = static_cast<std::uint64_t>(m_model->rowCount());
    const auto all = m_model->all().groups.size();
    m_summary->setText(rows == all
                           ? tr("%1 groups · in %2 events").arg(countText(all), countText(m_model->all().events))
                           : tr("%1 of %2 groups · in %3 events").arg(countText(rows), countText(all), countText(m_model->all().events)));
}

void ExceptionsPage::chooseGroup(std::optional<events::GroupKey> key)
{
    const auto row = key ? m_model->rowOf(*key) : std::optional {0};
    const auto index = row ? m_model->index(*row) : QModelIndex {};
    m_list->setCurrentIndex(index);
    if (index.isValid())
        m_list->scrollTo(index);
}

void ExceptionsPage::narrow(const QString& text)
{
    m_model->setText(text.trimmed());
    showSummary();
    chooseGroup(m_chosen);
}

void ExceptionsPage::askDetail()
{
    const auto& groups = m_model->all().groups;
    const auto group = std::ranges::find_if(groups, [this](const auto& one) { return m_chosen == one.key; });
    if (group == groups.end()) {
        m_detailAsked.cancel();
        showNoDetail(QStringLiteral("exceptions"), tr("Not in this range"), tr("The chosen group has no events in this time range."));
        return;
    }
    m_detail->setStale(true);
    m_detailAsked =
        Pending<GroupAnswers> {[this, wanted = *group](std::stop_token stop) {
                                   return m_scope.queries().ask(stop, [wanted, question = m_answered](std::stop_token asking) {
                                       return answerGroup(question.snapshot, question.asked, question.span, wanted, asking);
                                   });
                               },
                               [this, asked = m_answered.asked](Result<GroupAnswers> answer) { showDetail(asked, std::move(answer)); }};
}

void ExceptionsPage::showNoDetail(const QString& icon, const QString& title, const QString& why)
{
    m_detailEmpty->setMessage(icon, title, why);
    m_detailStack->setCurrentWidget(m_detailEmpty);
}

void ExceptionsPage::showDetail(TimeRange asked, Result<GroupAnswers> answer)
{
    if (!answer) {
        showNoDetail(QStringLiteral("error"), tr("This group could not be read"), errorText(answer.error()));
        return;
    }
    const bool other = m_detail->answers().group.key != answer->group.key;
    m_detail->show(std::move(*answer), asked, m_scope.isUtc());
    m_detailStack->setCurrentWidget(m_detailArea);
    if (other)
        m_detailArea->verticalScrollBar()->setValue(0);
}

} // namespace tracedeck::ui
