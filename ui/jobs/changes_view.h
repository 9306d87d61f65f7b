#pragma once

#include "logpush/job.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace tracedeck::ui {

class Theme;

/// What differs between two versions of a job, a row each: what, before, after.
class ChangesView : public QWidget {
    Q_OBJECT
public:
    explicit ChangesView(const Theme& theme, QWidget* parent = nullptr);
    void setChanges(const std::vector<logpush::JobChange>& changes);

private:
    const Theme& m_theme;
    QGridLayout* m_grid;
};

} // namespace tracedeck::ui
