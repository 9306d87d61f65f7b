#pragma once

#include "ui_workers/some_workers.h"
#include "widgets/request_popover.h"
#include "workers/matrix_model.h"
#include "workers/matrix_table.h"
#include "workers/workers_page.h"

#include <QApplication>
#include <QTest>

namespace tracedeck::test {

/// The page with some Workers, shown, and how a person gets at its parts.
struct WorkersRoom {
    ui::WorkersPage page;
    explicit WorkersRoom(const ui::Theme& theme, std::vector<workers::WorkerRow> rows = someWorkers()) : page(theme)
    {
        page.resize(1360, 776);
        page.show();
        page.activateWindow();
        (void)QTest::qWaitForWindowActive(&page);
        page.setAccount(u"http://127.0.0.1:1/client/v4"_s, u"9f2c0000000000000000000000000041"_s);
        page.setRows(std::move(rows), kNow);
    }
    [[nodiscard]] ui::MatrixTable& table() const { return *page.findChild<ui::MatrixTable*>(); }
    [[nodiscard]] QString name(int row) const { return table().model()->index(row, ui::MatrixModel::Worker).data().toString(); }
    [[nodiscard]] ui::RequestPopover* popover() const { return qobject_cast<ui::RequestPopover*>(QApplication::activePopupWidget()); }
    void clickSwitch(const QString& worker) const
    {
        for (int row = 0; row < table().model()->rowCount(); ++row) {
            if (name(row) == worker)
                QTest::mouseClick(table().viewport(), Qt::LeftButton, {},
                                  table().switchRect(table().model()->index(row, ui::MatrixModel::Logpush)).center());
        }
    }
};

} // namespace tracedeck::test
