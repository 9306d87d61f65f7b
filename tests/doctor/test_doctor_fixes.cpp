// What the doctor offers, done against the built-in account: afterwards all is well.
#include "doctor/doctor_stage.h"
#include "workers/wrangler_disk.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::doctor;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

class TestDoctorFixes : public QObject {
    Q_OBJECT

private slots:
    void eachFixMakesItHealthy_data();
    void eachFixMakesItHealthy();
    void aPlanThatIsMissingIsNamedAfterARefusal();
    void nothingIsMendedWhereNothingMayBeWritten();
};

void TestDoctorFixes::eachFixMakesItHealthy_data()
{
    QTest::addColumn<Fix>("offered");
    const auto row = [](const char* name, Fix offered) { QTest::newRow(name) << offered; };
    row("job-off", Fix::EnableJob);
    row("auto-disabled", Fix::EnableJob);
    row("flag-off", Fix::SwitchOn);
    row("wrong-account", Fix::ChooseAccount);
    row("no-job", Fix::MakeJob);
    row("wrong-destination-keys", Fix::ReplaceKeys);
    row("filter-keeps-nothing", Fix::EditFilter);
    row("tiny-sample", Fix::EditSampling);
    row("wrangler-file-off", Fix::EditWranglerFile);
    row("wrong-prefix", Fix::ChangeSource);
}

/// What the button does, or what a person does where it leads.
static bool mend(DoctorStage& stage, Fix fix)
{
    switch (fix) {
    case Fix::EnableJob:
    case Fix::SwitchOn: {
        QSignalSpy fixed(&stage.doctor, &Doctor::fixed);
        stage.doctor.fix(fix);
        return (!fixed.isEmpty() || fixed.wait(20'000)) && !fixed.first().at(1).value<std::optional<Error>>();
    }
    case Fix::ChooseAccount: stage.question.access.accountId.clear(); return true; // the one that the token reaches
    case Fix::MakeJob: {
        const QJsonObject body {
            {u"dataset"_s, u"workers_trace_events"_s},
            {u"enabled"_s, true},
            {u"destination_conf"_s, stage.destination()},
            {u"output_options"_s, QJsonObject {{u"field_names"_s, QJsonArray {u"ScriptName"_s, u"EventTimestampMs"_s}}}}};
        return cloudflare::ask(stage.client(), cloudflare::createJob(stage.scope(), body), {}).result().has_value();
    }
    case Fix::ReplaceKeys: return stage.saveJob([&](QJsonObject& job) { job[u"destination_conf"_s] = stage.destination(); });
    case Fix::EditFilter: return stage.saveJob([](QJsonObject& job) { job[u"filter"_s] = QString(); });
    case Fix::EditSampling:
        return stage.saveJob([](QJsonObject& job) {
            QJsonObject options = job[u"output_options"_s].toObject();
            options[u"sample_rate"_s] = 1.0;
            job[u"output_options"_s] = options;
        });
    case Fix::EditWranglerFile: {
        const auto text = workers::readWranglerText(stage.wranglerFile);
        const auto edited = workers::setLogpush(text->bytes, text->format, {{{}, true}});
        return edited && workers::writeWranglerText(*text, *edited, stage.files.filePath(u"backups"_s)).has_value();
    }
    case Fix::ChangeSource: stage.question.source->prefix = u"workers"_s; return true;
    default: return false;
    }
}

void TestDoctorFixes::eachFixMakesItHealthy()
{
    QFETCH(const Fix, offered);
    DoctorStage stage(QString::fromLatin1(QTest::currentDataTag()));
    QTRY_VERIFY_WITH_TIMEOUT(stage.isLaid(), 60'000);
    const Diagnosis before = stage.examined();
    QVERIFY2(before.cause() != nullptr, allOf(before).constData());
    QCOMPARE(fixOf(*before.cause()), offered);
    QVERIFY(mend(stage, offered));
    const Diagnosis after = stage.examinedUntilHealthy();
    QVERIFY2(after.overall == Overall::Healthy, allOf(after).constData());
}

/// No list of subscriptions is needed for it: Cloudflare's own refusal tells.
void TestDoctorFixes::aPlanThatIsMissingIsNamedAfterARefusal()
{
    DoctorStage stage(u"no-plan"_s);
    QTRY_VERIFY_WITH_TIMEOUT(stage.isLaid(), 60'000);
    QVERIFY(stage.examined().isFinished);
    QVERIFY(stage.doctor.requestOf(Fix::SwitchOn).startsWith(u"PATCH /accounts/"));
    QSignalSpy fixed(&stage.doctor, &Doctor::fixed);
    stage.doctor.fix(Fix::SwitchOn);
    QTRY_COMPARE(fixed.size(), 1);
    QCOMPARE(fixed.first().at(1).value<std::optional<Error>>()->apiCode, 10023);
    const Diagnosis after = stage.ended();
    QVERIFY2(said(after) == u"cause plan: not_entitled → open_plans", allOf(after).constData());
    QVERIFY(stage.doctor.requestOf(Fix::MakeJob).isEmpty());
}

void TestDoctorFixes::nothingIsMendedWhereNothingMayBeWritten()
{
    DoctorStage stage(u"flag-off"_s, 2000);
    QTRY_VERIFY_WITH_TIMEOUT(stage.isLaid(), 60'000);
    stage.question.isReadOnly = true;
    QCOMPARE(fixOf(*stage.examined().cause()), Fix::SwitchOn);
    QSignalSpy fixed(&stage.doctor, &Doctor::fixed);
    stage.doctor.fix(Fix::SwitchOn);
    QTRY_COMPARE(fixed.size(), 1);
    QCOMPARE(fixed.first().at(1).value<std::optional<Error>>()->code, ErrorCode::PermissionDenied);
    QCOMPARE(stage.ended().at(Probe::Flag).reason, Reason::FlagOff);
}

QTEST_GUILESS_MAIN(TestDoctorFixes)
#include "test_doctor_fixes.moc"
