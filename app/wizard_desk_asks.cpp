// What the steps of a job want to know: fields, buckets, Workers, some events; tests of a destination and the proof of its owner.
#include "wizard_desk.h"

#include "access/findings.h"
#include "cloudflare/endpoint.h"
#include "logpush/dataset.h"
#include "logpush/destination.h"
#include "preview/event_sample.h"
#include "shell/main_window.h"
#include "text/access_text.h"
#include "text/error_text.h"
#include "text/format.h"
#include "widgets/scope.h"
#include "wizard/destination_page.h"
#include "wizard/fields_page.h"
#include "wizard/ownership_page.h"

#include <QCryptographicHash>

#include <utility>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;
using ui::CheckLine;

namespace {

constexpr std::size_t kSample = 200;

/// Whether it is the bucket that is read here: its address is known then, whatever it is.
bool isSameR2(const s3::BucketAddress& read, const logpush::Destination& destination)
{
    if (destination.kind != logpush::DestinationKind::R2 || read.bucket != destination.place)
        return false;
    const QString host = read.endpoint.host();
    return !host.endsWith(u".r2.cloudflarestorage.com"_s) || host.startsWith(destination.param(u"account-id").value_or(QString()) + u'.');
}

QString tookText(std::chrono::milliseconds took)
{
    return ui::durationText(took.count());
}

} // namespace

void WizardDesk::showStep(ui::JobStep step)
{
    m_keys.keep(draft());
    if (step == ui::JobStep::Review)
        review();
}

void WizardDesk::askFields()
{
    using Fields = cloudflare::Answered<std::vector<cloudflare::DatasetField>>;
    const auto endpoint = cloudflare::logpushFields(account(), cloudflare::kWorkersDataset);
    m_fields = Pending<Fields> {[&](const std::stop_token& stop) { return cloudflare::ask(client(), endpoint, stop); },
                                [this](const Result<Fields>& fields) {
                                    std::vector<std::pair<QString, QString>> rows;
                                    if (!fields) {
                                        for (const auto& field : logpush::fieldsOf(logpush::kWorkersDataset))
                                            rows.emplace_back(ui::shown(field.name), QString());
                                        return m_page.fields().setAvailable(
                                            rows, tr("As documented; the API did not tell. %1").arg(ui::errorText(fields.error())));
                                    }
                                    for (const cloudflare::DatasetField& field : fields->value)
                                        rows.emplace_back(field.name, field.description);
                                    m_page.fields().setAvailable(rows, tr("%1 fields, as the API lists them").arg(rows.size()));
                                }};
}

void WizardDesk::askBuckets()
{
    using Buckets = cloudflare::Answered<std::vector<cloudflare::R2Bucket>>;
    const auto endpoint = cloudflare::r2Buckets(m_place->accountId);
    m_buckets = Pending<Buckets> {
        [&](const std::stop_token& stop) { return cloudflare::ask(client(), endpoint, stop); },
        [this](const Result<Buckets>& buckets) {
            if (!buckets)
                return m_page.destination().setBuckets({}, tr("The token may not list buckets: type the name. 3 to 63 characters."));
            QStringList names;
            for (const cloudflare::R2Bucket& bucket : buckets->value)
                names.append(bucket.name);
            m_page.destination().setBuckets(
                names, names.size() == 1 ? tr("1 bucket in this account") : tr("%1 buckets in this account").arg(names.size()));
        }};
}

/// R2 takes a token as keys: its id, and the SHA-256 of its text.
void WizardDesk::deriveKeys(bool isOfAccount)
{
    using Status = cloudflare::Answered<cloudflare::TokenStatus>;
    const auto endpoint = isOfAccount ? cloudflare::verifyAccountToken(m_place->accountId) : cloudflare::verifyUserToken();
    m_verifying =
        Pending<Status> {[&](const std::stop_token& stop) { return cloudflare::ask(client(), endpoint, stop); },
                         [this, isOfAccount](const Result<Status>& status) {
                             if (!status && !isOfAccount)
                                 return deriveKeys(true); // it may be one of the account's own
                             if (!status)
                                 return m_window.toast(tr("The token's id could not be read. %1").arg(ui::refusedText(status.error())));
                             const QByteArray hash = m_place->credential.secret->reveal(
                                 [](QByteArrayView token) { return QCryptographicHash::hash(token, QCryptographicHash::Sha256).toHex(); });
                             m_page.destination().setKeys(status->value.id, Secret(hash));
                             m_window.toast(tr("The keys of this token go into the job. A token that may only write to this "
                                               "bucket is safer: the link beside makes one."));
                         }};
}

