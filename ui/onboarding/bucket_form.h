#pragma once

#include "onboarding/entries.h"
#include "onboarding/field_checks.h"
#include "theme/theme.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QGridLayout;

namespace tracedeck::ui {

class FormRow;
class PlainLabel;
class SecretField;

/// The fields of a bucket that is read with S3 keys: R2 by account id and jurisdiction, any other storage by its address.
class BucketForm : public QWidget {
    Q_OBJECT
public:
    /// `send`: what the button that ends it says.
    BucketForm(const Theme& theme, const QString& send, QWidget* parent = nullptr);

    void fill(const settings::BucketPlace& known); ///< all but the secrets
    void wipe();                                   ///< the secrets

signals:
    void entered(const tracedeck::ui::BucketEntry& entry);

private:
    [[nodiscard]] QWidget* makeFoot(const QString& send);
    FormRow* addLine(const QString& name, QLineEdit* edit, const QString& help, int column, int span);
    void makeFields();
    void makeChecks();
    void readAddress();
    [[nodiscard]] Remark addressRemark() const;
    void send();

    const Theme& m_theme;
    QGridLayout* m_grid;
    QLineEdit *m_address, *m_bucket, *m_prefix, *m_region, *m_keyId;
    QComboBox* m_jurisdiction;
    SecretField *m_secret, *m_token;
    FormRow *m_addressRow = nullptr, *m_jurisdictionRow = nullptr, *m_keyIdRow = nullptr, *m_secretRow = nullptr;
    std::vector<FormRow*> m_rows;
    PlainLabel* m_attention;
    ReadEndpoint m_read;
};

} // namespace tracedeck::ui
