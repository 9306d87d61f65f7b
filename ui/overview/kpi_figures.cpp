#include "overview/kpi_figures.h"

#include "overview/overview_links.h"
#include "text/missing.h"

#include <QCoreApplication>

#include <array>
#include <cmath>
#include <limits>

namespace tracedeck::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(tracedeck::ui::KpiStrip)
};
QString tr(const char* text)
{
    return Words::tr(text);
}

KpiFigure named(const QString& caption, const QString& note, const Figure& value)
{
    KpiFigure figure;
    figure.caption = caption;
    figure.note = note;
    figure.figure = value;
    return figure;
}

double share(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(part) / static_cast<double>(whole);
}

QString perMinute(double rate)
{
    return rate < 9.95 ? QString::number(rate, 'f', 1) : countText(static_cast<std::uint64_t>(std::llround(rate)));
}

/// All series together, by bucket.
std::vector<double> sums(const store::Histogram& histogram)
{
    std::vector<double> trend(histogram.buckets, 0);
    for (const auto& series : histogram.series)
        for (std::size_t i = 0; i < trend.size(); ++i)
            trend[i] += static_cast<double>(series.counts[i]);
    return trend;
}

std::vector<double> withGaps(const std::vector<std::optional<double>>& values)
{
    std::vector<double> trend;
    trend.reserve(values.size());
    for (const auto& value : values)
        trend.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
    return trend;
}

std::vector<double> p95Trend(const store::PercentileSeries& series)
{
    constexpr std::size_t p95 = 1;
    std::vector<double> trend;
    if (series.lines.size() > p95)
        for (const auto& value : series.lines[p95])
            trend.push_back(value ? static_cast<double>(*value) : std::numeric_limits<double>::quiet_NaN());
    return trend;
}

/// "▲ 6 ms", more being worse.
void compare(KpiFigure& figure, std::int64_t now, std::int64_t before)
{
    const auto change = now - before;
    const auto words = durationText(std::abs(change));
    figure.delta = change == 0 ? tr("no change") : change > 0 ? tr("▲ %1 vs. before").arg(words) : tr("▼ %1 vs. before").arg(words);
    figure.deltaKind = change == 0 ? KpiFigure::Delta::Plain : change > 0 ? KpiFigure::Delta::Worse : KpiFigure::Delta::Better;
}

KpiFigure eventCount(const OverviewAnswers& answers)
{
    auto figure = named(tr("Events"), tr("delivered"), compactCount(answers.now.events));
    figure.exact = tr("%1 events").arg(countText(answers.now.events));
    figure.trend = sums(answers.outcomes);
    for (std::size_t i = 0; i < figure.trend.size(); ++i)
        if (answers.isPartial(i))
            figure.trend[i] = std::numeric_limits<double>::quiet_NaN();
    const double minutes = static_cast<double>(answers.range.lengthMs()) / 60'000;
    if (minutes >= 1)
        figure.delta = tr("%1 per minute").arg(perMinute(static_cast<double>(answers.now.events) / minutes));
    if (answers.before && answers.before->events > 0) {
        const double change = share(answers.now.events, answers.before->events) - 1;
        const auto words = percentText(std::abs(change));
        figure.delta = change >= 0 ? tr("▲ %1 vs. before").arg(words) : tr("▼ %1 vs. before").arg(words);
    }
    return figure;
}

KpiFigure failureRate(const OverviewAnswers& answers)
{
    const double rate = share(answers.now.failures, answers.now.events);
    auto figure = named(tr("Failure rate"), tr("of events"), percentFigure(rate));
    figure.exact = tr("%1 of %2 events failed: an exception, or an outcome that is neither ok nor canceled")
                       .arg(countText(answers.now.failures), countText(answers.now.events));
    figure.trend = withGaps(failureRates(answers));
    figure.trendColour = &Tokens::outcomeException;
    figure.delta = tr("%1 events failed").arg(countText(answers.now.failures));
    if (answers.before && answers.before->events > 0 && answers.now.events > 0) {
        const double points = (rate - share(answers.before->failures, answers.before->events)) * 100;
        const auto words = QString::number(std::abs(points), 'f', 2);
        const bool same = std::abs(points) < 0.005;
        figure.delta = same ? tr("no change") : points > 0 ? tr("▲ %1 pp vs. before").arg(words) : tr("▼ %1 pp vs. before").arg(words);
        figure.deltaKind = same ? KpiFigure::Delta::Plain : points > 0 ? KpiFigure::Delta::Worse : KpiFigure::Delta::Better;
    }
    return figure;
}

