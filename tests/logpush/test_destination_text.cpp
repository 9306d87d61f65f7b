// A destination's text and what it was read into say the same, and what people are shown of it holds no secret.
#include "logpush/destination.h"

#include <QRandomGenerator>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <array>
#include <set>

using namespace tracedeck::logpush;
using namespace Qt::Literals::StringLiterals;

namespace {

// Every form that is documented, with keys of nobody. What stands between « and » is a secret.
constexpr auto kDocumented = std::to_array<const char*>({
    "r2://depot?account-id=1f2e3d4c5b6a79881f2e3d4c5b6a7988&access-key-id=a1a1a1a1b2b2b2b2c3c3c3c3d4d4d4d4&secret-access-key=«r2-hidden-1»",
    "r2://depot/edge/logs/{DATE}?account-id=1f2e3d4c5b6a79881f2e3d4c5b6a7988&access-key-id=a1a1&secret-access-key=«r2-hidden-2»",
    "s3://depot/?region=ap-south-1",
    "s3://depot/in/{DATE}/?region=ap-south-1&sse=AES256",
    "s3://depot/in?region=ap-south-1&access-key-id=AKIDMADEUP&secret-access-key=«s3%2Fhidden%2B3»",
    "s3://depot/eu/{DATE}?region=WEUR&access-key-id=a1a1&secret-access-key=«s3c-hidden-4»&endpoint=1f2e.eu.r2.cloudflarestorage.com",
    "gs://depot/in/{DATE}",
    "azure://depotaccount.blob.core.windows.net/box/"
    "in?sv=2024-01-01&ss=b&srt=o&sp=w&se=2031-01-01T00:00:00Z&spr=https&sig=«az%3Dhidden%2F5»",
    "sumo://endpoint9.collection.eu.sumologic.com/receiver/v1/http/«sumo-hidden-6==»",
    "splunk://hec.depot.test:443/services/collector/raw?channel=6f1c9a52-0b7e-4f10-8a53-22b0a7c1d9ee&insecure-skip-verify=false"
    "&sourcetype=edge%3Alogs&header_Authorization=«Splunk%20hidden-7»",
    "splunk://hec.depot.test:8088/services/collector/raw?channel=c&insecure-skip-verify=true&header_Authorization=«Splunk%20hidden-8»",
    "datadog://http-intake.logs.datadoghq.eu/api/v2/"
    "logs?header_DD-API-KEY=«dd-hidden-9»&ddsource=cloudflare&service=shop&host=h1&ddtags=env:x",
    "datadog://http-intake.logs.datadoghq.com/v1/input?header_DD-API-KEY=«dd-hidden-10»&ddsource=cloudflare&service=&host=&ddtags=",
    "https://log-api.newrelic.com/log/v1?Api-Key=«nr-hidden-11»&format=cloudflare",
    "https://log-api.eu.newrelic.com/log/v1?Api-Key=«nr-hidden-12»&format=cloudflare",
    "https://take.depot.test/in?header_Authorization=«Bearer%20hidden-13»&header_X-Any=«hidden-14»&tags=a:b,c",
    "https://deploy.eu-west-2.aws.elastic-cloud.com:9243?header_X-Intake-Secret=«el-hidden-15»",
    "ibmcl://depot-1.ingress.eu-gb.logs.cloud.ibm.com/logs/v1/singles?ibm_api_key=«ibm-hidden-16»",
    "bq://projects/p-1/datasets/d_1/tables/t_1?credentials=«base64:eyJoaWRkZW4iOjE3fQ==»",
    "bq://projects/p-1/datasets/d_1/tables/t_1?credentials=«url:%7B%22hidden%22%3A18%7D»",
    "kinesis://stream-1?region=eu-west-2&sts-assume-role-arn=arn:aws:iam::123456789012:role/logs",
    "kinesis://stream-1?region=eu-west-2&sts-assume-role-arn=arn:aws:iam::123456789012:role/logs&sts-external-id=«kin-hidden-19»",
    "kinesis://stream-1?region=eu-west-2&access-key-id=AKIDMADEUP&secret-access-key=«kin-hidden-20»",
});

Destination parsed(const QString& text)
{
    const auto destination = parseDestination(text);
    if (!destination)
        qFatal("%s: %s", qPrintable(text), qPrintable(destination.error().detail));
    return *destination;
}

/// Texts of random parts, as the names of the table, of nobody, and odd ones.
class RandomDestination {
public:
    explicit RandomDestination(quint32 seed) : m_random(seed) {}

