#pragma once

#include "async/gate.h"
#include "base/result.h"
#include "store/log_store.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace tracedeck {

namespace ui {
class Scope;
}

/// The store that is looked at: what is published in it reaches the scope, a burst of publications at once. GUI thread.
class OpenStore : public QObject {
    Q_OBJECT
public:
    explicit OpenStore(ui::Scope& scope, QObject* parent = nullptr);
    ~OpenStore() override;

    enum class Lock : std::uint8_t { Ours, Others }; ///< Others: it is read only, another program writes it
    /// In the place of the one before, which is let go in any case.
    Result<Lock> open(const QString& folder);
    void close();

    /// Null where none is open; may be written where `isWritable`.
    [[nodiscard]] const std::shared_ptr<store::LogStore>& store() const { return m_store; }
    [[nodiscard]] bool isWritable() const { return m_store && m_lock == Lock::Ours; }
    void takeSnapshot();

signals:
    void changed(); ///< the scope has another snapshot

private:
    ui::Scope& m_scope;
    std::shared_ptr<store::LogStore> m_store;
    QHash<QString, std::weak_ptr<store::LogStore>> m_ours; ///< by folder: work that was asked to stop may hold them for a while
    std::shared_ptr<Gate> m_gate;
    std::shared_ptr<void> m_published;
    Lock m_lock = Lock::Ours;
    QTimer m_soon;
};

} // namespace tracedeck
