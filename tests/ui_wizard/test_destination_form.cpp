// Texts of destinations through the form and back.
#include "theme/theme.h"
#include "widgets/secret_field.h"
#include "wizard/destination_fields.h"
#include "wizard/destination_form.h"

#include <QLineEdit>
#include <QTest>

#include <random>

using namespace tracedeck;
using namespace tracedeck::ui;
using namespace Qt::Literals::StringLiterals;
using logpush::Destination;

namespace {

const QString kAccount(32, u'a'), kSecret = u"hush+/=&?%ü"_s;

/// All secrets masked, and which they are.
std::pair<Destination, QStringList> masked(const Destination& destination)
{
    const auto out = logpush::parseDestination(logpush::redacted(destination)).value();
    QStringList held;
    for (const auto& param : out.params) {
        if (param.encoded == logpush::kSecretMask)
            held.append(param.name);
    }
    return {out, held};
}

QString throughTheForm(DestinationForm& form, const QString& text)
{
    const auto [destination, held] = masked(logpush::parseDestination(text).value());
    form.setDestination(destination, held);
    return logpush::printDestination(form.destination());
}

} // namespace

class TestDestinationForm : public QObject {
    Q_OBJECT

private slots:
    void aTextComesBackAsItWas_data()
    {
        QTest::addColumn<QString>("text");
        for (
            const QString& text : {
                u"r2://bucket/logs/{DATE}?account-id=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&access-key-id=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb&secret-access-key=x"_s,
                u"r2://bucket/deep/{DATE}/er/?secret-access-key=x&account-id=1&access-key-id=2&other=3"_s,
                u"s3://bucket/dir?region=us-east-1&sse=AES256"_s,
                u"s3://bucket?region=eu-west-1&access-key-id=AKIA&secret-access-key=x%2Fy"_s,
                u"s3://bucket/a/{DATE}?region=auto&access-key-id=k&secret-access-key=s&endpoint=acc.eu.r2.cloudflarestorage.com"_s,
                u"gs://bucket/dir/{DATE}"_s,
                u"azure://acc.blob.core.windows.net/container/dir?sv=2020&ss=b&srt=o&sp=w&se=2031-01-01T00%3A00%3A00Z&sig=abc%3D"_s,
                u"sumo://endpoint1.collection.us2.sumologic.com/receiver/v1/http/CODE"_s,
                u"splunk://host.example.com:8088/services/collector/raw?channel=1-2&insecure-skip-verify=false&sourcetype=cf&header_Authorization=Splunk%20t"_s,
                u"datadog://http-intake.logs.datadoghq.com/api/v2/logs?header_DD-API-KEY=k&ddsource=cloudflare&service=s&host=h&ddtags=env:prod"_s,
                u"https://log-api.newrelic.com/log/v1?Api-Key=k&format=cloudflare"_s,
                u"https://host.example.com/path?header_Authorization=Basic%20x&header_X-Two=y&tags=a,b"_s,
                u"https://my.es.elastic-cloud.com:443/in?header_Secret=v"_s,
                u"ibmcl://i.ingress.us.logs.cloud.ibm.com/logs/v1/singles?ibm_api_key=k"_s,
                u"bq://projects/p/datasets/d/tables/t?credentials=base64:abc"_s,
                u"kinesis://stream?region=us-east-1&sts-assume-role-arn=arn%3Aaws&sts-external-id=x"_s,
            })
            QTest::newRow(qPrintable(text.left(60))) << text;
    }
    void aTextComesBackAsItWas()
    {
        QFETCH(QString, text);
        const Theme theme {Scheme::Light};
        DestinationForm form(theme);
        form.setAccount(kAccount);
        QCOMPARE(throughTheForm(form, text), logpush::redacted(logpush::parseDestination(text).value()));
    }