void WizardDesk::askWorkers()
{
    using Scripts = cloudflare::Answered<std::vector<cloudflare::WorkerScript>>;
    const auto endpoint = cloudflare::workerScripts(m_place->accountId);
    m_scripts = Pending<Scripts> {[&](const std::stop_token& stop) { return cloudflare::ask(client(), endpoint, stop); },
                                  [this](Result<Scripts> scripts) {
                                      if (scripts)
                                          m_workers = std::move(scripts->value);
                                      if (m_page.isOpen() && m_page.current() == ui::JobStep::Review)
                                          review();
                                  }};
}

/// Some of the newest events, for the sizes of fields and the sample of the output.
void WizardDesk::askEvents()
{
    m_page.output().setEvents(nullptr);
    auto work = [snapshot = m_scope.snapshot()](const std::stop_token& stop) -> Result<WizardSample> {
        auto events = preview::newestEvents(snapshot, {}, kSample, stop);
        if (!events)
            return fail(events.error());
        auto sizes = preview::fieldSizes(*events);
        return WizardSample {std::make_shared<const std::vector<events::Event>>(*std::move(events)), std::move(sizes)};
    };
    m_sampling = Pending<WizardSample> {[&](std::stop_token stop) { return m_scope.queries().ask(std::move(stop), std::move(work)); },
                                        [this](const Result<WizardSample>& sample) {
                                            if (!sample)
                                                return;
                                            m_page.output().setEvents(sample->events);
                                            m_page.fields().setSizes(sample->sizes, sample->events->size());
                                        }};
}

void WizardDesk::addTestLine(CheckLine line)
{
    m_testLines.push_back(std::move(line));
    m_page.destination().setTest(m_testLines);
}

void WizardDesk::endTestLine(CheckLine::State state, const QString& detail)
{
    m_testLines.back().state = state;
    m_testLines.back().detail = detail;
    m_page.destination().setTest(m_testLines);
    testNext();
}

void WizardDesk::testNext()
{
    if (m_tests.empty())
        return;
    const auto next = std::move(m_tests.front());
    m_tests.pop_front();
    next();
}

/// With the keys that are entered: what Cloudflare says of the destination, and whether it can be read back.
void WizardDesk::test()
{
    using State = CheckLine::State;
    m_page.gather();
    m_testLines.clear();
    m_tests.clear();
    const QString text = jobs::destinationOf(draft());
    if (text.contains(logpush::kSecretMask)) {
        addTestLine({State::Failed, tr("Cloudflare can write there"),
                     tr("Enter the secret again: the one that Cloudflare holds cannot be tested from here.")});
        return;
    }
    m_tests.emplace_back([this, text] {
        using Validity = cloudflare::Answered<cloudflare::Validity>;
        addTestLine({State::Running, tr("Cloudflare can write there"), tr("validate/destination")});
        m_validating = Pending<Validity> {
            [&](const std::stop_token& stop) { return cloudflare::ask(client(), cloudflare::validateDestination(account(), text), stop); },
            [this](const Result<Validity>& answer) {
                if (!answer)
                    return endTestLine(State::Failed, ui::refusedText(answer.error()));
                endTestLine(answer->value.isValid ? State::Passed : State::Failed,
                            answer->value.isValid ? tr("It wrote a test object, %1").arg(tookText(answer->took)) : answer->value.message);
            }};
    });
    m_tests.emplace_back([this, text] {
        using Exists = cloudflare::Answered<bool>;
        addTestLine({State::Running, tr("No other job delivers there"), tr("validate/destination/exists")});
        m_existing = Pending<Exists> {
            [&](const std::stop_token& stop) { return cloudflare::ask(client(), cloudflare::destinationExists(account(), text), stop); },
            [this](const Result<Exists>& answer) {
                if (!answer)
                    return endTestLine(State::Warned, ui::refusedText(answer.error()));
                endTestLine(answer->value ? State::Warned : State::Passed,
                            answer->value ? tr("Another job has this destination already. Events of both are stored there.")
                                          : tookText(answer->took));
            }};
    });
    const auto destination = logpush::parseDestination(text);
    if (const auto bucket = destination ? bucketOf(*destination) : nullptr)
        m_tests.emplace_back([this, bucket, prefix = logpush::objectPrefix(*destination, 0).section(u"1970"_s, 0, 0)] {
            addTestLine({State::Running, tr("Tracedeck can read it back"), tr("Lists the folder with the same keys")});
            m_listing = Pending<objects::ListPage> {
                [&](std::stop_token stop) {
                    objects::ListRequest request;
                    request.prefix = prefix;
                    request.maxKeys = 1;
                    return bucket->list(request, std::move(stop));
                },
                [this, bucket](const Result<objects::ListPage>& page) {
                    endTestLine(page ? State::Passed : State::Warned,
                                page ? tr("The keys may list and read")
                                     : tr("These keys may only write, or not even that. %1").arg(ui::errorText(page.error())));
                }};
        });
    testNext();
}

