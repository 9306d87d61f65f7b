#include "wizard/step_summaries.h"

#include "logpush/dataset.h"
#include "logpush/destination.h"
#include "logpush/filter.h"
#include "logpush/job.h"
#include "logpush/job_check.h"
#include "text/change_text.h"
#include "text/destination_text.h"
#include "text/filter_text.h"
#include "text/format.h"
#include "wizard/destination_fields.h"
#include "wizard/filter_tree.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("JobSteps", text);
}

constexpr const char* kNames[] = {
    QT_TRANSLATE_NOOP("JobSteps", "Access"),
    QT_TRANSLATE_NOOP("JobSteps", "Destination"),
    QT_TRANSLATE_NOOP("JobSteps", "Ownership"),
    QT_TRANSLATE_NOOP("JobSteps", "Fields"),
    QT_TRANSLATE_NOOP("JobSteps", "Filter and sampling"),
    QT_TRANSLATE_NOOP("JobSteps", "Output"),
    QT_TRANSLATE_NOOP("JobSteps", "Review"),
};
constexpr const char* kAbout[] = {
    QT_TRANSLATE_NOOP("JobSteps", "What the token may"),     QT_TRANSLATE_NOOP("JobSteps", "Where files go"),
    QT_TRANSLATE_NOOP("JobSteps", "Proof that it is yours"), QT_TRANSLATE_NOOP("JobSteps", "What a record has"),
    QT_TRANSLATE_NOOP("JobSteps", "Which events to keep"),   QT_TRANSLATE_NOOP("JobSteps", "Format, batches, name"),
    QT_TRANSLATE_NOOP("JobSteps", "Cost, request, create"),
};

QJsonObject optionsOf(const jobs::JobDraft& draft)
{
    return draft.job[u"output_options"].toObject();
}

std::optional<logpush::Destination> destinationIn(const jobs::JobDraft& draft)
{
    const auto parsed = logpush::parseDestination(draft.job[u"destination_conf"].toString());
    return parsed ? std::optional(*parsed) : std::nullopt;
}

QString destinationSummary(const jobs::JobDraft& draft)
{
    const auto destination = destinationIn(draft);
    return destination ? tr("%1, %2").arg(kindText(destination->kind), destination->place) : QString();
}

QString fieldsSummary(const jobs::JobDraft& draft)
{
    const auto all = logpush::fieldsOf(logpush::kWorkersDataset).size();
    return tr("%1 of %2").arg(optionsOf(draft)[u"field_names"].toArray().size()).arg(all);
}

QString rateText(const jobs::JobDraft& draft)
{
    const double rate = optionsOf(draft)[u"sample_rate"].toDouble(1);
    return rate >= 1 ? tr("100 %") : percentText(rate);
}

QString filterSummary(const jobs::JobDraft& draft)
{
    const auto filter = logpush::parseFilter(draft.job[u"filter"].toString().toStdString());
    const std::size_t count = filter && !filter->keepsAll() ? conditionsIn(filter->root) : 0;
    const QString keeps = !filter ? tr("cannot be read")
        : count == 0              ? tr("Keep everything")
        : count == 1              ? tr("1 condition")
                                  : tr("%1 conditions").arg(count);
    return tr("%1, %2").arg(keeps, rateText(draft));
}

QString formatText(const jobs::JobDraft& draft)
{
    return optionsOf(draft)[u"output_type"].toString() == u"csv" ? u"CSV"_s : u"NDJSON"_s;
}

