#pragma once

#include "jobs/job_draft.h"
#include "logpush/destination.h"
#include "widgets/form_row.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <map>
#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace tracedeck::ui {

class FormGrid;
class SecretField;
class SegmentedControl;

/// The fields of one kind of destination, drawn from the table of destinations. What it has no field for stays in the text as it was.
/// Secrets stand in it as masks; what is typed leaves by `secrets`.
class DestinationForm : public QWidget {
    Q_OBJECT
public:
    explicit DestinationForm(const Theme& theme, QWidget* parent = nullptr);

    void setAccount(const QString& accountId) { m_accountId = accountId; }
    /// `held`: parameters whose secret is known, here or to Cloudflare.
    void setDestination(const logpush::Destination& destination, const QStringList& held);
    /// Buckets of the account to choose from; a name may be typed all the same. `note`: what is known of the list.
    void setBuckets(const QStringList& buckets, const QString& note);

    [[nodiscard]] logpush::Destination destination() const; ///< secrets masked
    [[nodiscard]] jobs::DraftSecrets secrets() const;       ///< that are in the fields
    /// Where the form has fields for both.
    void setKeys(const QString& accessKeyId, const Secret& secretAccessKey);
    [[nodiscard]] int insist();
    [[nodiscard]] bool isComplete() const; ///< nothing is wrong with it, said or not
    void focusFirst();

signals:
    void edited();
    void secretEntered(); ///< its field was left
    /// Another text of a destination was entered as a whole.
    void replaced(const QString& text);
    /// "eu", "fedramp", "default": the kind of form changes with it.
    void jurisdictionChosen(const QString& jurisdiction);

private:
    void build();
    void clear();
    FormRow* add(const QString& name, QWidget* field, const QString& help, bool isWide = false);
    QLineEdit* addLine(const QString& name, const QString& help, const QString& example, const QString& text);
    void addPlace();
    void addFolder();
    void addParam(const logpush::ParamSpec& spec);
    void addSecret(const QString& param);
    void addText(const QString& param, bool isRequired);
    void addHeaders();
    void addJurisdiction();
    [[nodiscard]] Remark remarkOn(const QString& param) const;
    [[nodiscard]] Remark secretRemark(const QString& param, const SecretField& field) const;
    [[nodiscard]] Remark placeRemark() const;
    [[nodiscard]] logpush::Destination filled() const; ///< with what is typed, secrets too: to be checked and dropped

    const Theme& m_theme;
    QString m_accountId;
    logpush::Destination m_base;
    QStringList m_held;
    QStringList m_buckets;
    QString m_bucketNote;
    FormGrid* m_grid;
    std::vector<FormRow*> m_rows;
    QComboBox* m_bucket = nullptr;
    FormRow* m_placeRow = nullptr;
    QLineEdit *m_place = nullptr, *m_path = nullptr;
    QCheckBox* m_daily = nullptr;
    std::map<QString, QLineEdit*> m_texts;
    std::map<QString, SecretField*> m_secrets;
    QLineEdit* m_headerName = nullptr;
};

} // namespace tracedeck::ui
