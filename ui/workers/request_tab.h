#pragma once

#include "workers/flag_switch.h"
#include "workers/worker_id.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace tracedeck::ui {

class Badge;
class PlainLabel;
class Theme;

/// The request that switches a Worker, as curl without a token, and what came of the last one.
class RequestTab : public QWidget {
    Q_OBJECT
public:
    explicit RequestTab(const Theme& theme, QWidget* parent = nullptr);

    void showWorker(const workers::WorkerRow& row, const QString& baseUrl, const QString& accountId);
    void showOutcome(const workers::FlagOutcome* outcome); ///< null: none was sent
    void setObstacle(const QString& reason);
    void clear();

signals:
    void switchRequested(bool logpush);

private:
    const Theme& m_theme;
    PlainLabel* m_about;
    QPlainTextEdit* m_curl;
    QPushButton* m_send;
    Badge* m_state;
    PlainLabel* m_answer;
    bool m_value = true;
    QString m_obstacle;
};

} // namespace tracedeck::ui
