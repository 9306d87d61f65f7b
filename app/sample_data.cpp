#include "sample_data.h"

#include "base/clock.h"
#include "delivery/traffic_objects.h"

#include <QDir>
#include <QStandardPaths>

namespace tracedeck {

namespace {

constexpr std::uint64_t kEvents = 120'000;
constexpr std::uint64_t kSeed = 20221122;
constexpr std::int64_t kMinute = 60'000, kDay = 24 * 60 * kMinute;

} // namespace

QString sampleFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) % QStringLiteral("/sample-data");
}

Result<QString> makeSampleData(std::stop_token stop)
{
    const QString folder = sampleFolder();
    if (QDir(folder).exists())
        return folder;
    const QString part = folder % QStringLiteral(".part"); // only a whole set gets the name
    QDir(part).removeRecursively();
    if (!QDir().mkpath(part))
        return fail(ErrorCode::PermissionDenied, {}, part);
    const std::int64_t now = SystemClock().nowMs() / kMinute * kMinute;
    const auto made = delivery::generateObjects({{kEvents, kSeed, {now - kDay, now}}, part, 0});
    if (!made)
        return fail(made.error());
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    if (!QDir().rename(part, folder))
        return fail(ErrorCode::IoFailed, {}, folder);
    return folder;
}

} // namespace tracedeck