QString batchText(const jobs::JobDraft& draft)
{
    const qint64 seconds = draft.job[u"max_upload_interval_seconds"].toInteger();
    const qint64 records = draft.job[u"max_upload_records"].toInteger();
    return tr("%1 s or %2 records")
        .arg(seconds == 0 ? 30 : seconds)
        .arg(countText(static_cast<std::uint64_t>(records <= 0 ? 100'000 : records)));
}

QString outputSummary(const jobs::JobDraft& draft)
{
    const qint64 seconds = draft.job[u"max_upload_interval_seconds"].toInteger();
    return seconds == 0 ? formatText(draft) : tr("%1, %2 s").arg(formatText(draft)).arg(seconds);
}

QString summaryOf(const jobs::JobDraft& draft, JobStep step)
{
    switch (step) {
    case JobStep::Access: return tr("Token and role checked");
    case JobStep::Destination: return destinationSummary(draft);
    case JobStep::Ownership: return needsOwnership(draft) ? tr("Proven by a token") : QString();
    case JobStep::Fields: return fieldsSummary(draft);
    case JobStep::Filter: return filterSummary(draft);
    case JobStep::Output: return outputSummary(draft);
    case JobStep::Review: break;
    }
    return {};
}

ReviewCard destinationCard(const jobs::JobDraft& draft)
{
    ReviewCard card {tr("Destination"), static_cast<int>(JobStep::Destination), {}};
    const auto destination = destinationIn(draft);
    if (!destination) {
        card.rows.emplace_back(tr("Place"), tr("not entered yet"));
        return card;
    }
    card.rows.emplace_back(kindText(destination->kind), destination->place);
    card.rows.emplace_back(tr("Path"), destination->path.isEmpty() ? kMissing.toString() : destination->path.mid(1));
    const QString key = destination->param(u"access-key-id").value_or(QString());
    if (!key.isEmpty())
        card.rows.emplace_back(tr("Key"), key.size() > 12 ? QString(key.first(4) + u"…"_s + key.last(4)) : key);
    else
        card.rows.emplace_back(tr("Parameters"), QString::number(destination->params.size()));
    return card;
}

} // namespace

bool needsOwnership(const jobs::JobDraft& draft)
{
    const auto destination = destinationIn(draft);
    const bool isSame = !draft.isNew() && draft.job[u"destination_conf"] == draft.before[u"destination_conf"];
    return destination && !isSame && logpush::ownershipOf(*destination) != logpush::Ownership::NotNeeded;
}

std::vector<WizardStep> stepsOf(const jobs::JobDraft& draft, int current, const std::array<bool, kJobSteps>& attention)
{
    std::vector<WizardStep> steps;
    for (int i = 0; i < kJobSteps; ++i) {
        const auto step = static_cast<JobStep>(i);
        const auto at = static_cast<std::size_t>(i);
        WizardStep shown {tr(kNames[i]), tr(kAbout[i]), StepState::Ahead, i <= draft.furthest};
        const bool isSkipped = step == JobStep::Ownership && destinationIn(draft) && !needsOwnership(draft);
        if (isSkipped)
            shown.summary = tr("Not needed");
        else if (const QString summary = summaryOf(draft, step); i < draft.furthest && !summary.isEmpty())
            shown.summary = summary;
        shown.state = i == current ? StepState::Current
            : attention[at]        ? StepState::Attention
            : isSkipped            ? StepState::NotNeeded
            : i < draft.furthest   ? StepState::Done
                                   : StepState::Ahead;
        steps.push_back(std::move(shown));
    }
    return steps;
}

std::vector<ReviewCard> cardsOf(const jobs::JobDraft& draft)
{
    const auto filter = logpush::parseFilter(draft.job[u"filter"].toString().toStdString());
    const QString name = draft.job[u"name"].toString();
    return {
        destinationCard(draft),
        {tr("Events"),
         static_cast<int>(JobStep::Filter),
         {{tr("Keeps"), filter ? filterPhrase(*filter) : tr("cannot be read")},
          {tr("Sampling"), rateText(draft)},
          {tr("Fields"), fieldsSummary(draft)}}},
        {tr("Output"),
         static_cast<int>(JobStep::Output),
         {{tr("Format"), tr("%1, gzip").arg(formatText(draft))},
          {tr("Timestamps"), optionsOf(draft)[u"timestamp_format"].toString(tr("default"))},
          {tr("Batches"), batchText(draft)}}},
        {tr("Safety"),
         static_cast<int>(JobStep::Output),
         {{u"CVE-2021-44228"_s, optionsOf(draft)[u"CVE-2021-44228"].toBool() ? tr("\"${\" is replaced") : tr("redaction off")},
          {tr("Name"), name.isEmpty() ? kMissing.toString() : name},
          {tr("Starts"), draft.job[u"enabled"].toBool() ? tr("enabled right away") : tr("switched off")}}},
    };
}

std::vector<ReviewNote> changeNotes(const jobs::JobDraft& draft)
{
    std::vector<ReviewNote> notes;
    for (const logpush::JobChange& change : logpush::changesOf(draft.before, draft.job))
        notes.push_back({ReviewNote::Kind::Info, changeText(change)});
    for (const auto& [param, secret] : draft.secrets) {
        if (secret)
            notes.push_back({ReviewNote::Kind::Info, tr("%1: another secret").arg(paramWords(param).name)});
    }
    if (!draft.before[u"logpull_options"].toString().isEmpty() && !draft.before[u"output_options"].isObject())
        notes.push_back({ReviewNote::Kind::Info, tr("The old logpull_options become output_options that mean the same.")});
    if (notes.empty())
        notes.push_back({ReviewNote::Kind::Info, tr("Nothing is changed yet.")});
    return notes;
}

std::vector<ReviewNote> issueNotes(const jobs::JobDraft& draft)
{
    std::vector<ReviewNote> notes;
    for (const logpush::JobIssue& issue : logpush::checkJobFields(draft.job))
        notes.push_back({issue.isWarning ? ReviewNote::Kind::Warning : ReviewNote::Kind::Error,
                         tr("%1: %2").arg(memberText(issue.path), issue.message)});
    if (!jobs::hasAllSecrets(draft))
        notes.push_back({ReviewNote::Kind::Error, tr("A secret of the destination is missing: enter it in step 2.")});
    if (needsOwnership(draft) && !draft.ownershipToken)
        notes.push_back({ReviewNote::Kind::Warning, tr("The destination is not proven to be yours: Cloudflare may refuse the job.")});
    return notes;
}

} // namespace tracedeck::ui
