// Where a token is between the hand that pastes it and the account that it opens.
#include "onboarding_room.h"
#include "widgets/secret_field.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QMetaProperty>
#include <QSettings>
#include <QSignalSpy>

using namespace tracedeck;
using namespace tracedeck::test;

namespace {

/// Where `text` stands in any property of any object below, or in what screen readers hear.
QStringList whereIs(const QString& text, QObject& root)
{
    QStringList places;
    QObjectList all = root.findChildren<QObject*>();
    all.prepend(&root);
    for (QObject* object : all) {
        const QMetaObject* meta = object->metaObject();
        for (int i = 0; i < meta->propertyCount(); ++i) {
            if (meta->property(i).read(object).toString().contains(text))
                places << QString::fromLatin1(meta->className()) + u"::" + QString::fromLatin1(meta->property(i).name());
        }
        for (const QByteArray& name : object->dynamicPropertyNames()) {
            if (object->property(name.constData()).toString().contains(text))
                places << QString::fromLatin1(name);
        }
        auto* heard = object->isWidgetType() ? QAccessible::queryAccessibleInterface(object) : nullptr;
        for (const auto what : {QAccessible::Name, QAccessible::Value, QAccessible::Description, QAccessible::Help}) {
            if (heard && heard->text(what).contains(text))
                places << QString::fromLatin1(meta->className()) + u" is heard"_s;
        }
    }
    return places;
}

} // namespace

class TestSecrets : public QObject {
    Q_OBJECT

private:
    Theme m_theme {Scheme::Light};

private slots:
    void aTokenIsSeenOnlyWhileHeld()
    {
        const Room room(m_theme);
        room.type(u"API token"_s, kToken);
        auto* field = room.field<SecretField>(u"API token"_s);
        auto* eye = field->findChild<QPushButton*>();
        QVERIFY(!field->displayText().contains(kToken));
        QTest::keyPress(eye, Qt::Key_Space);
        QCOMPARE(field->displayText(), kToken);
        QTest::keyRelease(eye, Qt::Key_Space);
        QVERIFY(!field->displayText().contains(kToken));
        field->selectAll();
        QGuiApplication::clipboard()->setText(u"before"_s);
        QTest::keyClick(field, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    }

    void aSecretIsNowhereOnceItIsTaken()
    {
        Room room(m_theme);
        QSignalSpy account(&room.page, &OnboardingPage::accountEntered);
        room.type(u"API token"_s, kToken);
        for (const QString& place : whereIs(kToken, room.page)) // the field itself must hold it until then, and nothing else
            QVERIFY2(place == u"tracedeck::ui::SecretField::text", qPrintable(place));
        room.press(u"Connect"_s);
        QCOMPARE(account.size(), 1);
        QCOMPARE(whereIs(kToken, room.page), QStringList());
        auto* field = room.field(u"API token"_s);
        QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(field->text().isEmpty());
        const QSettings settings;
        for (const QString& key : settings.allKeys())
            QVERIFY(!settings.value(key).toString().contains(kToken));
    }

    void whatIsTypedInTheOtherFormDoesNotStay()
    {
        Room room(m_theme);
        room.type(u"API token"_s, kToken);
        room.press(u"Only a bucket"_s);
        QCOMPARE(whereIs(kToken, room.page), QStringList());
        room.type(u"Secret access key"_s, kSecret);
        room.press(u"Account"_s);
        QCOMPARE(whereIs(kSecret, room.page), QStringList());
    }
};

QTEST_MAIN(TestSecrets)
#include "test_secrets.moc"
