#pragma once

#include "logs/event_detail.h"
#include "theme/theme.h"

#include <QFrame>

namespace tracedeck::ui {

/// The frames of a stack: ours bold behind an accent line, others quiet.
class FrameList : public QWidget {
    Q_OBJECT
public:
    FrameList(const Theme& theme, std::vector<events::Frame> frames, QWidget* parent = nullptr);
    [[nodiscard]] const std::vector<events::Frame>& frames() const { return m_frames; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {m_theme.px(120), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const { return m_theme.px(20); }

    const Theme& m_theme;
    std::vector<events::Frame> m_frames;
};

/// One exception: name and message in a red head, its frames below, the raw stack where it has none that were understood.
class ExceptionBox : public QFrame {
    Q_OBJECT
public:
    ExceptionBox(const Theme& theme, const ExceptionDetail& exception, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QWidget* m_head;
};

/// "src/cart/totals.ts:48:21"
[[nodiscard]] QString placeWords(const events::Frame& frame);

} // namespace tracedeck::ui
