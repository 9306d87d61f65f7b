// What is told at the end of a job's steps, without the steps.
#include "wizard_review.h"

#include <QTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject job(int id, bool isOn = true)
{
    return {{u"id"_s, id},
            {u"name"_s, u"job %1"_s.arg(id)},
            {u"enabled"_s, isOn},
            {u"dataset"_s, u"workers_trace_events"_s},
            {u"destination_conf"_s, u"r2://bucket/logs%1/{DATE}?account-id=a&access-key-id=b&secret-access-key=****"_s.arg(id)}};
}

ui::JobDelivery delivery(int id, std::uint64_t events)
{
    ui::JobDelivery known;
    known.id = id;
    known.monthlyEvents = events;
    return known;
}

} // namespace

class TestWizardReview : public QObject {
    Q_OBJECT

private slots:
    void aJobThatIsEditedIsNotCountedTwice()
    {
        const std::vector<QJsonObject> jobs {job(1), job(2), job(3, false)};
        const std::vector<ui::JobDelivery> known {delivery(1, 100), delivery(2, 20)};
        QCOMPARE(monthOfOthers(jobs, known, 0)->events, 120.0); // a new one: all there are, but for what is off
        QCOMPARE(monthOfOthers(jobs, known, 2)->events, 100.0);
        QVERIFY(!monthOfOthers(jobs, {known.front()}, 0)); // one is not known: nor is the sum
        QCOMPARE(monthOfOthers(jobs, {known.front()}, 2)->events, 100.0);
    }

    void onlyANewJobAdds()
    {
        WizardVolume volume;
        volume.day.events = 1'000;
        volume.isMeasured = true;
        QCOMPARE(costRows(volume, std::nullopt, true).front().added, u"+ 30.0 k"_s);
        QCOMPARE(costRows(volume, std::nullopt, false).front().added, u"30.0 k"_s);
        QCOMPARE(costRows(volume, std::nullopt, true).front().today, u"—"_s);
        QCOMPARE(costRows(volume, std::nullopt, true).size(), std::size_t {2}); // nothing of it lies in R2
        volume.day.isInR2 = true;
        QCOMPARE(costRows(volume, logpush::MonthlyVolume {}, true).size(), std::size_t {5});
    }

    void jobsThatDeliverToTheSamePlaceAreFound()
    {
        jobs::JobDraft draft;
        draft.job = job(1);
        QCOMPARE(jobsAt(draft, {job(1), job(2)}), QStringList {u"job 1"_s});
        draft.id = 1; // itself
        QCOMPARE(jobsAt(draft, {job(1), job(2)}), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestWizardReview)
#include "test_wizard_review.moc"
