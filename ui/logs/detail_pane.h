#pragma once

#include "logs/detail_tabs.h"

#include "async/pending.h"
#include "widgets/scope.h"

class QStackedWidget;
class QTabBar;
class QPushButton;

namespace tracedeck::ui {

class Badge;
class ElidedLabel;
class PlainLabel;

/// One event beside the table: what it is, what it said, why it failed, and the record itself.
class DetailPane : public QWidget {
    Q_OBJECT
public:
    DetailPane(const Theme& theme, QWidget* parent = nullptr);

    void setEvent(EventDetail detail, bool utc);
    void setFailure(const Error& error);
    void setNothing();
    void setPosition(std::optional<std::uint64_t> row, std::uint64_t count);
    void stepTab(int step);
    [[nodiscard]] const std::optional<EventDetail>& detail() const { return m_detail; }
    [[nodiscard]] QTabBar& tabs() const { return *m_tabs; }
    [[nodiscard]] ConsoleTab& consoleTab() const { return *m_console; }
    [[nodiscard]] JsonTab& jsonTab() const { return *m_json; }

signals:
    void closeRequested();
    void stepRequested(int rows);
    void groupRequested(quint64 key);
    void gestured(tracedeck::ui::ValueGesture gesture, tracedeck::store::Column column, const std::string& value);

private:
    enum Tab { EventPage, ConsolePage, ExceptionPage, JsonPage };

    [[nodiscard]] QWidget* buildHeader();
    [[nodiscard]] QWidget* buildFooter();
    void fillHeader();

    const Theme& m_theme;
    std::optional<EventDetail> m_detail;
    Badge* m_outcome;
    Badge* m_status;
    ElidedLabel* m_script;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    EventTab* m_event;
    ConsoleTab* m_console;
    ExceptionTab* m_exceptions;
    JsonTab* m_json;
    PlainLabel* m_nothing;
    QPushButton* m_ray;
    QPushButton* m_curl;
    PlainLabel* m_position;
};

} // namespace tracedeck::ui
