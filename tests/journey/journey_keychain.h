#pragma once

#include "app/fake_keychain.h"

#include <QProcess>

namespace tracedeck::test {

/// The keychain of a journey: one that the test plays or, with TRACEDECK_JOURNEY_KEYCHAIN=system, the one of the session's bus, which
/// must be empty. What lies in that one is asked of it with a program of others.
class JourneyKeychain {
public:
    /// What the workbench is given: null for the system's.
    [[nodiscard]] std::shared_ptr<secrets::SecretStore> store() const { return m_played; }

    /// The one that the test plays; null where it is the system's.
    [[nodiscard]] FakeKeychain* played() const { return m_played.get(); }

    /// How many secrets lie in it; -1 where it does not say.
    [[nodiscard]] int count() const { return m_played ? static_cast<int>(m_played->keys.size()) : itemsOnTheBus(); }

private:
    static int itemsOnTheBus()
    {
        QProcess asked;
        asked.start(QStringLiteral("dbus-send"),
                    {QStringLiteral("--session"), QStringLiteral("--print-reply"), QStringLiteral("--dest=org.freedesktop.secrets"),
                     QStringLiteral("/org/freedesktop/secrets/collection/login"), QStringLiteral("org.freedesktop.DBus.Properties.Get"),
                     QStringLiteral("string:org.freedesktop.Secret.Collection"), QStringLiteral("string:Items")});
        if (!asked.waitForFinished() || asked.exitCode() != 0)
            return -1;
        return static_cast<int>(asked.readAllStandardOutput().count("object path"));
    }

    std::shared_ptr<FakeKeychain> m_played =
        qEnvironmentVariable("TRACEDECK_JOURNEY_KEYCHAIN") == u"system" ? nullptr : std::make_shared<FakeKeychain>();
};

} // namespace tracedeck::test
