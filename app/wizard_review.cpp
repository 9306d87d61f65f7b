#include "wizard_review.h"

#include "delivery/output_options.h"
#include "jobs/job_merge.h"
#include "jobs_desk.h"
#include "logpush/destination.h"
#include "logpush/job.h"
#include "logpush/job_copy.h"
#include "preview/event_sample.h"
#include "store/filter_effect.h"
#include "text/access_text.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::size_t kMeasured = 200;
constexpr double kUsualSeconds = 30, kUsualRecords = 100'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("WizardReview", text);
}

QString compact(double count)
{
    return ui::compactCount(static_cast<std::uint64_t>(std::max(0.0, count))).text();
}

QString money(double dollars)
{
    if (dollars > 0 && dollars < 0.01)
        return tr("< $0.01");
    return u'$' + QLocale::c().toString(dollars, 'f', 2);
}

QString gigabytes(double gb)
{
    return ui::bytesText(static_cast<std::uint64_t>(std::max(0.0, gb) * 1e9));
}

double filesADay(const QJsonObject& job, double events)
{
    const double seconds = job[u"max_upload_interval_seconds"].toDouble(), records = job[u"max_upload_records"].toDouble();
    const double byTime = 86'400 / (seconds > 0 ? seconds : kUsualSeconds);
    const double byCount = events / (records > 0 ? records : kUsualRecords);
    return std::min(events, std::max(byTime, byCount));
}

/// One line: today and the sum are "—" where today is not known.
ui::CostRow rowOf(const QString& title, QString (*text)(double), const std::optional<double>& today, double added, double total,
                  const QString& how)
{
    return {title, today ? text(*today) : ui::kMissing.toString(), text(added), today ? text(total) : ui::kMissing.toString(), how};
}

/// Two blanks a level.
QString narrow(const QString& json)
{
    QStringList lines = json.split(u'\n');
    for (QString& line : lines) {
        const auto blanks = line.size() - QStringView(line).trimmed().size();
        line.remove(0, blanks / 2);
    }
    return lines.join(u'\n');
}

} // namespace

Result<WizardVolume> volumeOf(const store::Snapshot& snapshot, const jobs::JobDraft& draft, const std::stop_token& stop)
{
    WizardVolume volume;
    const auto span = snapshot.timeSpan();
    const auto filter = logpush::parseFilter(draft.job[u"filter"].toString().toStdString());
    const auto options = delivery::readOutputOptions(draft.job[u"output_options"]);
    if (!span || !filter || !options)
        return volume;
    store::Query query;
    query.range = {std::max(span->from, span->to - kDayMs), span->to};
    const auto all = store::select(snapshot, query, stop);
    query.filter = *filter;
    const auto kept = store::select(snapshot, query, stop);
    if (!all || !kept)
        return fail(!all ? all.error() : kept.error());
    const auto events = static_cast<double>(all->count());
    volume.isMeasured = events > 0;
    const auto length = std::max<std::int64_t>(1, query.range.to - query.range.from);
    volume.day.events = events * static_cast<double>(kDayMs) / static_cast<double>(length);
    volume.day.keptShare = !volume.isMeasured ? 1 : static_cast<double>(kept->count()) / events;
    volume.day.sampleRate = options->sampleRate;
    const auto sample = preview::newestEvents(snapshot, query, kMeasured, stop);
    if (!sample)
        return fail(sample.error());
    volume.day.bytesPerEvent = preview::compressedSize(*options, *sample).value_or(0);
    const auto destination = logpush::parseDestination(draft.job[u"destination_conf"].toString());
    volume.day.isInR2 = destination && destination->kind == logpush::DestinationKind::R2;
    volume.day.files = filesADay(draft.job, volume.day.events * volume.day.keptShare * volume.day.sampleRate);
    return volume;
}

