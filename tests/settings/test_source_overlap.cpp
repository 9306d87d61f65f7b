#include "settings/source_overlap.h"

#include <QTest>

using namespace tracedeck::settings;
using namespace Qt::Literals::StringLiterals;

namespace {

LogSource bucket(const QString& prefix, const QString& name = u"logs"_s, const char* endpoint = "https://a.r2.cloudflarestorage.com")
{
    BucketPlace place;
    place.endpoint = QUrl(QString::fromLatin1(endpoint));
    place.bucket = name;
    place.prefix = prefix;
    return {prefix, prefix, place};
}

LogSource folder(const QString& path)
{
    return {path, path, FolderPlace {path}};
}

} // namespace

class TestSourceOverlap : public QObject {
    Q_OBJECT

private slots:
    void knowsWhatOverlaps_data();
    void knowsWhatOverlaps();
    void namesTheOthersOfAProfile();
};

void TestSourceOverlap::knowsWhatOverlaps_data()
{
    QTest::addColumn<LogSource>("one");
    QTest::addColumn<LogSource>("other");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const LogSource& one, const LogSource& other, bool expected) {
        QTest::newRow(name) << one << other << expected;
    };
    row("the same prefix", bucket(u"prod/{DATE}/"_s), bucket(u"prod/{DATE}/"_s), true);
    row("the whole bucket", bucket({}), bucket(u"prod/{DATE}/"_s), true);
    row("a folder around", bucket(u"prod/"_s), bucket(u"prod/{DATE}/"_s), true);
    row("with and without a slash", bucket(u"prod/{DATE}"_s), bucket(u"prod/{DATE}/"_s), true);
    row("half a name", bucket(u"pro"_s), bucket(u"prod/{DATE}/"_s), true);
    row("one day of it", bucket(u"prod/20261121/"_s), bucket(u"prod/{DATE}/"_s), true);
    row("one month of it", bucket(u"prod/202611"_s), bucket(u"prod/{DATE}/"_s), true);
    row("no day", bucket(u"prod/archive/"_s), bucket(u"prod/{DATE}/"_s), false);
    row("days of two things", bucket(u"{DATE}/web/"_s), bucket(u"{DATE}/api/"_s), false);
    row("beside each other", bucket(u"prod/"_s), bucket(u"staging/"_s), false);
    row("names in two cases", bucket(u"Prod/"_s), bucket(u"prod/"_s), false);
    row("two buckets", bucket({}), bucket({}, u"other"_s), false);
    row("two accounts", bucket({}), bucket({}, u"logs"_s, "https://b.r2.cloudflarestorage.com"), false);
    row("a host written differently", bucket({}), bucket({}, u"logs"_s, "https://A.r2.cloudflarestorage.com:443/"), true);
    row("another port", bucket({}, u"logs"_s, "http://127.0.0.1:9000"), bucket({}, u"logs"_s, "http://127.0.0.1:9001"), false);
    row("the same folder", folder(u"/a/logs"_s), folder(u"/a/x/../logs/"_s), true);
    row("a folder in it", folder(u"/a/logs"_s), folder(u"/a/logs/20261121"_s), true);
    row("everything", folder(u"/"_s), folder(u"/a"_s), true);
    row("a longer name", folder(u"/a/logs"_s), folder(u"/a/logs2"_s), false);
    row("a bucket and a folder", bucket(u"prod/"_s), folder(u"prod/"_s), false);
    row("the Sandbox", {u"1"_s, {}, SandboxPlace {}}, {u"2"_s, {}, SandboxPlace {}}, true);
    row("what nobody understands", {u"1"_s, {}, UnknownPlace {}}, {u"2"_s, {}, UnknownPlace {}}, false);
}

void TestSourceOverlap::knowsWhatOverlaps()
{
    QFETCH(LogSource, one);
    QFETCH(LogSource, other);
    QFETCH(bool, expected);
    QCOMPARE(doOverlap(one, other), expected);
    QCOMPARE(doOverlap(other, one), expected);
}

void TestSourceOverlap::namesTheOthersOfAProfile()
{
    Profile profile;
    profile.sources = {bucket(u"prod/{DATE}/"_s), bucket(u"staging/{DATE}/"_s), bucket(u"prod/"_s), folder(u"/a"_s)};
    const auto found = overlapsOf(profile, profile.sources[0]);
    QCOMPARE(found.size(), std::size_t {1});
    QCOMPARE(found[0], &profile.sources[2]);
    QVERIFY(overlapsOf(profile, profile.sources[1]).empty());
}

QTEST_GUILESS_MAIN(TestSourceOverlap)
#include "test_source_overlap.moc"
