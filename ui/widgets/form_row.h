#pragma once

#include "widgets/plain_label.h"

#include <QWidget>

#include <functional>
#include <vector>

class QLineEdit;

namespace tracedeck::ui {

class IconLabel;

/// What is to say about the content of a field. An error keeps the form from being sent.
struct Remark {
    Tone tone = Tone::Normal;
    QString text;
    bool mayPass = false; ///< more typing may mend it: said when the field is left

    [[nodiscard]] bool isError() const { return tone == Tone::Error; }
    bool operator==(const Remark&) const = default;
};

/// A field of a form: its name above it, below it one place for help or for what is to say about its content, as screen readers hear too.
class FormRow : public QWidget {
    Q_OBJECT
public:
    /// `name` "": a heading above names it, and the field itself for screen readers.
    FormRow(const Theme& theme, const QString& name, QWidget* field, const QString& help = {}, QWidget* parent = nullptr);

    /// Asked at each key, on leaving and before sending. An error that may pass is said at each key only once it was said.
    void setCheck(std::function<Remark()> check);
    /// Something that the check reads has changed elsewhere.
    void lookAgain();
    /// Says all there is to say; false = it cannot be sent.
    bool insist();
    void clearRemark();
    void setHelp(const QString& help);
    void focusField();

private:
    void say(const Remark& remark);
    void draw();

    QString m_help;
    QWidget* m_field;
    QLineEdit* m_edit; ///< null where the field is no line to type in
    IconLabel* m_icon;
    PlainLabel* m_text;
    std::function<Remark()> m_check;
    Remark m_remark;
};

/// Before sending: says all there is to say, and moves to the first that is wrong. How many are.
int insistOn(const std::vector<FormRow*>& rows);

} // namespace tracedeck::ui
