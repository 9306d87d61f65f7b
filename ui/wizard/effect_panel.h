#pragma once

#include "base/time_range.h"
#include "store/filter_effect.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace tracedeck::ui {

class CheckList;
class PlainLabel;
class ShareBar;
class Theme;

/// What a filter would keep and drop of one's own events: how many, of which Workers, and what is gone with it.
class EffectPanel : public QWidget {
    Q_OBJECT
public:
    explicit EffectPanel(const Theme& theme, QWidget* parent = nullptr);

    void setRange(TimeRange range, bool isUtc);
    void setKept(std::uint64_t events, std::uint64_t kept); ///< the rest follows
    void setEffect(const store::FilterEffect& effect);
    void setBusy(); ///< what is shown is of before
    void setProblem(const QString& text);

private:
    void showScripts(const std::vector<store::ValueCount>& kept);

    const Theme& m_theme;
    PlainLabel* m_title;
    PlainLabel* m_kept;
    PlainLabel* m_keptNote;
    PlainLabel* m_dropped;
    ShareBar* m_bar;
    QVBoxLayout* m_scripts;
    CheckList* m_losses;
};

} // namespace tracedeck::ui
