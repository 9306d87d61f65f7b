#pragma once

#include "onboarding/entries.h"
#include "settings/profile_book.h"
#include "theme/theme.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;
class QVBoxLayout;

namespace tracedeck::ui {

class FormRow;
class PlainLabel;
class ProfileListModel;
class SmallTable;
class SourceTableModel;

/// The accounts of this computer and where their logs are read from. It shows a book and asks for deeds by signals; its owner does them
/// and sets the book anew.
class ProfilesDialog : public QDialog {
    Q_OBJECT
public:
    explicit ProfilesDialog(const Theme& theme, QWidget* parent = nullptr);

    void setBook(const settings::ProfileBook& book); ///< the choice stays where it can
    void showProfile(QStringView id);
    [[nodiscard]] QString currentProfile() const; ///< "" = there is none

signals:
    void profileChosen(const QString& id);
    void sourceChosen(const QString& profileId, const QString& sourceId);
    void renameRequested(const QString& id, const QString& name);
    void tintChosen(const QString& id, const QString& tint);
    void readOnlyChosen(const QString& id, bool isReadOnly);
    void bucketAdded(const QString& profileId, const tracedeck::ui::BucketEntry& entry);
    void folderAdded(const QString& profileId, const QString& path);
    void sourceRemoved(const QString& profileId, const QString& sourceId);
    void forgetRequested(const QString& id); ///< confirmed
    void accountAddRequested();

private:
    [[nodiscard]] QWidget* makeList();
    [[nodiscard]] QWidget* makeDetail();
    void addLook(QVBoxLayout* column);
    void addSources(QVBoxLayout* column);
    [[nodiscard]] QWidget* makeFoot();
    void showCurrent();
    void showSourceButtons();
    void rename();
    void addBucket();
    void addFolder();
    void chooseSource(int row);
    void askToRemove();
    void askToForget();
    void ask(const QString& question, const QString& consequence, const QString& deed, std::function<void()> act);
    [[nodiscard]] const settings::Profile* current() const;

    const Theme& m_theme;
    settings::ProfileBook m_book;
    ProfileListModel* m_profiles;
    SourceTableModel* m_sources;
    QListView* m_list;
    SmallTable* m_table;
    QWidget* m_detail;
    QLineEdit* m_name;
    FormRow* m_nameRow;
    PlainLabel* m_remark;
    QComboBox* m_tint;
    QCheckBox* m_readOnly;
    QPushButton *m_open, *m_remove, *m_forget;
};

} // namespace tracedeck::ui
