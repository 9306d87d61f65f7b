#include "ui_logs/small_store.h"

#include "sync/import.h"

#include <QFile>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

SmallStore::SmallStore()
{
    const TimeRange span {kDay + 8 * kHour, kDay + 14 * kHour};
    const auto made =
        delivery::generateObjects({.traffic = {.events = kEvents, .seed = 7, .span = span}, .folder = path(u"objects"_s), .objects = 0});
    if (!made)
        qFatal("%s", qPrintable(made.error().detail));
    m_truth = *made;
    auto opened = store::LogStore::open(path(u"store"_s), store::LogStore::Mode::Write);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().detail));
    m_store = *opened;
    const auto report = sync::importPaths(*m_store, {path(u"objects"_s)}, {});
    if (!report || report->rowsTotal != kEvents)
        qFatal("not all generated events were taken in");
}

bool SmallStore::import(const QString& name, const QByteArray& lines)
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(lines) != lines.size())
        return false;
    file.close();
    const auto report = sync::importPaths(*m_store, {path(name)}, {});
    return report && report->files.size() == 1 && !report->files.front().error;
}

} // namespace tracedeck::ui
