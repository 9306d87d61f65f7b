#include "open_store.h"

#include "widgets/scope.h"

#include <chrono>

namespace tracedeck {

using namespace std::chrono_literals;

OpenStore::OpenStore(ui::Scope& scope, QObject* parent) : QObject(parent), m_scope(scope)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(100ms);
    connect(&m_soon, &QTimer::timeout, this, &OpenStore::takeSnapshot);
}

Result<OpenStore::Lock> OpenStore::open(const QString& folder)
{
    close();
    const auto still = m_ours.value(folder).lock();
    auto opened = still ? Result<std::shared_ptr<store::LogStore>>(still) : store::LogStore::open(folder, store::LogStore::Mode::Write);
    const bool isLocked = !opened && opened.error().code == ErrorCode::StoreLocked;
    if (isLocked)
        opened = store::LogStore::open(folder, store::LogStore::Mode::Read);
    if (!opened) {
        takeSnapshot();
        return fail(opened.error());
    }
    m_lock = isLocked ? Lock::Others : Lock::Ours;
    m_store = *opened;
    if (!isLocked)
        m_ours.insert(folder, m_store);
    m_gate = std::make_shared<Gate>(); // a publication under way may still call when its handle is gone
    m_published = m_store->onPublished([this, gate = m_gate] {
        if (const auto pass = gate->enter())
            QMetaObject::invokeMethod(this, [this] {
                if (m_store && !m_soon.isActive())
                    m_soon.start();
            });
    });
    takeSnapshot();
    return m_lock;
}

OpenStore::~OpenStore()
{
    close();
}

void OpenStore::close()
{
    if (m_gate)
        m_gate->close();
    m_published.reset();
    m_store.reset();
    m_soon.stop();
}

void OpenStore::takeSnapshot()
{
    m_scope.setSnapshot(m_store ? m_store->snapshot() : store::Snapshot());
    emit changed();
}

} // namespace tracedeck
