#include "import_run.h"

#include "async/pool.h"

#include <chrono>

namespace tracedeck {

using namespace std::chrono_literals;

ImportRun::ImportRun(std::shared_ptr<store::LogStore> store, QStringList paths, sync::ImportOptions options, QThreadPool& pool,
                     QObject* parent)
    : QObject(parent)
    , m_progress(std::make_shared<sync::ImportProgress>())
{
    // Its own stop, beside Pending's: a person who cancels still wants to hear what has arrived.
    const auto work = [store = std::move(store), paths = std::move(paths), options = std::move(options), progress = m_progress,
                       asked = m_stop.get_token()](std::stop_token dropped) -> Result<sync::ImportReport> {
        std::stop_source either;
        const std::stop_callback onDropped(dropped, [&either] { either.request_stop(); });
        const std::stop_callback onAsked(asked, [&either] { either.request_stop(); });
        return sync::importPaths(*store, paths, options, progress.get(), either.get_token());
    };
    m_running = Pending<sync::ImportReport> {[&](std::stop_token stop) { return runIn(pool, std::move(stop), work); },
                                             [this](const Result<sync::ImportReport>& report) {
                                                 m_tick.stop();
                                                 emit progressed();
                                                 emit done(report);
                                             }};
    connect(&m_tick, &QTimer::timeout, this, &ImportRun::progressed);
    m_tick.start(100ms);
}

void ImportRun::cancel()
{
    m_stop.request_stop();
}

} // namespace tracedeck
