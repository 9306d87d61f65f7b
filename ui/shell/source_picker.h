#pragma once

#include "settings/profile_book.h"
#include "widgets/picker_button.h"

#include <QList>

class QAction;
class QMenu;

namespace tracedeck::ui {

/// Which source is read, and a menu of all there are: those of each profile, and what opens others.
class SourcePicker : public PickerButton {
    Q_OBJECT
public:
    explicit SourcePicker(const Theme& theme, QWidget* parent = nullptr);

    void setCaption(const QString& icon, const QString& name, const QString& remark);
    /// Stand in the menu behind the profiles.
    void setOpeners(const QList<QAction*>& openers);
    /// From now on the profiles are listed. The ids say which source is open.
    void setSources(const settings::ProfileBook& book, const QString& profileId, const QString& sourceId);
    void openMenu();

signals:
    void sourceChosen(const QString& profileId, const QString& sourceId);
    void addRequested();
    void manageRequested();

private:
    void fill();
    void addProfile(const settings::Profile& profile);

    const Theme& m_theme;
    QMenu* m_menu;
    QList<QAction*> m_openers;
    settings::ProfileBook m_book;
    QString m_profileId, m_sourceId;
    bool m_hasBook = false;
};

} // namespace tracedeck::ui