    QString next()
    {
        const auto& spec = destinationSpecs()[m_random.bounded(quint32(destinationSpecs().size()))];
        QString text = (spec.scheme.empty() ? u"x-new"_s : QString::fromUtf8(spec.scheme.data(), qsizetype(spec.scheme.size()))) + u"://"_s;
        text +=
            pick({u"depot"_s, u"log-api.newrelic.com"_s, u"a.elastic.co:9243"_s, u"projects"_s, u"h.test:8088"_s, u"ü"_s, u"[::1]:1"_s});
        for (int i = m_random.bounded(4); i > 0; --i)
            text += u'/' + pick({u"{DATE}"_s, u"a b"_s, u""_s, u"%7BDATE%7D"_s, u"x=1&y"_s, u"日本"_s, u"v1"_s, u"#"_s, u"a:b@c"_s});
        if (m_random.bounded(8) == 0)
            return text;
        text += u'?';
        for (int i = m_random.bounded(6); i > 0; --i)
            text += param(spec) + (i > 1 || m_random.bounded(8) == 0 ? u"&"_s : QString());
        return text;
    }
    /// Any text at all, as a person types it.
    QString value()
    {
        QString made;
        for (int i = m_random.bounded(8); i > 0; --i)
            made += pick({u"a"_s, u"Z9"_s, u" "_s, u"+"_s, u"%"_s, u"%41"_s, u"&"_s, u"="_s, u"/"_s, u"?"_s, u"#"_s, u"é"_s, u"日"_s,
                          u"😀"_s, u"{DATE}"_s, u"\\"_s, u"\""_s, u"~-._"_s, u"\n"_s});
        return made;
    }
    QString pick(std::initializer_list<QString> choices) { return choices.begin()[m_random.bounded(int(choices.size()))]; }

private:
    QString param(const DestinationSpec& spec)
    {
        QString name = pick({u"x"_s, u""_s, u"tags"_s, u"ownToken"_s, u"flag"_s, u"a%20b"_s});
        if (!spec.params.empty() && m_random.bounded(3) > 0) {
            const auto known = spec.params[m_random.bounded(quint32(spec.params.size()))].name;
            name = QString::fromUtf8(known.data(), qsizetype(known.size())).replace(u'*', u"X-Any"_s);
        }
        switch (m_random.bounded(8)) {
        case 0: return name;
        case 1: return name + u'=';
        case 2: return name + u'=' + pick({u"%2f%7E"_s, u"a==b=="_s, u"%"_s, u"%zz"_s, u"a+b"_s, u"%e9"_s, u"{DATE}"_s, u"é ü"_s});
        default: return name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value()));
        }
    }

    QRandomGenerator m_random;
};

} // namespace

class TestDestinationText : public QObject {
    Q_OBJECT

private slots:
    void documentedFormsStayAsTheyAre_data();
    void documentedFormsStayAsTheyAre();
    void everyKindIsAmongThem();
    void randomOnesStayAsTheyAre();
    void aValueThatIsSetIsTheValueThatIsThere();
    void noSecretOfARandomOneIsShown();
};

