#include "s3/xml_answers.h"

#include <QDateTime>
#include <QTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray listing(const QByteArray& fields)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + fields
        + "</ListBucketResult>";
}

QByteArray object(const QByteArray& key, const QByteArray& rest = "<Size>7</Size>")
{
    return "<Contents><Key>" + key + "</Key>" + rest + "</Contents>";
}

} // namespace

class TestXmlAnswers : public QObject {
    Q_OBJECT
private slots:
    void readsAListing();
    void readsEveryTime_data();
    void readsEveryTime();
    void readsEveryName_data();
    void readsEveryName();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void readsARefusal();
};

void TestXmlAnswers::readsAListing()
{
    const auto page = s3::parseListing(listing(
        "<Name>logs</Name>\n  <IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b</NextContinuationToken>"
        + object("one", "<Owner><ID>x</ID><Key>not this</Key></Owner><Size>12345678901</Size><ETag>&quot;e&quot;</ETag>")
        + "<CommonPrefixes><Prefix>20261121/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>20261122/</Prefix></CommonPrefixes>"));
    QVERIFY(page);
    QCOMPARE(page->objects.size(), 1U);
    QCOMPARE(page->objects[0].key, u"one"_s);
    QCOMPARE(page->objects[0].size, 12'345'678'901U);
    QCOMPARE(page->objects[0].etag, u"e"_s);
    QCOMPARE(page->folders, QStringList({u"20261121/"_s, u"20261122/"_s}));
    QCOMPARE(page->continuation, u"a&b"_s);

    const auto prefixed = s3::parseListing("<s:ListBucketResult xmlns:s=\"u\"><s:Contents><s:Key>k</s:Key><s:Size>1</s:Size></s:Contents>"
                                           "<s:NextContinuationToken>left over</s:NextContinuationToken></s:ListBucketResult>");
    QVERIFY(prefixed);
    QCOMPARE(prefixed->objects.size(), 1U);
    QVERIFY(prefixed->continuation.isEmpty()); // not truncated
    QVERIFY(s3::parseListing(listing({}))->objects.empty());
}

void TestXmlAnswers::readsEveryTime_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QDateTime>("time");
    const QDateTime whole({2026, 11, 21}, {12, 37, 4}, Qt::UTC);
    QTest::newRow("as S3 writes it") << QByteArray("2026-11-21T12:37:04.123Z") << whole.addMSecs(123);
    QTest::newRow("no milliseconds") << QByteArray("2026-11-21T12:37:04Z") << whole;
    QTest::newRow("an offset") << QByteArray("2026-11-21T13:37:04+01:00") << whole;
    QTest::newRow("a leap day") << QByteArray("2024-02-29T23:59:59.999Z") << QDateTime({2024, 2, 29}, {23, 59, 59, 999}, Qt::UTC);
    QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59.999Z") << QDateTime::fromMSecsSinceEpoch(-1, Qt::UTC);
    for (const char* none : {"2026-02-30T12:37:04.123Z", "2026-11-21T12:61:04.123Z", "2026-13-21T12:37:04.123Z", "yesterday", ""})
        QTest::newRow(none) << QByteArray(none) << QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
}

void TestXmlAnswers::readsEveryTime()
{
    QFETCH(QByteArray, text);
    QFETCH(QDateTime, time);
    const auto page = s3::parseListing(listing(object("k", "<Size>1</Size><LastModified>" + text + "</LastModified>")));
    QVERIFY(page);
    QCOMPARE(page->objects[0].changedMs, time.toMSecsSinceEpoch());
}

void TestXmlAnswers::readsEveryName_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << QByteArray("a/b.log.gz") << u"a/b.log.gz"_s;
    QTest::newRow("space") << QByteArray("a+b%20c") << u"a b c"_s;
    QTest::newRow("plus") << QByteArray("a%2Bb") << u"a+b"_s;
    QTest::newRow("percent") << QByteArray("100%25") << u"100%"_s;
    QTest::newRow("not UTF-8") << QByteArray("%FF") << QString(QChar::ReplacementCharacter);
    QTest::newRow("beyond ASCII") << QByteArray("%C3%A9%F0%9F%98%80") << u"é😀"_s;
    QTest::newRow("a control character") << QByteArray("a%01b") << u"a\u0001b"_s;
}

void TestXmlAnswers::readsEveryName()
{
    QFETCH(QByteArray, written);
    QFETCH(QString, name);
    const auto page = s3::parseListing(listing("<EncodingType>url</EncodingType>" + object(written)));
    QVERIFY(page);
    QCOMPARE(page->objects[0].key, name);
}

void TestXmlAnswers::namesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    QTest::newRow("nothing") << QByteArray() << u"a listing was expected, not nothing"_s;
    QTest::newRow("a page") << QByteArray("<!DOCTYPE html><html>") << u"a listing was expected, not an HTML page"_s;
    QTest::newRow("another document") << QByteArray("<Error/>") << u"a listing was expected, not another XML document"_s;
    QTest::newRow("entities that grow") << QByteArray(
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><ListBucketResult>&b;</ListBucketResult>")
                                        << u"a listing was expected, not another XML document"_s;
    QTest::newRow("no size") << listing("\n" + object("k", {})) << u"line 3: an object without a key or a size"_s;
    QTest::newRow("an empty object") << listing("<Contents/>") << u"line 2: an object without a key or a size"_s;
    QTest::newRow("a size that is none") << listing(object("k", "<Size>-1</Size>")) << u"line 2: an object without a key or a size"_s;
    QTest::newRow("a size too large") << listing(object("k", "<Size>18446744073709551616</Size>"))
                                      << u"line 2: an object without a key or a size"_s;
    QTest::newRow("a key that has fields") << listing("<Contents><Key>a<b/></Key><Size>1</Size></Contents>")
                                           << u"line 2: an object without a key or a size"_s;
    QTest::newRow("cut") << listing(object("k")).chopped(22) << u"line 2: unclosed token"_s;
    QTest::newRow("a well without a bottom") << listing(QByteArray("<a>").repeated(100'000)) << u"line 2: elements nested too deep"_s;
    QTest::newRow("crossed") << listing("<Name></Size>") << u"line 2: mismatched tag"_s;
    QTest::newRow("goes nowhere") << listing("<IsTruncated>true</IsTruncated>") << u"the listing goes on, but does not say where"_s;
}

void TestXmlAnswers::namesWhatIsWrong()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    const auto page = s3::parseListing(body);
    QVERIFY(!page);
    QCOMPARE(page.error().code, ErrorCode::BadAnswer);
    QCOMPARE(page.error().detail, detail);
}

void TestXmlAnswers::readsARefusal()
{
    const auto refusal =
        s3::parseRefusal("<Error><Code>NoSuchKey</Code><Message>gone &lt;away&gt;</Message><More><Code>x</Code></More></Error>");
    QVERIFY(refusal);
    QCOMPARE(refusal->code, u"NoSuchKey"_s);
    QCOMPARE(refusal->message, u"gone <away>"_s);
    QCOMPARE(s3::parseRefusal("<Error><Code>SlowDown</Code><Mess")->code, u"SlowDown"_s);
    QVERIFY(!s3::parseRefusal("<Error><Message>no code</Message></Error>"));
    QVERIFY(!s3::parseRefusal("<html><Code>NoSuchKey</Code></html>"));
    QVERIFY(!s3::parseRefusal({}));
}

QTEST_GUILESS_MAIN(TestXmlAnswers)
#include "test_xml_answers.moc"
