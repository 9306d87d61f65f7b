#include "logpush/filter_match.h"
#include "logpush/filter_text.h"

#include <QTest>

using namespace tracedeck;
using namespace tracedeck::logpush;

/// What only the viewer knows, of one event.
class TestLocalMatch : public QObject {
    Q_OBJECT

private slots:
    void conditions_data();
    void conditions();
};

namespace {

constexpr std::string_view kEvent =
    R"j({"Outcome":"ok","ScriptTags":["tier:1"],"CPUTimeMs":30,"ScriptVersion":{"ID":"v1","Tag":"canary"},)j"
    R"j("Event":{"RayID":"87ed","Request":{"URL":"https://a.b/cart","Method":"GET","CF":{"colo":"FRA","tls":1.25,"ok":true,)j"
    R"j("none":null,"a.b":"dotted","tags":["x",{"id":7},["y"]]}}},)j"
    R"j("Exceptions":[{"Name":"TypeError","Message":"bad thing","Stack":"at f (w.js:1:2)"},{"Message":"nameless"}],)j"
    R"j("Logs":[{"Level":"log","Message":["user",{"user":{"id":5,"name":"\u00c9va"}},"done"]},)j"
    R"j({"Level":"warn","Message":["{\"items\":[{\"sku\":\"A1\"},{\"sku\":\"B2\"}],\"took\":1.5}"]},)j"
    R"j({"Level":"log","Message":["[oops {\"late\":true}"]}],)j"
    R"j("Weather":{"sky":["blue","grey"]},"Depth":7})j";
constexpr std::string_view kBare = R"({"Outcome":"exceededCpu"})";

} // namespace

void TestLocalMatch::conditions_data()
{
    QTest::addColumn<bool>("held");
    QTest::addColumn<bool>("bare");
    const auto row = [](const char* text, bool held, bool bare = false) { QTest::newRow(text) << held << bare; };
    row("CART", true);
    row("\"CART\"c", false);
    row("87ed", true);
    row("\"bad thing\"", true);
    row("\"TypeError: bad\"", true);
    row("w.js", true);
    row("\"cart87ed\"", false); // two texts
    row("\"user {\\\"user\\\":\"", true);
    row("/^done|nameless$/", true);
    row("/^87ED$/i", true);
    row("/^87ED$/", false);
    row("-cart", false, true);
    row("-/nothing/", true, true);
    row("\"car\"w", false);
    row("\"cart\"w", true);
    row("Message:*éva*", false);
    row("Message:*\"USER\"i*", true);
    row("Message:*cart*", false);
    row("Exception:\"TypeError: bad thing\"", true);
    row("Exception:nameless", true);
    row("exception:*THING*", false);
    row("Exception:*w.js*", false);
    row("Stack:*w.js*", true);
    row("Stack:*", true);
    row("-Stack:*", false, true);
    row("Text:https://a.b/cart", true);
    row("Trigger:~/CART$/i", true);
    row("ScriptTags:*tier*", false);
    row("ScriptTags:*\"TIER\"i*", true);
    row("CPUTimeMs:~/^3/", true);
    row("-CPUTimeMs>=40", true, true);
    row("-CPUTimeMs<40", false, true);
    row("CPUTimeMs<40", true);
    row("Event.Request.CF.colo:FRA", true);
    row("event.Request.CF.colo:FRA", true);
    row("Event.Request.cf.colo:FRA", false);
    row("Event.Request.CF.colo:~/fra/i", true);
    row("-Event.Request.CF.colo:FRA", false, true);
    row("Event.Request.CF.tls>1.2", true);
    row("Event.Request.CF.tls>1.25", false);
    row("Event.Request.CF.tls:1.25", true);
    row("Event.Request.CF.tls:\"1.250\"", true);
    row("Event.Request.CF.tls:*.2*", true);
    row("Event.Request.CF.ok:true", true);
    row("Event.Request.CF.none:*", false);
    row("Event.Request.CF:*", false);
    row("\"Event.Request.CF.a\\\\.b\":dotted", true);
    row("Event.Request.CF.tags:x", true);
    row("Event.Request.CF.tags:y", true);
    row("Event.Request.CF.tags.id:7", true);
    row("Event.Request.CF.tags.1.id:7", true);
    row("Event.Request.CF.tags.0.id:7", false);
    row("Event.Request.CF.tags.0:x", true);
    row("ScriptVersion.Tag:canary", true);
    row("ScriptVersion.Message:*", false);
    row("Record.Weather.sky:grey", true);
    row("Record.Depth>6", true);
    row("Log.user.id:5", true);
    row("Log.user.id>4", true);
    row("Log.user.id>5", false);
    row("Log.user.name:Éva", true);
    row("Log.items.sku:B2", true);
    row("Log.items.1.sku:A1", false);
    row("Log.took<2", true);
    row("Log.late:true", true);
    row("-Log.user.id:5", false, true);
    row("-(cart OR Log.user.id:5)", false, true);
    row("cart -(Log.user.id:6 OR Event.Request.CF.colo:MUC)", true);
}

void TestLocalMatch::conditions()
{
    QFETCH(bool, held);
    QFETCH(bool, bare);
    const auto filter = parseFilterText(QTest::currentDataTag());
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error().detail));
    QCOMPARE(matches(*filter, events::parseEvent(kEvent).value()), held);
    QCOMPARE(matches(*filter, events::parseEvent(kBare).value()), bare);
}

QTEST_APPLESS_MAIN(TestLocalMatch)
#include "test_local_match.moc"
