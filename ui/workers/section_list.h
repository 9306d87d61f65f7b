#pragma once

#include "workers/wrangler_edit.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QVBoxLayout;

namespace tracedeck::ui {

class PlainLabel;
class SegmentedControl;
class Theme;

/// In which sections of a wrangler file `logpush` is to be set, and to what: one tick each, with what it changes.
class SectionList : public QWidget {
    Q_OBJECT
public:
    explicit SectionList(const Theme& theme, QWidget* parent = nullptr);

    /// `environment`: of the Worker; its section is ticked where it does not say `value` already.
    void setConfig(const workers::WranglerConfig& config, const QString& environment, bool value);
    [[nodiscard]] std::vector<workers::FlagEdit> edits() const;
    [[nodiscard]] bool value() const;
    void untick(const QString& environment);

signals:
    void changed();

private:
    struct Row {
        workers::WranglerSection section;
        QCheckBox* tick;
        PlainLabel* effect;
    };
    void showEffects();
    [[nodiscard]] QString effectOf(const Row& row) const;

    const Theme& m_theme;
    workers::WranglerConfig m_config;
    SegmentedControl* m_value;
    PlainLabel* m_count;
    QVBoxLayout* m_list;
    std::vector<Row> m_rows;
};

} // namespace tracedeck::ui
