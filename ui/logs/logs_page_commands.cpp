#include "logs/logs_page.h"

#include "logs/detail_pane.h"
#include "logs/filter_bar.h"
#include "logs/log_search.h"
#include "logs/words.h"

#include "base/clock.h"
#include "store/delivered_lines.h"
#include "text/time_input.h"
#include "widgets/plain_label.h"
#include "widgets/popover_frame.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>

namespace tracedeck::ui {

namespace {

constexpr std::uint64_t kMostCopied = 10'000; ///< rows; more belongs in an export

/// The field that a gesture on a column filters by; nullopt where a filter on it makes no sense.
std::optional<store::Column> filterField(EventColumn column)
{
    switch (column) {
    case EventColumn::Time: return std::nullopt;
    case EventColumn::Mark: return store::Column::Outcome;
    case EventColumn::Message: return store::Column::ExceptionName;
    default: return specOf(column).field;
    }
}

Result<QString> rowsAsJson(const store::Selection& selection, std::uint64_t from, std::uint64_t count, const std::stop_token& stop)
{
    QString out;
    const auto refs = store::pageRefs(selection, from, count);
    for (const auto& json : store::linesOf(selection.snapshot(), refs, store::LineForm::Json, stop)) {
        if (!json)
            return fail(json.error());
        out += plain(*json) + u'\n';
    }
    return out;
}

Result<QString> rowsAsText(const store::Selection& selection, std::uint64_t from, std::uint64_t count,
                           const std::vector<EventColumn>& columns, TimeStyle style, const std::stop_token& stop)
{
    QString out;
    const auto rows = store::page(selection, from, count, stop);
    if (!rows)
        return fail(rows.error());
    for (const store::EventRow& row : *rows)
        out += rowAsText(row, columns, style) + u'\n';
    return out;
}

Result<QString> chosenAsText(const store::Selection& selection, const RowRanges& chosen, const std::vector<EventColumn>& columns,
                             TimeStyle style, bool json, const std::stop_token& stop)
{
    QString out;
    std::uint64_t left = kMostCopied;
    for (const RowSpan& span : chosen.spans()) {
        const auto count = std::min(left, span.to - span.from);
        const auto text =
            json ? rowsAsJson(selection, span.from, count, stop) : rowsAsText(selection, span.from, count, columns, style, stop);
        if (!text)
            return text;
        out += *text;
        left -= count;
    }
    return out;
}

} // namespace

void LogsPage::obey(TableCommand command)
{
    switch (command) {
    case TableCommand::OpenDetail:
        setDetailShown(true);
        m_detail->setFocus();
        break;
    case TableCommand::NextFailure: findNotable(1, Notable::Failure); break;
    case TableCommand::PreviousFailure: findNotable(-1, Notable::Failure); break;
    case TableCommand::NextWarning: findNotable(1, Notable::Warning); break;
    case TableCommand::PreviousWarning: findNotable(-1, Notable::Warning); break;
    case TableCommand::FilterFor: filterByCell(ValueGesture::FilterFor); break;
    case TableCommand::FilterOut: filterByCell(ValueGesture::FilterOut); break;
    case TableCommand::Only: filterByCell(ValueGesture::Only); break;
    case TableCommand::CopyCell: copyCell(); break;
    case TableCommand::CopyText: copyRows(false); break;
    case TableCommand::CopyJson: copyRows(true); break;
    case TableCommand::GoToTime: goToTime(); break;
    }
}

void LogsPage::findNotable(int step, Notable notable)
{
    if (!m_answer)
        return;
    m_finding = Pending<std::optional<std::uint64_t>>(
        [&](std::stop_token stop) {
            return m_scope.queries().ask(std::move(stop),
                                         [selection = m_answer->selection, from = m_table->currentRow(), step, notable](
                                             const std::stop_token& inner) { return nextNotable(selection, from, step, notable, inner); });
        },
        [this, step](const Result<std::optional<std::uint64_t>>& found) {
            if (found && *found)
                m_table->setCurrentRow(**found);
            else if (found)
                m_selected->setText(step > 0 ? tr("None further down") : tr("None further up"));
        });
}

void LogsPage::filterByCell(ValueGesture what)
{
    const auto row = m_table->currentRow();
    const store::EventRow* event = row ? m_rows.rowIfHere(*row) : nullptr;
    const auto field = filterField(m_table->currentColumn());
    const auto value = event ? fieldValue(*event, m_table->currentColumn()) : std::nullopt;
    if (field && value)
        gesture(what, *field, *value);
}

void LogsPage::gesture(ValueGesture what, store::Column column, const std::string& value)
{
    const auto field = store::nameOf(column);
    const FilterDraft& draft = m_filter.draft();
    switch (what) {
    case ValueGesture::FilterFor: m_filter.change(including(draft, field, value), tr("Filter for")); break;
    case ValueGesture::FilterOut: m_filter.change(excluding(draft, field, value), tr("Filter out")); break;
    case ValueGesture::Only: m_filter.change(onlyValue(draft, field, value), tr("Only this value")); break;
    }
}

void LogsPage::copyCell()
{
    const auto row = m_table->currentRow();
    const store::EventRow* event = row ? m_rows.rowIfHere(*row) : nullptr;
    if (!event)
        return;
    const EventColumn column = m_table->currentColumn();
    const auto value = column == EventColumn::Message ? std::optional(event->message) : fieldValue(*event, column);
    if (value)
        QGuiApplication::clipboard()->setText(plain(*value));
}

void LogsPage::copyRows(bool json)
{
    if (!m_answer || m_table->selection().isEmpty())
        return;
    m_copying = Pending<QString>(
        [&](std::stop_token stop) {
            return m_scope.queries().ask(std::move(stop),
                                         [selection = m_answer->selection, chosen = m_table->selection(), columns = m_table->shownColumns(),
                                          style = m_rows.timeStyle(), json](const std::stop_token& inner) {
                                             return chosenAsText(selection, chosen, columns, style, json, inner);
                                         });
        },
        [this](const Result<QString>& text) {
            if (text)
                QGuiApplication::clipboard()->setText(*text);
            m_selected->setText(text ? tr("Copied") : tr("Could not be copied"));
        });
}

void LogsPage::goToTime()
{
    auto* popover = new PopoverFrame(this);
    popover->setAttribute(Qt::WA_DeleteOnClose);
    auto* field = new QLineEdit(popover);
    field->setPlaceholderText(tr("12:46, or 21 Nov 12:46"));
    field->setAccessibleName(tr("Go to time"));
    field->setMinimumWidth(m_theme.px(220));
    auto* row = new QHBoxLayout(popover);
    row->addWidget(new PlainLabel(m_theme, TextRole::Body, tr("Go to time"), Tone::Secondary, popover));
    row->addWidget(field);
    connect(field, &QLineEdit::returnPressed, this, [this, field, popover] {
        const std::int64_t now = m_scope.effectiveRange().to; // "12:46" is of the day that is looked at
        const auto typed = parseTimeRange(field->text(), now, m_scope.isUtc());
        const auto position =
            typed && m_answer ? store::positionOfTime(m_answer->selection, typed->from) : Result<std::uint64_t> {fail(ErrorCode::BadValue)};
        if (!position) {
            field->selectAll();
            return;
        }
        m_table->setCurrentRow(std::min(*position, m_rows.count() - std::min<std::uint64_t>(m_rows.count(), 1)));
        popover->close();
    });
    popover->popUpUnder(m_perBar);
    field->setFocus();
}

void LogsPage::showRowMenu(QPoint global)
{
    QMenu menu;
    const auto row = m_table->currentRow();
    const store::EventRow* event = row ? m_rows.rowIfHere(*row) : nullptr;
    const bool canFilter = event && filterField(m_table->currentColumn()) && fieldValue(*event, m_table->currentColumn());
    for (const TableCommandSpec& spec : kTableCommands) {
        const bool filters =
            spec.command == TableCommand::FilterFor || spec.command == TableCommand::FilterOut || spec.command == TableCommand::Only;
        if (filters && !canFilter)
            continue;
        menu.addAction(m_table->action(spec.command));
    }
    menu.exec(global);
}

void LogsPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_detail->isVisibleTo(this))
        setDetailShown(false);
    else
        QWidget::keyPressEvent(event);
}

} // namespace tracedeck::ui
