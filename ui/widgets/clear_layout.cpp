#include "widgets/clear_layout.h"

#include <QLayout>
#include <QWidget>

namespace tracedeck::ui {

void clearLayout(QLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace tracedeck::ui
