#pragma once

#include "theme/theme.h"

#include <QWidget>

namespace tracedeck::ui {

/// A small picture of a day of traffic with one bad deploy. Says nothing that the text beside it does not say.
class SamplePicture : public QWidget {
    Q_OBJECT
public:
    explicit SamplePicture(const Theme& theme, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace tracedeck::ui