std::optional<logpush::MonthlyVolume> monthOfOthers(const std::vector<QJsonObject>& jobs, const std::vector<ui::JobDelivery>& deliveries,
                                                    std::int64_t id)
{
    logpush::MonthlyVolume month;
    for (const QJsonObject& job : jobs) {
        if (job[u"id"].toInteger() == id || !job[u"enabled"].toBool() || job[u"dataset"].toString() != u"workers_trace_events")
            continue;
        const auto known = std::ranges::find(deliveries, job[u"id"].toInteger(), &ui::JobDelivery::id);
        if (known == deliveries.end() || !known->monthlyEvents)
            return std::nullopt;
        month.events += static_cast<double>(*known->monthlyEvents);
        month.gigabytes += static_cast<double>(known->bytes.value_or(0)) * logpush::kDaysPerMonth / 1e9;
        month.writes += static_cast<double>(known->objects.value_or(0)) * logpush::kDaysPerMonth;
    }
    return month;
}

std::vector<ui::CostRow> costRows(const WizardVolume& volume, const std::optional<logpush::MonthlyVolume>& today, bool isNew)
{
    const logpush::MonthlyVolume added = logpush::monthOf(volume.day), before = today.value_or(logpush::MonthlyVolume {}),
                                 after = before + added;
    const logpush::Cost costs = logpush::addedCost(before, added), now = logpush::costOf(before), then = logpush::costOf(after);
    const auto known = [&](double value) { return today ? std::optional(value) : std::nullopt; };
    std::vector<ui::CostRow> rows {
        rowOf(tr("Events pushed"), compact, known(before.events), added.events, after.events,
              tr("%1 kept of %2 a day")
                  .arg(compact(volume.day.events * volume.day.keptShare * volume.day.sampleRate), compact(volume.day.events))),
        rowOf(tr("Logpush charge"), money, known(now.logpush), costs.logpush, then.logpush, tr("10 M free, then $0.05 a million")),
    };
    if (volume.day.isInR2) {
        rows.push_back(rowOf(tr("R2 storage, compressed"), gigabytes, known(before.gigabytes), added.gigabytes, after.gigabytes,
                             tr("%1 B per event, measured").arg(QLocale().toString(volume.day.bytesPerEvent, 'f', 0))));
        rows.push_back(rowOf(tr("R2 writes (Class A)"), compact, known(before.writes), added.writes, after.writes,
                             tr("%1 files a day, 1 M free").arg(compact(volume.day.files))));
        rows.push_back(rowOf(tr("R2 charge"), money, known(now.r2()), costs.r2(), then.r2(), tr("$0.015 a GB, 10 GB free")));
    }
    for (ui::CostRow& row : rows) {
        if (isNew)
            row.added.prepend(u"+ "_s);
    }
    return rows;
}

ui::ReviewRequest requestOf(const jobs::JobDraft& draft, const QUrl& baseUrl, const QString& accountId)
{
    ui::ReviewRequest request;
    QJsonObject body = draft.isNew() ? logpush::createBodyOf(draft.job) : logpush::updateBodyOf(draft.job);
    if (draft.ownershipToken)
        body[u"ownership_challenge"_s] = logpush::kSecretMask;
    request.verb = draft.isNew() ? u"POST"_s : u"PUT"_s;
    request.path =
        u"/accounts/"_s + ui::shortened(accountId) + u"/logpush/jobs"_s + (draft.isNew() ? QString() : u'/' + QString::number(draft.id));
    request.json = narrow(QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Indented)));
    request.curl = logpush::asCurl(draft.job, baseUrl.toString(), accountId);
    request.terraform = logpush::asTerraform(draft.job, accountId);
    return request;
}

QStringList jobsAt(const jobs::JobDraft& draft, const std::vector<QJsonObject>& jobs)
{
    const auto mine = logpush::parseDestination(draft.job[u"destination_conf"].toString());
    QStringList names;
    if (!mine)
        return names;
    for (const QJsonObject& job : jobs) {
        const auto other = logpush::parseDestination(job[u"destination_conf"].toString());
        const bool isSame = other && job[u"id"].toInteger() != draft.id && other->scheme == mine->scheme
            && placeOfPrefix(other->place, other->path.mid(1)) == placeOfPrefix(mine->place, mine->path.mid(1));
        if (isSame)
            names.append(job[u"name"].toString());
    }
    return names;
}

} // namespace tracedeck
