// The real `tracedeckctl workers` and `wrangler`; Workers against the Sandbox's API over the wire.
#include "ctl/command.h"
#include "sandbox/api_stage.h"
#include "sandbox/jobs_stage.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace tracedeck;
using namespace tracedeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// An account with its Workers, a folder with a project, and who asks.
struct Served {
    ApiStage api;
    QTemporaryDir home;

    [[nodiscard]] QString file(const QString& name) const { return home.filePath(name); }
    [[nodiscard]] sandbox::Script& worker(bool isOn)
    {
        return *std::ranges::find_if(api.keeper.all.scripts,
                                     [isOn](const auto& each) { return each.dispatchNamespace.isEmpty() && each.logpush == isOn; });
    }
    [[nodiscard]] Ran run(const QStringList& arguments)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"CLOUDFLARE_API_TOKEN"_s, QString::fromUtf8(api.token(u"tracedeck"_s).value));
        environment.insert(u"XDG_CONFIG_HOME"_s, home.path());
        environment.insert(u"XDG_DATA_HOME"_s, home.filePath(u"data"_s));
        const bool isOnline = arguments.front() == u"workers";
        const QStringList account {u"--base-url"_s, baseUrlOf(api).toString(), u"--account"_s, api.keeper.all.account.id};
        return runCtlBeside(arguments + (isOnline ? account : QStringList()) + QStringList {u"--json"_s}, environment);
    }
};

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject rowOf(const QJsonObject& list, const QString& name)
{
    for (const auto& row : list[u"workers"].toArray()) {
        if (row[u"name"] == name)
            return row.toObject();
    }
    return {};
}

} // namespace

class TestCtlWorkers : public QObject {
    Q_OBJECT

private slots:
    void theListSaysWhatTheNextDeployDoes()
    {
        Served served;
        const QString on = served.worker(true).name, off = served.worker(false).name;
        write(served.file(u"wrangler.toml"_s), "name = \"" + on.toUtf8() + "\"\nlogpush = false\n");
        const Ran ran = served.run({u"workers"_s, u"list"_s, u"--project"_s, served.home.path()});
        QCOMPARE(ran.exit, 0);
        QCOMPARE(static_cast<std::size_t>(ran.json()[u"workers"].toArray().size()), served.api.keeper.all.scripts.size());
        QCOMPARE(rowOf(ran.json(), on)[u"verdict"].toString(), u"next_deploy_turns_off"_s);
        QCOMPARE(rowOf(ran.json(), on)[u"file"][u"logpush"], QJsonValue(false));
        QCOMPARE(rowOf(ran.json(), off)[u"verdict"].toString(), u"off"_s);
        QVERIFY(rowOf(ran.json(), off)[u"file"].isNull());
    }

    void workersAreSwitchedAndReadBack()
    {
        Served served;
        const QString off = served.worker(false).name;
        const Ran dry = served.run({u"workers"_s, u"enable"_s, off, u"--dry-run"_s});
        QCOMPARE(dry.json()[u"requests"][0][u"path"].toString(), QString(u"workers/scripts/" % off % u"/script-settings"));
        QVERIFY(!served.api.keeper.all.script(off)->logpush);
        const Ran ran = served.run({u"workers"_s, u"enable"_s, off, u"not-there"_s});
        QCOMPARE(ran.exit, 1); // one of them is none
        QVERIFY(served.api.keeper.all.script(off)->logpush);
        QCOMPARE(ran.json()[u"workers"][0][u"before"], QJsonValue(false));
        QCOMPARE(ran.json()[u"workers"][0][u"after"], QJsonValue(true));
        QCOMPARE(ran.json()[u"workers"][1][u"error"][u"code"].toInt(), 10007);
        QCOMPARE(served.run({u"workers"_s, u"disable"_s, off}).exit, 0);
        QVERIFY(!served.api.keeper.all.script(off)->logpush);
    }

    void anUploadedScriptHasTheFlag()
    {
        Served served;
        write(served.file(u"worker.js"_s), "export default { fetch() { return new Response('x') } }\n");
        const QStringList upload {u"workers"_s,   u"upload"_s, u"made-here"_s, served.file(u"worker.js"_s), u"--compatibility-date"_s,
                                  u"2026-11-01"_s};
        QCOMPARE(served.run(upload).exit, 0);
        QVERIFY(served.api.keeper.all.script(u"made-here")->logpush);
        served.api.keeper.all.account.workersPaid = false;
        const Ran refused = served.run(upload);
        QCOMPARE(refused.exit, 1);
        QVERIFY(refused.err.contains("10023"));
        QCOMPARE(
            served.run({u"workers"_s, u"upload"_s, u"Bad Name"_s, served.file(u"worker.js"_s), u"--compatibility-date"_s, u"2026-11-01"_s})
                .exit,
            1);
    }

    void aFileIsSetOnceAndKept()
    {
        Served served;
        const QString path = served.file(u"wrangler.toml"_s);
        const QByteArray before = "name = \"a\" # mine\n\n[env.staging]\n";
        write(path, before);
        const QStringList enable {u"wrangler"_s, u"enable"_s, path, u"--env"_s, u"staging"_s};
        const Ran dry = served.run(enable + QStringList {u"--dry-run"_s});
        QVERIFY(dry.json()[u"changed"].toBool());
        QVERIFY(dry.json()[u"patch"].toString().contains(u"\n+logpush = true\n"));
        QCOMPARE(contents(path), before);
        const Ran ran = served.run(enable);
        QCOMPARE(ran.exit, 0);
        QVERIFY(ran.json()[u"before"].isNull());
        QCOMPARE(contents(path), before + "logpush = true\n");
        QCOMPARE(contents(ran.json()[u"backup"].toString()), before);
        QVERIFY(!served.run(enable).json()[u"changed"].toBool());
        QCOMPARE(served.run({u"wrangler"_s, u"show"_s, path}).json()[u"sections"][1][u"effective"], QJsonValue(true));
        QCOMPARE(served.run(enable + QStringList {u"--off"_s}).json()[u"before"], QJsonValue(true));
    }

    void whatDoesNotParseIsRefusedAndUntouched()
    {
        Served served;
        const QString path = served.file(u"wrangler.json"_s);
        write(path, "{ \"name\": ");
        const Ran ran = served.run({u"wrangler"_s, u"enable"_s, path});
        QCOMPARE(ran.exit, 1);
        QVERIFY(ran.err.contains("line 1, column 11"));
        QCOMPARE(contents(path), QByteArray("{ \"name\": "));
        QCOMPARE(served.run({u"wrangler"_s, u"enable"_s, served.file(u"none.toml"_s)}).exit, 3);
        const Ran scan = served.run({u"wrangler"_s, u"scan"_s, served.home.path()});
        QVERIFY(scan.json()[u"projects"][0][u"error"].toString().startsWith(u"line 1, column 11"));
    }
};

QTEST_GUILESS_MAIN(TestCtlWorkers)
#include "test_workers.moc"
