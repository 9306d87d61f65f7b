// How jobs feel: bench_jobs STORE
// Opens the step "Filter and sampling" on a store and types into a condition, key by key, waiting each time; then opens the page of jobs
// with a thousand of them. Prints one line of JSON, milliseconds: from a key to the first numbers and to the whole effect (longest and middle),
// the longest time that the GUI thread was away meanwhile, and from a thousand jobs to the drawn page.

#include "jobs/job_view.h"
#include "jobs/jobs_page.h"
#include "meters.h"
#include "store/log_store.h"
#include "store/queries.h"
#include "theme/theme.h"
#include "widgets/scope.h"
#include "wizard/condition_row.h"
#include "wizard/effect_feed.h"
#include "wizard/filter_builder.h"
#include "wizard/filter_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLineEdit>
#include <QThreadPool>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr int kJobs = 1'000;

double msOf(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

struct Times {
    std::vector<double> all;
    void into(QJsonObject& answer, const QString& name)
    {
        std::ranges::sort(all);
        answer[name + u"_middle_ms"_s] = all.empty() ? -1 : all[all.size() / 2];
        answer[name + u"_longest_ms"_s] = all.empty() ? -1 : all.back();
    }
};

/// Runs the event loop until `feed` tells it all, and notes when it told the first.
double untilCounted(ui::EffectFeed& feed, const QElapsedTimer& clock, double& first)
{
    QEventLoop loop;
    first = -1;
    const auto early = QObject::connect(&feed, &ui::EffectFeed::keptCounted, &loop, [&] { first = first < 0 ? msOf(clock) : first; });
    const auto all = QObject::connect(&feed, &ui::EffectFeed::counted, &loop, &QEventLoop::quit);
    QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
    loop.exec();
    QObject::disconnect(early);
    QObject::disconnect(all);
    return msOf(clock);
}

void typeConditions(const ui::Scope& scope, const ui::Theme& theme, QJsonObject& answer)
{
    ui::FilterPage page(scope, theme);
    page.resize(1200, 800);
    jobs::JobDraft draft;
    draft.job[u"filter"_s] =
        uR"({"where":{"or":[{"key":"WallTimeMs","operator":"geq","value":1},{"key":"ScriptName","operator":"contains","value":"a"}]}})"_s;
    page.setDraft(draft);
    auto& feed = *page.findChild<ui::EffectFeed*>();
    QElapsedTimer clock;
    clock.start();
    page.show();
    double first = 0;
    answer[u"base_ms"_s] = untilCounted(feed, clock, first);
    bench::StallMeter stalls;
    Times firsts, wholes;
    const auto rows = page.findChildren<ui::ConditionRow*>();
    const QString texts[] = {u"000"_s, u"pi-"_s};
    for (int i = 0; i < 2; ++i) {
        QLineEdit* edit = nullptr;
        for (QLineEdit* each : rows[i]->findChildren<QLineEdit*>())
            edit = each->isVisible() ? each : edit;
        edit->setFocus();
        edit->end(false);
        for (const QChar letter : texts[i]) {
            clock.restart();
            QKeyEvent press(QEvent::KeyPress, letter.unicode(), Qt::NoModifier, QString(letter));
            QApplication::sendEvent(edit, &press);
            wholes.all.push_back(untilCounted(feed, clock, first));
            firsts.all.push_back(first);
        }
    }
    answer[u"typing_longest_stall_ms"_s] = stalls.longestMs();
    firsts.into(answer, u"first_numbers"_s);
    wholes.into(answer, u"whole_effect"_s);
}

void openJobs(const ui::Theme& theme, QJsonObject& answer)
{
    std::vector<ui::JobView> views;
    for (int i = 0; i < kJobs; ++i)
        views.push_back(ui::viewOf(
            {{u"id"_s, i + 1},
             {u"name"_s, u"job %1"_s.arg(i)},
             {u"dataset"_s, u"workers_trace_events"_s},
             {u"enabled"_s, i % 3 != 0},
             {u"destination_conf"_s, u"r2://bucket/folder%1/{DATE}?account-id=a&access-key-id=b&secret-access-key=****"_s.arg(i)}},
            1'795'300'000'000));
    ui::JobsPage page(theme);
    page.resize(1200, 800);
    QElapsedTimer clock;
    clock.start();
    page.setJobs(std::move(views), 1'795'300'000'000);
    page.show();
    QCoreApplication::processEvents();
    page.repaint();
    answer[u"thousand_jobs_ms"_s] = msOf(clock);
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    if (argc != 2)
        return 2;
    const ui::Theme theme(ui::Scheme::Light);
    const auto store = store::LogStore::open(QString::fromLocal8Bit(argv[1]), store::LogStore::Mode::Read);
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().detail));
        return 1;
    }
    QThreadPool pool;
    ui::Scope scope {store::Queries(pool)};
    scope.setSnapshot((*store)->snapshot());
    QJsonObject answer {{u"events"_s, static_cast<qint64>(scope.snapshot().events())}};
    typeConditions(scope, theme, answer);
    openJobs(theme, answer);
    std::puts(QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
    return 0;
}
