#include "shell/about_dialog.h"

#include "widgets/brand_mark.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>

namespace tracedeck::ui {

void showAbout(const Theme& theme, QWidget* parent)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("About", text); };
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("About Tracedeck"));
    auto* column = new QVBoxLayout(dialog);
    column->setSpacing(theme.px(8));
    column->addWidget(new BrandMark(theme, 44, dialog));
    column->addWidget(new PlainLabel(theme, TextRole::Title, tr("Tracedeck %1").arg(QStringLiteral(TRACEDECK_VERSION))));
    for (const QString& line :
         {tr("A dashboard for Cloudflare Workers Trace Events Logpush."),
          tr("Free software under the GNU General Public License, version 3 or later."),
          tr("Built with Qt %1 and its Charts, simdjson, ISA-L, LZ4, PCRE2, xxHash and CLI11.").arg(QLatin1String(qVersion())),
          tr("Not made or endorsed by Cloudflare.")})
        column->addWidget(new PlainLabel(theme, TextRole::Body, line, Tone::Secondary));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog->show();
}

} // namespace tracedeck::ui
