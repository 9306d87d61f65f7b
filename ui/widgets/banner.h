#pragma once

#include "widgets/badge.h"

#include <QFrame>

#include <functional>
#include <vector>

class QHBoxLayout;

namespace tracedeck::ui {

/// One sentence at the top of the page it concerns, with up to two actions; stays until it is solved or dismissed.
class Banner : public QWidget {
    Q_OBJECT
public:
    struct Action {
        QString text;
        std::function<void()> act;
    };

    explicit Banner(const Theme& theme, QWidget* parent = nullptr);

    /// Info, Warn or Danger.
    void showMessage(BadgeKind kind, const QString& sentence, std::vector<Action> actions = {});

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void rebuild();

    const Theme& m_theme;
    BadgeKind m_kind = BadgeKind::Info;
    QString m_sentence;
    std::vector<Action> m_actions;
    QHBoxLayout* m_row;
};

} // namespace tracedeck::ui
