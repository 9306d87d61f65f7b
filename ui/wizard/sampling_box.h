#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

class QDoubleSpinBox;
class QSlider;

namespace tracedeck::ui {

class PlainLabel;
class Theme;

/// Which share of what the filter keeps is pushed: a slider from 0.1 to 100 % and a field for the exact number, and what that means for
/// what is rare.
class SamplingBox : public QWidget {
    Q_OBJECT
public:
    explicit SamplingBox(const Theme& theme, QWidget* parent = nullptr);

    void setRate(double rate); ///< 0 … 1, without `edited`
    [[nodiscard]] double rate() const { return m_rate; }
    /// Events of each exception group that there are, to say what becomes of a group.
    void setGroups(std::vector<std::uint64_t> sizes);

signals:
    void edited();

private:
    void take(double rate);
    void showRate();

    double m_rate = 1;
    QSlider* m_slider;
    QDoubleSpinBox* m_spin;
    PlainLabel* m_chance;
    std::vector<std::uint64_t> m_groups;
};

} // namespace tracedeck::ui
