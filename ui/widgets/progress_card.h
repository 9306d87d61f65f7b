#pragma once

#include "widgets/card.h"

#include <QElapsedTimer>

#include <optional>

class QProgressBar;
class QPushButton;

namespace tracedeck::ui {

class ElidedLabel;

/// Says how long a job still takes, and only once that can be trusted: after 3 s, when two readings agree.
class RemainingTime {
public:
    /// `fraction` done after `elapsedMs`; the estimate in ms, or nullopt.
    [[nodiscard]] std::optional<std::int64_t> read(std::int64_t elapsedMs, double fraction);

private:
    double m_lastTotal = 0;
};

/// A running job: what it does, how far it is, and a way to stop it that keeps what has arrived.
class ProgressCard : public Card {
    Q_OBJECT
public:
    explicit ProgressCard(const Theme& theme, QWidget* parent = nullptr);

    void begin(const QString& what);
    /// `done` of `total`; a total of 0 says only that something happens.
    void setProgress(std::uint64_t done, std::uint64_t total, const QString& detail);

signals:
    void cancelRequested();

private:
    PlainLabel* m_what;
    PlainLabel* m_left;
    QProgressBar* m_bar;
    ElidedLabel* m_detail;
    QPushButton* m_cancel;
    QElapsedTimer m_clock;
    RemainingTime m_remaining;
};

} // namespace tracedeck::ui
