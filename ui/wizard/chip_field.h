#pragma once

#include <QFrame>
#include <QStringList>

class QCompleter;
class QLineEdit;

namespace tracedeck::ui {

class Theme;

/// Several values in one field: Enter or a comma ends one, Backspace at the beginning takes the last one back.
class ChipField : public QFrame {
    Q_OBJECT
public:
    ChipField(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    void setValues(const QStringList& values);
    /// What is typed and not ended yet counts.
    [[nodiscard]] QStringList values() const;
    void setSuggestions(const QStringList& values);
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

signals:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void add(const QString& text);
    void take();
    void remove(qsizetype at);
    void rebuild();

    const Theme& m_theme;
    QStringList m_values;
    QLineEdit* m_edit;
    QCompleter* m_completer;
};

} // namespace tracedeck::ui