using Spread = std::optional<OverviewTotals::Spread>;

KpiFigure duration(const QString& caption, const Spread& now, const Spread& before, const store::PercentileSeries& series)
{
    auto figure = named(caption, tr("all Workers"), now ? durationFigure(now->p95) : Figure {kMissing.toString(), {}});
    if (!now)
        return figure;
    const auto ends = tr("p50 %1 · p99 %2").arg(durationText(now->p50), durationText(now->p99));
    figure.exact = tr("95 of 100 events took no longer than %1 (%2)").arg(durationText(now->p95), ends);
    figure.trend = p95Trend(series);
    figure.trendColour = &Tokens::accent;
    figure.delta = ends;
    if (before)
        compare(figure, now->p95, before->p95);
    return figure;
}

KpiFigure logLines(const OverviewAnswers& answers)
{
    const auto lines = answers.logLines();
    auto figure = named(tr("Log lines"), tr("console"), compactCount(lines));
    figure.exact = tr("%1 console lines").arg(countText(lines));
    std::uint64_t errors = 0;
    for (const auto& level : answers.levels.values)
        if (events::levelOf(level.value) == events::Level::Error)
            errors += level.count;
    figure.delta = errors == 0 ? tr("none of level error") : tr("%1 of level error").arg(countText(errors));
    return figure;
}

KpiFigure workers(const OverviewAnswers& answers)
{
    auto figure = named(tr("Workers"), tr("with events"), compactCount(answers.workers.size()));
    figure.exact = tr("%1 Workers have events in this range").arg(countText(answers.workers.size()));
    const auto failing = answers.workersFailing();
    figure.delta = failing == 0 ? tr("none with failures") : tr("%1 with failures").arg(countText(failing));
    return figure;
}

std::optional<EventsLink> slow(const OverviewAnswers& answers, store::Column column, const Spread& spread)
{
    return spread ? linkToSlow(answers, column, spread->p95) : linkToAll(answers);
}

Spread earlier(const OverviewAnswers& answers, Spread OverviewTotals::*spread)
{
    return answers.before ? *answers.before.*spread : std::nullopt;
}

using Link = std::optional<EventsLink>;
constexpr std::array kSpecs {
    KpiSpec {eventCount, [](const OverviewAnswers& a) -> Link { return linkToAll(a); }},
    KpiSpec {failureRate, [](const OverviewAnswers& a) -> Link { return linkToFailures(a); }},
    KpiSpec {[](const OverviewAnswers& a) { return duration(tr("Wall time p95"), a.now.wall, earlier(a, &OverviewTotals::wall), a.wall); },
             [](const OverviewAnswers& a) -> Link { return slow(a, store::Column::WallTimeMs, a.now.wall); }},
    KpiSpec {[](const OverviewAnswers& a) { return duration(tr("CPU time p95"), a.now.cpu, earlier(a, &OverviewTotals::cpu), a.cpu); },
             [](const OverviewAnswers& a) -> Link { return slow(a, store::Column::CPUTimeMs, a.now.cpu); }},
    KpiSpec {logLines, [](const OverviewAnswers& a) -> Link { return linkToLogLines(a); }},
    KpiSpec {workers, [](const OverviewAnswers&) -> Link { return std::nullopt; }},
};

} // namespace

std::span<const KpiSpec> kpiSpecs()
{
    return kSpecs;
}

std::vector<std::optional<double>> failureRates(const OverviewAnswers& answers)
{
    const auto all = sums(answers.outcomes);
    const auto failed = sums(answers.failures);
    std::vector<std::optional<double>> rates(all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i] > 0 && !answers.isPartial(i))
            rates[i] = failed.empty() ? 0 : failed[i] / all[i];
    return rates;
}

} // namespace tracedeck::ui
