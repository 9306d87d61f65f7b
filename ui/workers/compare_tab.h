#pragma once

#include "workers/worker_matrix.h"
#include "workers/wrangler_draft.h"

#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace tracedeck::ui {

class Theme;

/// What `logpush`, `observability` and `tail_consumers` each do, with this Worker's own values beside it.
class CompareTab : public QWidget {
    Q_OBJECT
public:
    explicit CompareTab(const Theme& theme, QWidget* parent = nullptr);
    void showWorker(const workers::WorkerRow& row, const std::optional<workers::WranglerConfig>& config);

private:
    struct Part {
        QString name, does, deploy; ///< the key, what it brings, what a deploy does with it
        QString deployed, file;     ///< of this Worker
    };
    [[nodiscard]] std::vector<Part> partsOf(const workers::WorkerRow& row) const;
    void addPart(const Part& part);
    void addDecoys(const workers::WranglerConfig& config);

    const Theme& m_theme;
    QVBoxLayout* m_column;
};

} // namespace tracedeck::ui
