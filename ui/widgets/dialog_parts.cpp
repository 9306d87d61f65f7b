#include "widgets/dialog_parts.h"

#include "widgets/buttons.h"

#include <QBoxLayout>
#include <QDialog>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QScrollArea>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 20;

} // namespace

QVBoxLayout* dialogColumn(const Theme& theme, QDialog& dialog, const QString& title, int width)
{
    dialog.setWindowTitle(title);
    dialog.setMinimumWidth(theme.px(width));
    auto* column = new QVBoxLayout(&dialog);
    column->setContentsMargins(theme.px(kMargin), theme.px(kMargin), theme.px(kMargin), theme.px(kMargin));
    column->setSpacing(theme.px(12));
    return column;
}

PlainLabel* addDialogText(const Theme& theme, QVBoxLayout& column, const QString& text, Tone tone)
{
    auto* label = new PlainLabel(theme, TextRole::Body, text, tone);
    label->setWordWrap(true);
    column.addWidget(label);
    return label;
}

QPushButton* addDialogButtons(QDialog& dialog, QVBoxLayout& column, const QString& action, bool isDangerous)
{
    auto* box = new QDialogButtonBox(&dialog);
    auto* act = isDangerous ? new QPushButton(action, &dialog) : primaryButton(action, &dialog);
    if (isDangerous)
        act->setProperty("kind", u"danger"_s);
    box->addButton(act, QDialogButtonBox::AcceptRole);
    auto* cancel = box->addButton(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    act->setAutoDefault(false);
    QObject::connect(box, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    column.addWidget(box);
    return act;
}

QScrollArea* scrolling(QWidget* widget)
{
    auto* area = new QScrollArea;
    area->setWidget(widget);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

} // namespace tracedeck::ui
