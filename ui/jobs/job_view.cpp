#include "jobs/job_view.h"

#include "base/visible_text.h"
#include "logpush/dataset.h"
#include "logpush/destination.h"
#include "logpush/filter.h"
#include "logpush/job.h"
#include "text/destination_text.h"
#include "text/filter_text.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kLatelyMs = std::int64_t {15} * 60'000;
constexpr int kDefaultSeconds = 30, kDefaultRecords = 100'000; ///< where a job names no limit

QString tr(const char* text)
{
    return QCoreApplication::translate("Jobs", text);
}

QString kindTitle(const logpush::Destination& destination)
{
    return destination.kind == logpush::DestinationKind::Other ? visibleText(destination.scheme) : kindText(destination.kind);
}

std::optional<std::int64_t> timeOf(const QJsonValue& value)
{
    const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

JobState stateOf(const JobView& view, std::int64_t nowMs)
{
    if (!view.isEnabled)
        return view.errorMessage.isEmpty() && !view.lastErrorMs ? JobState::Off : JobState::SwitchedOff;
    if (view.lastErrorMs)
        return JobState::Failing;
    return view.lastCompleteMs && nowMs - *view.lastCompleteMs <= kLatelyMs ? JobState::Delivering : JobState::Quiet;
}

QString keepsOf(const QJsonValue& text)
{
    const auto filter = logpush::parseFilter(text.toString().toStdString());
    return filter ? filterPhrase(*filter) : tr("A filter that cannot be read");
}

int limitOf(const QJsonObject& job, const QString& member, int usual)
{
    const int limit = job[member].toInt();
    return limit > 0 ? limit : usual;
}

} // namespace

bool JobView::isOfTraceEvents() const
{
    return dataset.toStdString() == logpush::kWorkersDataset;
}

JobView viewOf(const QJsonObject& job, std::int64_t nowMs)
{
    JobView view;
    view.job = job;
    view.id = job[u"id"].toInteger();
    view.name = visibleText(job[u"name"].toString());
    view.dataset = visibleText(job[u"dataset"].toString());
    view.isEnabled = job[u"enabled"].toBool();
    if (const auto destination = logpush::parseDestination(job[u"destination_conf"].toString())) {
        view.kind = kindTitle(*destination);
        view.place = visibleText(QString(destination->place + destination->path));
    } else {
        view.kind = tr("Unknown");
    }
    view.keeps = keepsOf(job[u"filter"]);
    view.isLegacy = !job[u"output_options"].isObject() && !job[u"logpull_options"].toString().isEmpty();
    const QJsonObject options = logpush::withOutputOptions(job)[u"output_options"].toObject();
    view.sampleRate = options[u"sample_rate"].toDouble(1);
    if (options[u"field_names"].isArray())
        view.fields = static_cast<int>(options[u"field_names"].toArray().size());
    view.lastCompleteMs = timeOf(job[u"last_complete"]);
    view.lastErrorMs = timeOf(job[u"last_error"]);
    view.errorMessage = visibleText(job[u"error_message"].toString());
    view.state = stateOf(view, nowMs);
    return view;
}

QString stateText(JobState state)
{
    switch (state) {
    case JobState::Delivering: return tr("Delivering");
    case JobState::Quiet: return tr("Quiet");
    case JobState::Failing: return tr("Failing");
    case JobState::SwitchedOff: return tr("Off after failures");
    case JobState::Off: return tr("Off");
    }
    return {};
}

QString sampleText(double rate)
{
    return rate >= 1 ? tr("100 %") : percentText(rate);
}

QString fieldsText(const JobView& view)
{
    if (view.isLegacy)
        return tr("legacy");
    if (!view.fields)
        return tr("default");
    const auto all = logpush::fieldsOf(view.dataset.toStdString()).size();
    return all > 0 ? tr("%1 of %2").arg(*view.fields).arg(all) : QString::number(*view.fields);
}

QString stripText(const JobStrip& strip)
{
    const auto count = [&](StripCell cell) { return static_cast<int>(std::ranges::count(strip, cell)); };
    if (count(StripCell::Unknown) == static_cast<int>(strip.size()))
        return tr("Not known");
    QStringList parts;
    for (const auto& [cell, text] : {std::pair {StripCell::Delivered, "%1 h delivered"}, std::pair {StripCell::Late, "%1 h late"},
                                     std::pair {StripCell::Missing, "%1 h missing"}, std::pair {StripCell::None, "%1 h without traffic"}}) {
        if (const int hours = count(cell); hours > 0)
            parts.append(tr(text).arg(hours));
    }
    return parts.join(u", "_s);
}

QString sendsText(const JobView& view)
{
    const QJsonObject options = view.job[u"output_options"].toObject();
    const QString format = options[u"output_type"].toString() == u"csv" ? u"CSV"_s : u"NDJSON"_s;
    const bool keepsAll = view.job[u"filter"].toString().isEmpty();
    const QString what = keepsAll ? tr("Every event of every Worker that has Logpush switched on")
                                  : tr("Events of Workers that have Logpush switched on, where: %1").arg(view.keeps);
    const QString files = tr("in files of at most %1 s or %2 records")
                              .arg(limitOf(view.job, u"max_upload_interval_seconds"_s, kDefaultSeconds))
                              .arg(countText(static_cast<std::uint64_t>(limitOf(view.job, u"max_upload_records"_s, kDefaultRecords))));
    const QString sample = view.sampleRate < 1 ? tr(", of these %1 at random").arg(sampleText(view.sampleRate)) : QString();
    return tr("%1%2, as gzipped %3, %4.").arg(what, sample, format, files);
}

} // namespace tracedeck::ui
