#pragma once

#include <QWidget>

#include <cstddef>

namespace tracedeck::ui {

class PlainLabel;
class ShareBar;
class Theme;

/// How much of Logpush's limits a filter takes: "3 of 30 conditions", "218 of 1,000 bytes".
class FilterLimitsBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterLimitsBar(const Theme& theme, QWidget* parent = nullptr);
    void setUse(std::size_t conditions, std::size_t bytes);

private:
    PlainLabel* m_conditions;
    PlainLabel* m_bytes;
    ShareBar* m_conditionBar;
    ShareBar* m_byteBar;
};

} // namespace tracedeck::ui
