#pragma once

#include "onboarding/onboarding_page.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace tracedeck::test {

using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;

inline const QString kAccount = u"023e105f4ecef8ad9ca31a8372d0c353"_s;
inline const QString kSecret = u"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"_s;
inline const QString kToken = u"Yq-TheVerySecretToken_0123456789abcdef01"_s;

inline bool holds(const SharedSecret& secret, const QString& text)
{
    return secret && secret->reveal([&](QByteArrayView bytes) { return bytes == text.toUtf8(); });
}

/// The first page in a window, and the hands of a person at its fields.
struct Room {
    OnboardingPage page;
    explicit Room(const Theme& theme, QSize size = {1440, 870}) : page(theme)
    {
        page.resize(size);
        page.show();
        page.activateWindow();
    }
    template<typename Field = QLineEdit>
    [[nodiscard]] Field* field(const QString& name) const
    {
        for (auto* each : page.findChildren<Field*>()) {
            if (each->accessibleName() == name && each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton* button(const QString& text) const
    {
        for (auto* each : page.findChildren<QPushButton*>()) {
            if (each->text().startsWith(text) && each->isVisible())
                return each;
        }
        return nullptr;
    }
    /// What stands below a field.
    [[nodiscard]] QString said(const QString& name) const { return field(name)->accessibleDescription(); }
    void type(const QString& name, const QString& text) const
    {
        field(name)->setFocus();
        field(name)->selectAll();
        QTest::keyClicks(field(name), text);
    }
    void press(const QString& text) const { QTest::keyClick(button(text), Qt::Key_Space); }
    void fillBucket() const
    {
        press(u"Only a bucket"_s);
        type(u"Account ID or address"_s, kAccount);
        type(u"Bucket"_s, u"logs"_s);
        type(u"Access key ID"_s, kAccount);
        type(u"Secret access key"_s, kSecret);
    }
};

} // namespace tracedeck::test
