#pragma once

#include "wizard/step_parts.h"

#include <QWidget>

namespace tracedeck::ui {

/// Behind the wizard: what became of the job, and what is left to do so that logs arrive.
class DonePage : public QWidget {
    Q_OBJECT
public:
    explicit DonePage(const Theme& theme, QWidget* parent = nullptr);
    void setWords(const QString& title, const QString& about);
    void setLines(const std::vector<CheckLine>& lines);

signals:
    void jobsRequested();
    void logsRequested();
    void deliveriesRequested();

private:
    PlainLabel* m_title;
    PlainLabel* m_about;
    CheckList* m_lines;
};

} // namespace tracedeck::ui