    void randomTextsComeBackAsTheyWere()
    {
        const Theme theme {Scheme::Light};
        DestinationForm form(theme);
        form.setAccount(kAccount);
        std::mt19937 random(3);
        const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
        const QStringList schemes {u"r2"_s, u"s3"_s, u"gs"_s, u"azure"_s, u"splunk"_s, u"datadog"_s, u"https"_s, u"kinesis"_s, u"bq"_s};
        const QStringList paths {{}, u"/a"_s, u"/a/{DATE}"_s, u"/{DATE}"_s, u"/{DATE}/b"_s, u"/a//b/"_s, u"/%C3%BC"_s};
        const QStringList names {u"region"_s,     u"access-key-id"_s, u"secret-access-key"_s,    u"endpoint"_s, u"header_X"_s,
                                 u"account-id"_s, u"unheard"_s,       u"header_Authorization"_s, u"sig"_s,      u"sse"_s};
        const QStringList values {{}, u"x"_s, u"a%20b"_s, u"%2F+"_s, u"{DATE}"_s, u"ü"_s};
        const int rounds = qEnvironmentVariableIntValue("TRACEDECK_ROUNDS");
        for (int i = 0; i < (rounds > 0 ? rounds : 1'000); ++i) {
            QString text = schemes[below(9)] + u"://host"_s + QString::number(below(9)) + paths[below(7)];
            QStringList used;
            for (unsigned n = below(5); n > 0; --n) {
                const QString& name = names[below(10)];
                if (used.contains(name))
                    continue;
                text += (used.isEmpty() ? u'?' : u'&') + name + u'=' + values[below(6)];
                used.append(name);
            }
            if (text.startsWith(u"r2") && !text.contains(u"account-id="))
                text += (used.isEmpty() ? u'?' : u'&') + u"account-id=1"_s; // the form knows whose
            QCOMPARE(throughTheForm(form, text), logpush::redacted(logpush::parseDestination(text).value()));
            QCoreApplication::sendPostedEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }

    void whatIsTypedIsEncodedAndTheSecretLeavesAside()
    {
        const Theme theme {Scheme::Light};
        DestinationForm form(theme);
        form.setAccount(kAccount);
        form.setDestination(emptyOf(logpush::DestinationKind::R2, kAccount), {});
        form.resize(700, 500);
        form.show();
        for (const auto& [name, text] : {std::pair {u"Bucket"_s, u"logs"_s},
                                         {u"Folder"_s, u" /a b/ "_s},
                                         {u"Access Key ID"_s, u"key"_s},
                                         {u"Secret Access Key"_s, kSecret}}) {
            for (QLineEdit* edit : form.findChildren<QLineEdit*>()) {
                if (edit->accessibleName() == name || (edit->parentWidget()->accessibleName() == name && edit->isVisible()))
                    edit->setText(text);
            }
        }
        const QString text = logpush::printDestination(form.destination());
        QCOMPARE(text, u"r2://logs/a b/{DATE}?account-id="_s + kAccount + u"&access-key-id=key&secret-access-key=****"_s);
        QCOMPARE(form.secrets().at(u"secret-access-key"_s)->reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); }), kSecret);
        QVERIFY(form.insist() > 0); // the keys have not the length of keys
    }

    void anotherJurisdictionIsTheS3CompatibleForm()
    {
        const auto r2 =
            logpush::parseDestination(u"r2://logs/a/{DATE}?account-id="_s + kAccount + u"&access-key-id=k&secret-access-key=****"_s)
                .value();
        const Destination eu = inJurisdiction(r2, u"eu"_s, kAccount);
        QCOMPARE(logpush::printDestination(eu),
                 u"s3://logs/a/{DATE}?region=auto&endpoint="_s + kAccount
                     + u".eu.r2.cloudflarestorage.com&access-key-id=k&secret-access-key=****"_s);
        QCOMPARE(jurisdictionOf(eu), u"eu"_s);
        QCOMPARE(logpush::printDestination(inJurisdiction(eu, u"default"_s, kAccount)),
                 u"r2://logs/a/{DATE}?account-id="_s + kAccount + u"&access-key-id=k&secret-access-key=****"_s);
    }

    void secretsOfTheWrongLengthAreTold()
    {
        Destination r2 =
            logpush::parseDestination(u"r2://logs?account-id="_s + kAccount + u"&access-key-id="_s + QString(32, u'b')).value();
        const auto remark = [&](const QString& secret) {
            Destination with = r2;
            with.setParam(u"secret-access-key"_s, secret);
            return remarkOnSecret(with, u"secret-access-key"_s, static_cast<std::size_t>(secret.size()));
        };
        QVERIFY(!remark(QString(64, u'c')).isError());
        QVERIFY(remark(QString(32, u'b')).text.contains(u"once more"));
        QVERIFY(remark(QString(40, u'x')).text.contains(u"SHA-256"));
        QVERIFY(remark(QString(63, u'c')).isError());
    }
};

QTEST_MAIN(TestDestinationForm)
#include "test_destination_form.moc"
