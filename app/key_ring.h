#pragma once

#include "async/pending.h"
#include "secrets/choose_store.h"

#include <QObject>
#include <QStringList>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace tracedeck {

/// Reads, writes and erases secrets, one order after the other: in the keychain or, where that does not answer, in memory until the
/// program ends. The keychain is tried with the first order, not before. GUI thread.
class KeyRing : public QObject {
    Q_OBJECT
public:
    struct Entry {
        QString key;
        SharedSecret value; ///< null = there is none
    };
    using Done = std::function<void(Result<std::vector<Entry>>)>;

    explicit KeyRing(std::shared_ptr<secrets::SecretStore> keychain, QObject* parent = nullptr);

    /// All of them or an error; `done` runs once, unless this is dropped first.
    void write(std::vector<Entry> entries, Done done);
    void read(const QStringList& keys, Done done);
    void erase(const QStringList& keys, Done done);

    /// Known once something was asked: there is no keychain.
    [[nodiscard]] bool isForSession() const { return m_store && m_store != m_keychain; }

signals:
    /// There is no keychain: secrets are kept until the program ends. Told once.
    void keptForSession(const tracedeck::Error& reason);
    /// Erased here, but a keychain that does not answer may hold them from earlier.
    void leftBehind(const QStringList& keys);

private:
    enum class Verb : std::uint8_t { Read, Write, Erase };
    struct Order {
        Verb verb {};
        std::vector<Entry> entries;
        std::size_t at = 0;
        Done done;
    };

    void take(Order order);
    void choose();
    void goOn();
    void stepEnded(Result<SharedSecret> result);
    void end(Result<std::vector<Entry>> result);

    std::shared_ptr<secrets::SecretStore> m_keychain, m_store;
    std::deque<Order> m_orders;
    bool m_isBusy = false;
    Pending<secrets::ChosenStore> m_choosing;
    Pending<SharedSecret> m_reading;
    Pending<void> m_changing;
};

} // namespace tracedeck
