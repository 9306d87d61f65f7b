#pragma once

#include "logs/filter_model.h"
#include "store/answers.h"
#include "theme/theme.h"

#include <QFrame>

#include <functional>

class QLineEdit;
class QLabel;
class QCompleter;
class QStringListModel;

namespace tracedeck::ui {

class ChipButton;

/// The field at the top: chips, then a caret. Shows a FilterModel and changes it.
class FilterBar : public QFrame {
    Q_OBJECT
public:
    FilterBar(FilterModel& model, const Theme& theme, QWidget* parent = nullptr);

    /// Values of a field with their counts, for completion; may know none.
    using ValuesOf = std::function<std::vector<store::ValueCount>(store::Column)>;
    void setValuesOf(ValuesOf valuesOf) { m_valuesOf = std::move(valuesOf); }

    void focusText();
    [[nodiscard]] QLineEdit& textField() const { return *m_text; }
    [[nodiscard]] const std::vector<ChipButton*>& chips() const { return m_chips; }
    [[nodiscard]] QString complaint() const; ///< what is wrong with the typed text; "" when nothing is

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void leaveRequested(); ///< Enter or Down in an empty field: on to the table

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();
    void addChip(std::size_t at);
    void editChip(std::size_t at);
    void focusChip(std::ptrdiff_t at);
    void accept();
    void complete(const QString& typed);
    void takeCompletion(const QString& completion);
    int layOut(int width, bool apply) const;

    FilterModel& m_model;
    const Theme& m_theme;
    ValuesOf m_valuesOf;
    std::vector<ChipButton*> m_chips;
    QLineEdit* m_text;
    QLabel* m_complaint;
    QCompleter* m_completer;
    QStringListModel* m_completions;
};

} // namespace tracedeck::ui
