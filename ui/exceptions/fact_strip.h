#pragma once

#include <QFrame>

#include <vector>

class QHBoxLayout;

namespace tracedeck::ui {

class Theme;

/// One number of the strip and what it means.
struct Fact {
    QString label, value, about;
    int weight = 2; ///< its share of the width
};

/// A row of facts with thin lines between them; each is one stop for a screen reader.
class FactStrip : public QFrame {
    Q_OBJECT
public:
    explicit FactStrip(const Theme& theme, QWidget* parent = nullptr);
    void setFacts(std::vector<Fact> facts);
    [[nodiscard]] const std::vector<Fact>& facts() const { return m_facts; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRect place(std::size_t index) const;

    const Theme& m_theme;
    std::vector<Fact> m_facts;
};

} // namespace tracedeck::ui
