#pragma once

#include "workers/worker_matrix.h"
#include "workers/wrangler_draft.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace tracedeck::ui {

class Theme;

/// What `logpush`, `observability` and `tail_consumers` each do, with this Worker's own values beside it.
class CompareTab : public QWidget {
    Q_OBJECT
public:
    explicit CompareTab(const Theme& theme, QWidget* parent = nullptr);
    /// `config`: of its file, as far as it is read; null: not.
    void showWorker(const workers::WorkerRow& row, const workers::WranglerConfig* config);
    void clear();

private:
    struct Part {
        QString name, does, deploy; ///< the key, what it brings, what a deploy does with it
        QString deployed, file;     ///< of this Worker
        bool operator==(const Part&) const = default;
    };
    [[nodiscard]] std::vector<Part> partsOf(const workers::WorkerRow& row) const;
    void addPart(const Part& part);
    void show(std::vector<Part> parts, QStringList decoys);

    const Theme& m_theme;
    QVBoxLayout* m_column;
    std::vector<Part> m_parts; ///< that are shown
    QStringList m_decoys;
};

} // namespace tracedeck::ui
