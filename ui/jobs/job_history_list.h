#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

class QVBoxLayout;

namespace tracedeck::ui {

class Theme;
struct JobVersion;

/// The versions of a job, newest first: when, what, by whom, and ways to look and to go back.
class JobHistoryList : public QWidget {
    Q_OBJECT
public:
    explicit JobHistoryList(const Theme& theme, QWidget* parent = nullptr);
    void setVersions(const std::vector<JobVersion>& versions, bool utc);

signals:
    void diffRequested(int version);
    void restoreRequested(int version);

private:
    [[nodiscard]] QWidget* makeRow(const JobVersion& version, int number, bool utc);

    const Theme& m_theme;
    QVBoxLayout* m_rows;
};

} // namespace tracedeck::ui