/// The bucket behind a destination, read with the destination's own keys; else with those of the bucket that is read here, if it is the
/// same one. Null where neither is known.
std::shared_ptr<s3::Bucket> WizardDesk::bucketOf(const logpush::Destination& destination) const
{
    using Kind = logpush::DestinationKind;
    const auto param = [&](QStringView name) { return destination.param(name).value_or(QString()); };
    if (m_place->bucket && m_place->keys && m_place->bucket->bucket == destination.place && param(u"access-key-id").isEmpty())
        return std::make_shared<s3::Bucket>(m_network.http, *m_place->bucket, *m_place->keys);
    s3::BucketAddress address;
    address.bucket = destination.place;
    if (m_place->bucket && (m_place->isBuiltIn || isSameR2(*m_place->bucket, destination)))
        address.endpoint = m_place->bucket->endpoint;
    else if (destination.kind == Kind::R2)
        address.endpoint = QUrl(u"https://"_s + param(u"account-id") + u".r2.cloudflarestorage.com"_s);
    else if (destination.kind == Kind::S3)
        address.endpoint = QUrl(u"https://s3."_s + param(u"region") + u".amazonaws.com"_s);
    else if (destination.kind == Kind::S3Compatible)
        address.endpoint = QUrl(u"https://"_s + param(u"endpoint"));
    if (const QString region = param(u"region"); !region.isEmpty() && destination.kind != Kind::R2)
        address.region = region;
    const auto secret = draft().secrets.find(u"secret-access-key"_s);
    const bool isBucket = destination.kind == Kind::R2 || destination.kind == Kind::S3 || destination.kind == Kind::S3Compatible;
    if (!isBucket || !address.endpoint.isValid() || param(u"access-key-id").isEmpty() || secret == draft().secrets.end())
        return nullptr;
    return std::make_shared<s3::Bucket>(m_network.http, address, s3::Keys {param(u"access-key-id"), secret->second, {}});
}

void WizardDesk::askChallenge()
{
    using Challenge = cloudflare::Answered<cloudflare::OwnershipChallenge>;
    auto& page = m_page.ownership();
    page.setState(ui::OwnershipState::Asking);
    const auto endpoint = cloudflare::askOwnership(account(), jobs::destinationOf(draft()));
    m_challenge = Pending<Challenge> {[&](const std::stop_token& stop) { return cloudflare::ask(client(), endpoint, stop); },
                                      [this, &page](const Result<Challenge>& challenge) {
                                          if (!challenge)
                                              return page.setState(ui::OwnershipState::Failed, ui::refusedText(challenge.error()));
                                          if (!challenge->value.isValid)
                                              return page.setState(ui::OwnershipState::Failed, challenge->value.message);
                                          page.setFile(challenge->value.filename);
                                          page.setState(ui::OwnershipState::Written);
                                          m_page.gather();
                                          saveSoon();
                                          readChallenge(challenge->value.filename);
                                      }};
}

/// Where the bucket can be read from here, nobody has to look for the file.
void WizardDesk::readChallenge(const QString& file)
{
    const auto destination = logpush::parseDestination(jobs::destinationOf(draft()));
    const auto bucket = destination ? bucketOf(*destination) : nullptr;
    if (!bucket)
        return;
    auto& page = m_page.ownership();
    page.setState(ui::OwnershipState::Reading);
    objects::GetRequest request;
    request.key = file;
    m_getting = Pending<objects::GotObject> {
        [&](std::stop_token stop) { return bucket->get(request, std::move(stop)); },
        [this, &page, bucket](const Result<objects::GotObject>& got) {
            if (!got)
                return page.setState(ui::OwnershipState::Written,
                                     tr("The file is written, but could not be read from here. %1 Paste what stands in it.")
                                         .arg(ui::errorText(got.error())));
            page.setToken(QString::fromUtf8(got->bytes).trimmed());
            m_page.gather();
            checkChallenge();
        }};
}

void WizardDesk::checkChallenge()
{
    using Proven = cloudflare::Answered<bool>;
    auto& page = m_page.ownership();
    if (page.token().isEmpty())
        return;
    page.setState(ui::OwnershipState::Checking);
    const auto endpoint = cloudflare::validateOwnership(account(), jobs::destinationOf(draft()), page.token());
    m_proving =
        Pending<Proven> {[&](const std::stop_token& stop) { return cloudflare::ask(client(), endpoint, stop); },
                         [this, &page](const Result<Proven>& proven) {
                             if (!proven)
                                 return page.setState(ui::OwnershipState::Failed, ui::refusedText(proven.error()));
                             page.setState(proven->value ? ui::OwnershipState::Proven : ui::OwnershipState::Failed,
                                           proven->value ? QString() : tr("Cloudflare does not take this token for this destination."));
                             m_page.gather();
                             saveSoon();
                         }};
}

} // namespace tracedeck
