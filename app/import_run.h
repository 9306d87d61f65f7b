#pragma once

#include "async/pending.h"
#include "sync/import.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QThreadPool;

namespace tracedeck {

/// One import from start to end, seen from the GUI thread: tells how far it is ten times a second. Dropping it stops the import.
class ImportRun : public QObject {
    Q_OBJECT
public:
    ImportRun(std::shared_ptr<store::LogStore> store, QStringList paths, sync::ImportOptions options, QThreadPool& pool,
              QObject* parent = nullptr);

    void cancel();
    [[nodiscard]] const sync::ImportProgress& progress() const { return *m_progress; }

signals:
    void progressed();
    void done(const tracedeck::Result<tracedeck::sync::ImportReport>& report);

private:
    std::shared_ptr<sync::ImportProgress> m_progress;
    std::stop_source m_stop;
    QTimer m_tick;
    Pending<sync::ImportReport> m_running;
};

} // namespace tracedeck
