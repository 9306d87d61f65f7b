// An edit that began from what was shown is brought into what is there now.
#include "jobs/job_merge.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::jobs;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject current()
{
    return {{u"id"_s, 7},
            {u"name"_s, u"w"_s},
            {u"enabled"_s, true},
            {u"destination_conf"_s, u"r2://logs/w/{DATE}?account-id=a&access-key-id=k&secret-access-key=sesame%2Bopen"_s},
            {u"output_options"_s, QJsonObject {{u"sample_rate"_s, 1}, {u"unknown_option"_s, 7}}},
            {u"unheard_of"_s, QJsonArray {1}}};
}

QJsonObject with(QJsonObject job, const QString& member, const QJsonValue& value)
{
    job[member] = value;
    return job;
}

QJsonObject withOption(QJsonObject job, const QString& option, const QJsonValue& value)
{
    QJsonObject options = job[u"output_options"_s].toObject();
    options[option] = value;
    return with(std::move(job), u"output_options"_s, options);
}

} // namespace

class TestJobMerge : public QObject {
    Q_OBJECT

private slots:
    void whatIsRedactedHoldsNoSecret()
    {
        const QJsonObject shown = redactedJob(with(current(), u"ownership_challenge"_s, u"sesame"_s));
        QVERIFY(!QJsonDocument(shown).toJson().contains("sesame"));
        QCOMPARE(shown[u"unheard_of"_s], current()[u"unheard_of"_s]);
    }

    void onlyWhatWasEditedChanges()
    {
        const QJsonObject before = redactedJob(current());
        const auto merged = mergedJob(current(), before, with(before, u"name"_s, u"v"_s));
        QVERIFY(merged);
        QCOMPARE(*merged, with(current(), u"name"_s, u"v"_s)); // secret, unknown members and all
    }

    void whatSomebodyElseChangedMeanwhileStays()
    {
        const QJsonObject before = redactedJob(current());
        const QJsonObject now = withOption(with(current(), u"name"_s, u"theirs"_s), u"timestamp_format"_s, u"rfc3339"_s);
        const auto merged = mergedJob(now, before, withOption(before, u"sample_rate"_s, 0.5));
        QVERIFY(merged);
        QCOMPARE(*merged, withOption(now, u"sample_rate"_s, 0.5));
    }

    void aMemberCanBeTakenAway()
    {
        const QJsonObject before = redactedJob(current());
        QJsonObject after = before;
        after.remove(u"unheard_of"_s);
        QVERIFY(!mergedJob(current(), before, after)->contains(u"unheard_of"_s));
    }

    void aSecretGoesOnlyToWhereItWas_data()
    {
        QTest::addColumn<QString>("edited");
        QTest::addColumn<QString>("sent"); // "" = refused
        const auto row = [](const char* name, const char* edited, const char* sent) {
            QTest::newRow(name) << QString::fromLatin1(edited) << QString::fromLatin1(sent);
        };
        row("another folder", "r2://logs/v/{DATE}?account-id=a&access-key-id=k&secret-access-key=****",
            "r2://logs/v/{DATE}?account-id=a&access-key-id=k&secret-access-key=sesame%2Bopen");
        row("a new secret", "r2://logs/w?account-id=a&access-key-id=j&secret-access-key=new",
            "r2://logs/w?account-id=a&access-key-id=j&secret-access-key=new");
        row("another bucket", "r2://other/w?account-id=a&access-key-id=k&secret-access-key=****", "");
        row("another kind", "https://evil.example.com/?secret-access-key=****", "");
        row("a secret that is not known", "r2://logs/w?account-id=a&header_X=****", "");
    }

    void aSecretGoesOnlyToWhereItWas()
    {
        QFETCH(QString, edited);
        QFETCH(QString, sent);
        const QJsonObject before = redactedJob(current());
        const auto merged = mergedJob(current(), before, with(before, u"destination_conf"_s, edited));
        QCOMPARE(merged.has_value(), !sent.isEmpty());
        if (merged)
            QCOMPARE((*merged)[u"destination_conf"_s].toString(), sent);
    }

    void legacyOptionsAreReplacedWhole()
    {
        QJsonObject legacy = current();
        legacy.remove(u"output_options"_s);
        legacy[u"logpull_options"_s] = u"fields=Event&sample=0.5"_s;
        const QJsonObject before = redactedJob(legacy);
        const auto merged = mergedJob(legacy, before, logpush::withOutputOptions(before));
        QVERIFY(merged && !merged->contains(u"logpull_options"_s));
        QCOMPARE((*merged)[u"output_options"_s].toObject()[u"sample_rate"_s].toDouble(), 0.5);
    }
};

QTEST_GUILESS_MAIN(TestJobMerge)
#include "test_job_merge.moc"
