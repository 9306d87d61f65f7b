#include "logs/detail_pane.h"

#include "charts/stack_layout.h"
#include "logs/words.h"
#include "text/error_text.h"
#include "widgets/badge.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

DetailPane::DetailPane(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_outcome(new Badge(theme, BadgeKind::Quiet, {}, {}, this))
    , m_status(new Badge(theme, BadgeKind::Quiet, {}, {}, this))
    , m_script(new ElidedLabel(theme, TextRole::BodyMedium, {}, Tone::Normal, this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_event(new EventTab(theme, this))
    , m_console(new ConsoleTab(theme, this))
    , m_exceptions(new ExceptionTab(theme, this))
    , m_json(new JsonTab(theme, this))
    , m_nothing(new PlainLabel(theme, TextRole::Body, {}, Tone::Muted, this))
    , m_ray(denseButton(tr("Filter to this Ray ID"), this))
    , m_curl(denseButton(tr("Copy as curl"), this))
    , m_position(new PlainLabel(theme, TextRole::Small, {}, Tone::Muted, this))
{
    setAccessibleName(tr("Detail"));
    m_pages->setMinimumHeight(theme.px(60));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Parts of the event"));
    for (int i = 0; i < 4; ++i)
        m_tabs->addTab({});
    for (QWidget* page : {static_cast<QWidget*>(m_event), static_cast<QWidget*>(m_console), static_cast<QWidget*>(m_exceptions),
                          static_cast<QWidget*>(m_json), static_cast<QWidget*>(m_nothing)})
        m_pages->addWidget(page);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(m_tabs);
    column->addWidget(m_pages, 1);
    column->addWidget(buildFooter());
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (m_detail)
            m_pages->setCurrentIndex(tab);
    });
    connect(m_event, &EventTab::gestured, this, &DetailPane::gestured);
    connect(m_event, &EventTab::groupRequested, this, &DetailPane::groupRequested);
    connect(m_exceptions, &ExceptionTab::groupRequested, this, &DetailPane::groupRequested);
    connect(m_event, &EventTab::consoleRequested, this, [this](int line) {
        m_tabs->setCurrentIndex(ConsolePage);
        m_console->choose(line);
    });
    setNothing();
}

QWidget* DetailPane::buildHeader()
{
    auto* header = new QWidget(this);
    header->setFixedHeight(m_theme.px(40));
    auto* copy = new IconButton(m_theme, u"copy"_s, tr("Copy the record as JSON"), header, true);
    auto* close = new IconButton(m_theme, u"close"_s, tr("Close the detail (Esc)"), header, true);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(m_theme.px(12), 0, m_theme.px(8), 0);
    row->setSpacing(m_theme.px(8));
    row->addWidget(m_outcome);
    row->addWidget(m_status);
    row->addWidget(m_script, 1);
    row->addWidget(copy);
    row->addWidget(close);
    connect(copy, &QPushButton::clicked, this, [this] {
        if (m_detail)
            QGuiApplication::clipboard()->setText(plain(m_detail->raw));
    });
    connect(close, &QPushButton::clicked, this, &DetailPane::closeRequested);
    return header;
}

QWidget* DetailPane::buildFooter()
{
    auto* footer = new QWidget(this);
    footer->setFixedHeight(m_theme.px(42));
    auto* before = new IconButton(m_theme, u"chevl"_s, tr("Previous event (K)"), footer, true);
    auto* after = new IconButton(m_theme, u"chevr"_s, tr("Next event (J)"), footer, true);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(m_theme.px(12), 0, m_theme.px(12), 0);
    row->setSpacing(m_theme.px(6));
    row->addWidget(m_ray);
    row->addWidget(m_curl);
    row->addStretch(1);
    row->addWidget(m_position);
    row->addWidget(before);
    row->addWidget(after);
    connect(before, &QPushButton::clicked, this, [this] { emit stepRequested(-1); });
    connect(after, &QPushButton::clicked, this, [this] { emit stepRequested(1); });
    connect(m_ray, &QPushButton::clicked, this, [this] {
        if (m_detail)
            emit gestured(ValueGesture::Only, store::Column::RayID, std::string(m_detail->row.rayId));
    });
    connect(m_curl, &QPushButton::clicked, this, [this] {
        if (m_detail)
            QGuiApplication::clipboard()->setText(asCurl(m_detail->row));
    });
    return footer;
}

void DetailPane::setEvent(EventDetail detail, bool utc)
{
    m_detail = std::move(detail);
    fillHeader();
    m_event->setEvent(*m_detail, utc);
    m_console->setEvent(*m_detail);
    m_exceptions->setEvent(*m_detail);
    m_json->setEvent(*m_detail);
    m_tabs->setTabText(EventPage, tr("Event"));
    m_tabs->setTabText(ConsolePage, tr("Logs %1").arg(m_detail->console.size()));
    m_tabs->setTabText(ExceptionPage, tr("Exception %1").arg(m_detail->exceptions.size()));
    m_tabs->setTabText(JsonPage, tr("JSON"));
    m_tabs->setTabVisible(ConsolePage, !m_detail->console.empty());
    m_tabs->setTabVisible(ExceptionPage, !m_detail->exceptions.empty());
    m_tabs->show();
    m_pages->setCurrentIndex(m_tabs->currentIndex());
}

void DetailPane::fillHeader()
{
    const store::EventRow& row = m_detail->row;
    const auto outcome = outcomeOf(row);
    const bool fine = outcome == events::OutcomeClass::Ok;
    const bool calm = fine || outcome == events::OutcomeClass::Canceled;
    const bool tight = outcome == events::OutcomeClass::ExceededCpu || outcome == events::OutcomeClass::ExceededMemory;
    const QString words = outcome == events::OutcomeClass::OkWithException ? shown(events::kOkWithException) : shown(row.outcome);
    m_outcome->setBadge(fine ? BadgeKind::Ok : calm ? BadgeKind::Quiet : tight ? BadgeKind::Warn : BadgeKind::Danger, words);
    m_outcome->setVisible(!words.isEmpty());
    m_status->setBadge(row.status.value_or(0) >= 500 ? BadgeKind::Danger : BadgeKind::Quiet,
                       row.status ? QString::number(*row.status) : QString());
    m_status->setVisible(row.status.has_value());
    m_script->setText(row.scriptName.empty() ? tr("(no Worker name)") : shown(row.scriptName));
    m_ray->setVisible(!row.rayId.empty());
    m_curl->setVisible(!asCurl(row).isEmpty());
}

void DetailPane::setFailure(const Error& error)
{
    setNothing();
    m_nothing->setText(errorText(error));
}

void DetailPane::setNothing()
{
    m_detail.reset();
    m_outcome->hide();
    m_status->hide();
    m_script->setText({});
    m_tabs->hide();
    m_ray->hide();
    m_curl->hide();
    m_nothing->setText(tr("Select an event to see it here"));
    m_pages->setCurrentWidget(m_nothing);
}

void DetailPane::setPosition(std::optional<std::uint64_t> row, std::uint64_t count)
{
    m_position->setText(row ? tr("%1 of %2").arg(countText(*row + 1), countText(count)) : QString());
}

void DetailPane::stepTab(int step)
{
    int tab = m_tabs->currentIndex();
    do
        tab = (tab + step + m_tabs->count()) % m_tabs->count();
    while (!m_tabs->isTabVisible(tab));
    m_tabs->setCurrentIndex(tab);
}

} // namespace tracedeck::ui
