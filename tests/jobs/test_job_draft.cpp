#include "jobs/job_draft.h"
#include "logpush/destination.h"

#include <QJsonDocument>
#include <QTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kSecret = u"s3cr3t+/=&ü"_s;

SharedSecret secretOf(const QString& text)
{
    return std::make_shared<const Secret>(text.toUtf8());
}

jobs::JobDraft someDraft()
{
    jobs::JobDraft draft;
    draft.job = {{u"name"_s, u"mine"_s},
                 {u"unknown"_s, QJsonObject {{u"deep"_s, 1}}},
                 {u"destination_conf"_s, u"r2://bucket/logs/{DATE}?account-id=abc&access-key-id=id&secret-access-key=****"_s}};
    draft.secrets[u"secret-access-key"_s] = secretOf(kSecret);
    draft.step = 4;
    draft.furthest = 5;
    draft.changedMs = 1'795'300'000'000;
    return draft;
}

} // namespace

class TestJobDraft : public QObject {
    Q_OBJECT

private slots:
    void aDraftIsReadBackWithoutItsSecrets()
    {
        jobs::JobDraft draft = someDraft();
        draft.id = 7;
        draft.before = {{u"name"_s, u"before"_s}};
        draft.ownershipToken = secretOf(u"0123token"_s);
        draft.provenFor = u"s3://x"_s;
        draft.challengeFile = u"a/b.txt"_s;
        const QByteArray json = QJsonDocument(jobs::draftJson(draft)).toJson();
        QVERIFY(!json.contains(kSecret.toUtf8()) && !json.contains("0123token"));
        const auto back = jobs::draftFrom(jobs::draftJson(draft)).value();
        QCOMPARE(back.job, draft.job);
        QCOMPARE(back.before, draft.before);
        QCOMPARE(back.id, draft.id);
        QCOMPARE(back.step, draft.step);
        QCOMPARE(back.furthest, draft.furthest);
        QCOMPARE(back.provenFor, draft.provenFor);
        QCOMPARE(back.challengeFile, draft.challengeFile);
        QVERIFY(back.secrets.empty() && !back.ownershipToken);
    }

    void whatIsNoDraftIsRefused()
    {
        QCOMPARE(jobs::draftFrom({}).error().code, ErrorCode::BadValue);
        QCOMPARE(jobs::draftFrom({{u"job"_s, 1}}).error().code, ErrorCode::BadValue);
    }

    void theSecretJoinsTheDestinationPercentEncoded()
    {
        const QString text = jobs::destinationOf(someDraft());
        QCOMPARE(logpush::parseDestination(text)->param(u"secret-access-key"), kSecret);
        QVERIFY(text.startsWith(u"r2://bucket/logs/{DATE}?account-id=abc&access-key-id=id&secret-access-key="_s));
        QCOMPARE(jobs::filledJob(someDraft())[u"unknown"], someDraft().job[u"unknown"]);
    }

    void aMissingSecretIsKnown()
    {
        jobs::JobDraft draft = someDraft();
        QVERIFY(jobs::hasAllSecrets(draft));
        draft.secrets.clear();
        QVERIFY(!jobs::hasAllSecrets(draft));
        draft.secrets[u"secret-access-key"_s] = nullptr; // told of, and lost
        QVERIFY(!jobs::hasAllSecrets(draft));
    }

    void anEditMayLeaveTheSecretToCloudflareWhereItLeadsToTheSamePlace()
    {
        jobs::JobDraft draft = someDraft();
        draft.secrets.clear();
        draft.id = 3;
        draft.before = draft.job;
        QVERIFY(jobs::hasAllSecrets(draft));
        draft.job[u"destination_conf"_s] = u"r2://bucket/other?account-id=abc&access-key-id=id&secret-access-key=****"_s;
        QVERIFY(jobs::hasAllSecrets(draft));
        draft.job[u"destination_conf"_s] = u"r2://elsewhere/logs?account-id=abc&access-key-id=id&secret-access-key=****"_s;
        QVERIFY(!jobs::hasAllSecrets(draft));
    }

    void theTokenOfAChallengeIsSentForItsOwnDestinationAlone()
    {
        jobs::JobDraft draft = someDraft();
        draft.ownershipToken = secretOf(u"token"_s);
        draft.provenFor = draft.job[u"destination_conf"].toString();
        QCOMPARE(jobs::filledJob(draft)[u"ownership_challenge"].toString(), u"token"_s);
        draft.provenFor += u'x';
        QVERIFY(!jobs::filledJob(draft).contains(u"ownership_challenge"_s));
    }
};

QTEST_GUILESS_MAIN(TestJobDraft)
#include "test_job_draft.moc"
