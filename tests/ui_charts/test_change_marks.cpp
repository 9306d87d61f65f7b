// Where marks of changes lie on an axis, and how changes are told.
#include "charts/change_marks.h"
#include "charts/change_words.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace tracedeck::workspace;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kStart = 1'795'248'000'000; // 21 Nov 2026 08:00 UTC
constexpr std::int64_t kMinute = 60'000;

std::int64_t at(std::int64_t minute)
{
    return kStart + minute * kMinute;
}

Change ofJob(ChangeKind kind, const QString& name, std::int64_t minute, bool isOn = true)
{
    Change change;
    change.kind = kind;
    change.when = {at(minute), at(minute)};
    change.subject = name;
    change.jobId = 7;
    change.isOn = isOn;
    return change;
}

Change flagSwitch(const QString& worker, std::int64_t minute, bool isOn)
{
    Change change = ofJob(ChangeKind::FlagSwitched, worker, minute, isOn);
    change.jobId = 0;
    return change;
}

MarkSizes someSizes()
{
    MarkSizes sizes;
    sizes.signs = QRectF(50, 2, 1000, 16);
    sizes.gaps = QRectF(50, 20, 1000, 8);
    sizes.count = [](std::size_t count) { return 8.0 + 7.0 * static_cast<double>(QString::number(count).size()); };
    return sizes;
}

} // namespace

class TestChangeMarks : public QObject {
    Q_OBJECT

private slots:
    void marksNeverOverlapAndHoldEveryChangeOnce()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            std::vector<Change> changes;
            for (int i = random.bounded(60); i >= 0; --i) {
                const auto minute = random.bounded(100);
                changes.push_back(random.bounded(4) == 0 ? gap({at(minute), at(minute + 1 + random.bounded(5))})
                                                         : flagSwitch(QString::number(i), minute, random.bounded(2) == 0));
            }
            const MarkSizes sizes = someSizes();
            const auto marks = marksOf(changes, TimeAxis({at(0), at(100)}, 50, 1050, true), sizes);
            std::vector<std::size_t> seen;
            for (std::size_t i = 0; i < marks.size(); ++i) {
                seen.insert(seen.end(), marks[i].changes.begin(), marks[i].changes.end());
                QVERIFY(marks[i].rect.left() >= 41 && marks[i].rect.right() <= 1060);
                for (std::size_t j = 0; j < i; ++j)
                    QVERIFY(!marks[i].rect.intersects(marks[j].rect));
            }
            std::ranges::sort(seen);
            QCOMPARE(seen.size(), changes.size());
            for (std::size_t i = 0; i < seen.size(); ++i)
                QCOMPARE(seen[i], i);
        }
    }

    void wordsSayWhatWhenAndHowItIsKnown()
    {
        Change edit = ofJob(ChangeKind::JobEdited, u"errors"_s, 5);
        edit.edits.push_back({u"output_options.sample_rate"_s, 1.0, 0.1, false});
        QCOMPARE(changeLine(edit, true),
                 u"21 Nov 08:05:00 \u00b7 Job errors edited \u00b7 Sample rate: 100 % \u2192 10.0 % \u00b7 seen then, made before"_s);
        edit.isOurs = true;
        QVERIFY(changeLine(edit, true).endsWith(u"made here"_s));
        QCOMPARE(changeTitle(flagSwitch(u"api"_s, 5, false)), u"Logs of api switched off"_s);
        QCOMPARE(changeLine(gap({at(7), at(15)}), true), u"21 Nov 08:07 \u2013 08:15 \u00b7 8 min of logs missing"_s);
        QCOMPARE(changeTitle(ofJob(ChangeKind::JobSwitched, {}, 5, false)), u"Job 7 switched off"_s);
        QCOMPARE(changeTitle(newVersion(u"api"_s, u"a41f9c2e-1111"_s, at(1))), u"Version a41f9c2e of api"_s);
    }

    void aWorkerOfANamespaceIsTold()
    {
        Change change = flagSwitch(u"api"_s, 5, true);
        change.dispatchNamespace = u"tenants"_s;
        QCOMPARE(changeTitle(change), u"Logs of api in tenants switched on"_s);
    }

    void countsAreToldInWords()
    {
        QCOMPARE(changeCounts(std::vector<std::size_t>(kChangeKinds)), QString());
        QCOMPARE(changeCounts({0, 2, 0, 1, 0, 1200, 1}), u"2 job edits, 1 job deleted, 1,200 new versions, 1 gap"_s);
    }
};

QTEST_MAIN(TestChangeMarks)
#include "test_change_marks.moc"