void TestDestinationText::documentedFormsStayAsTheyAre_data()
{
    QTest::addColumn<QString>("marked");
    for (const char* text : kDocumented)
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestDestinationText::documentedFormsStayAsTheyAre()
{
    QFETCH(QString, marked);
    const QString text = QString(marked).remove(u'«').remove(u'»');
    const Destination destination = parsed(text);
    QCOMPARE(printDestination(destination), text);
    QCOMPARE(parsed(printDestination(destination)), destination);
    QString shown = marked;
    for (auto at = shown.indexOf(u'«'); at >= 0; at = shown.indexOf(u'«'))
        shown.replace(at, shown.indexOf(u'»') - at + 1, u"****"_s);
    QCOMPARE(redacted(destination), shown);
    QVERIFY(!redacted(destination).contains(u"hidden"));
    for (const auto& issue : checkDestination(destination))
        QVERIFY2(issue.isWarning, qPrintable(issue.message));
}

void TestDestinationText::everyKindIsAmongThem()
{
    std::set<DestinationKind> kinds;
    for (const char* text : kDocumented)
        kinds.insert(parsed(QString::fromUtf8(text).remove(u'«').remove(u'»')).kind);
    QCOMPARE(kinds.size(), destinationSpecs().size() - 1); // all but the one for what is not documented
}

void TestDestinationText::randomOnesStayAsTheyAre()
{
    RandomDestination random(5);
    std::set<DestinationKind> kinds;
    for (int i = 0; i < 10'000; ++i) {
        const QString text = random.next();
        const Destination destination = parsed(text);
        kinds.insert(destination.kind);
        QCOMPARE(printDestination(destination), text);
        QCOMPARE(parsed(printDestination(destination)), destination);
    }
    QCOMPARE(kinds.size(), destinationSpecs().size());
}

void TestDestinationText::aValueThatIsSetIsTheValueThatIsThere()
{
    RandomDestination random(6);
    for (int i = 0; i < 10'000; ++i) {
        const Destination before = parsed(random.next());
        Destination changed = before;
        const QString name = random.pick({u"region"_s, u"endpoint"_s, u"secret-access-key"_s, u"header_X-Any"_s, u"x"_s}),
                      value = random.value();
        changed.setParam(name, value);
        QCOMPARE(changed.param(name), std::optional(value));
        const Destination again = parsed(printDestination(changed));
        QCOMPARE(again, changed);
        QCOMPARE(again.param(name), std::optional(value));
        for (const DestinationParam& param : before.params) // the others are as they were written
            QVERIFY(param.name == name || std::ranges::find(changed.params, param) != changed.params.end());
        changed.removeParam(name);
        QVERIFY(!changed.param(name));
        QVERIFY(!parsed(printDestination(changed)).param(name));
    }
}

void TestDestinationText::noSecretOfARandomOneIsShown()
{
    RandomDestination random(7);
    int hidden = 0;
    for (int i = 0; i < 10'000; ++i) {
        Destination destination = parsed(random.next());
        for (const ParamSpec& spec : specOf(destination.kind).params) {
            if (!spec.isSecret)
                continue;
            const QString name = QString::fromUtf8(spec.name.data(), qsizetype(spec.name.size())).replace(u'*', u"X-Any"_s);
            destination.setParam(name, u"s3cr3t%1 /+"_s.arg(i));
            destination.params.push_back({name.toUpper(), u"s3cr3t-again%1"_s.arg(i)}); // the same once more, in another case
            ++hidden;
        }
        destination.setParam(random.pick({u"my-token"_s, u"PASSWORD"_s, u"api_key2"_s, u"client_secret"_s}), u"s3cr3t%1"_s.arg(i));
        const QString shown = redacted(destination);
        QVERIFY2(!shown.contains(u"s3cr3t"), qPrintable(printDestination(destination)));
        QCOMPARE(redactedDestination(printDestination(destination)), shown);
        const Destination read = parsed(shown); // nothing else of it is gone
        QCOMPARE(read.params.size(), destination.params.size());
        QCOMPARE(read.kind, destination.kind);
    }
    QVERIFY(hidden > 5'000);
}

QTEST_GUILESS_MAIN(TestDestinationText)
#include "test_destination_text.moc"
