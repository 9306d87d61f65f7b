#include "key_ring.h"

namespace tracedeck {

namespace {

std::vector<KeyRing::Entry> withoutValues(const QStringList& keys)
{
    std::vector<KeyRing::Entry> entries;
    for (const QString& key : keys)
        entries.push_back({key, nullptr});
    return entries;
}

QStringList keysOf(const std::vector<KeyRing::Entry>& entries)
{
    QStringList keys;
    for (const KeyRing::Entry& entry : entries)
        keys << entry.key;
    return keys;
}

} // namespace

KeyRing::KeyRing(std::shared_ptr<secrets::SecretStore> keychain, QObject* parent) : QObject(parent), m_keychain(std::move(keychain)) {}

void KeyRing::write(std::vector<Entry> entries, Done done)
{
    take({Verb::Write, std::move(entries), 0, std::move(done)});
}

void KeyRing::read(const QStringList& keys, Done done)
{
    take({Verb::Read, withoutValues(keys), 0, std::move(done)});
}

void KeyRing::erase(const QStringList& keys, Done done)
{
    take({Verb::Erase, withoutValues(keys), 0, std::move(done)});
}

void KeyRing::take(Order order)
{
    m_orders.push_back(std::move(order));
    if (m_isBusy)
        return;
    m_isBusy = true;
    m_store ? goOn() : choose();
}

void KeyRing::choose()
{
    m_choosing = Pending<secrets::ChosenStore> {[&](std::stop_token stop) { return secrets::chooseStore(m_keychain, std::move(stop)); },
                                                [this](const Result<secrets::ChosenStore>& chosen) {
                                                    if (!chosen)
                                                        return end(fail(chosen.error()));
                                                    m_store = chosen->store;
                                                    if (chosen->reason)
                                                        emit keptForSession(*chosen->reason);
                                                    goOn();
                                                }};
}

void KeyRing::goOn()
{
    Order& order = m_orders.front();
    if (order.at == order.entries.size()) {
        if (order.verb == Verb::Erase && isForSession() && !order.entries.empty())
            emit leftBehind(keysOf(order.entries));
        return end(std::move(order.entries));
    }
    const Entry& entry = order.entries[order.at];
    if (order.verb == Verb::Read) {
        m_reading = Pending<SharedSecret> {[&](std::stop_token stop) { return m_store->read(entry.key, std::move(stop)); },
                                           [this](Result<SharedSecret> secret) { stepEnded(std::move(secret)); }};
        return;
    }
    m_changing = Pending<void> {[&](std::stop_token stop) {
                                    return order.verb == Verb::Write ? m_store->write(entry.key, entry.value, std::move(stop))
                                                                     : m_store->erase(entry.key, std::move(stop));
                                },
                                [this](const Result<void>& done) {
                                    stepEnded(done ? Result<SharedSecret> {SharedSecret()} : Result<SharedSecret> {fail(done.error())});
                                }};
}

void KeyRing::stepEnded(Result<SharedSecret> result)
{
    Order& order = m_orders.front();
    const bool isAbsent = order.verb == Verb::Read && !result && result.error().code == ErrorCode::NotFound;
    if (!result && !isAbsent)
        return end(fail(result.error()));
    if (order.verb == Verb::Read && result)
        order.entries[order.at].value = std::move(*result);
    ++order.at;
    goOn();
}

void KeyRing::end(Result<std::vector<Entry>> result)
{
    const Done done = std::move(m_orders.front().done);
    m_orders.pop_front();
    m_isBusy = false;
    if (!m_orders.empty()) {
        m_isBusy = true;
        QMetaObject::invokeMethod(
            this, [this] { m_store ? goOn() : choose(); }, Qt::QueuedConnection);
    }
    done(std::move(result)); // last: whoever is told may drop us
}

} // namespace tracedeck
