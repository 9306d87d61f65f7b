#pragma once

#include "workers/wrangler_draft.h"

#include <QDialog>

#include <vector>

namespace tracedeck::ui {

class Theme;

/// A file that could not be edited, and why.
struct FileRefusal {
    QString path;
    Error why;
};

/// What would be written to several wrangler files, one difference each, before anything is. `accepted` = write them.
class FilesDialog : public QDialog {
    Q_OBJECT
public:
    /// `missing`: Workers without a file.
    FilesDialog(const Theme& theme, const std::vector<WranglerDraft>& drafts, const std::vector<FileRefusal>& refused,
                const QStringList& missing, QWidget* parent);
};

} // namespace tracedeck::ui
