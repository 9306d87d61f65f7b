#include "logpush/job.h"

#include "logpush/destination.h"
#include "logpush/filter.h"
#include "logpush/logpull_options.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace tracedeck::logpush {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kDestination = "destination_conf"_L1, kFilter = "filter"_L1, kOutputOptions = "output_options"_L1;
constexpr auto kLogpullOptions = "logpull_options"_L1, kDataset = "dataset"_L1;

// Of the server, or write-only: no change of a job.
constexpr auto kNotTheJobs =
    std::to_array<QLatin1StringView>({"id"_L1, "last_complete"_L1, "last_error"_L1, "error_message"_L1, "ownership_challenge"_L1});

// The order of the API's schema.
constexpr auto kMembers = std::to_array<QLatin1StringView>({kDataset, kDestination, "enabled"_L1, "name"_L1, kFilter, kOutputOptions,
                                                            kLogpullOptions, "frequency"_L1, "kind"_L1, "max_upload_bytes"_L1,
                                                            "max_upload_records"_L1, "max_upload_interval_seconds"_L1});

// What a member is where it is not there.
const QJsonObject kDefaults {{u"enabled"_s, false},      {u"name"_s, u""_s},           {kFilter, u""_s},
                             {kLogpullOptions, u""_s},   {u"frequency"_s, u"high"_s},  {u"kind"_s, u""_s},
                             {u"max_upload_bytes"_s, 0}, {u"max_upload_records"_s, 0}, {u"max_upload_interval_seconds"_s, 0}};
const QJsonObject kOutputDefaults {{u"output_type"_s, u"ndjson"_s}, {u"timestamp_format"_s, u"unixnano"_s},
                                   {u"sample_rate"_s, 1},           {u"CVE-2021-44228"_s, false},
                                   {u"batch_prefix"_s, u""_s},      {u"batch_suffix"_s, u""_s},
                                   {u"record_delimiter"_s, u""_s},  {u"field_delimiter"_s, u","_s},
                                   {u"record_template"_s, u""_s},   {u"merge_subrequests"_s, false},
                                   {u"stringify_object"_s, false}};

/// The type sets what surrounds a record.
QJsonObject outputDefaults(const QJsonObject& options)
{
    const bool isCsv = options[u"output_type"_s].toString() == u"csv";
    QJsonObject defaults = kOutputDefaults;
    defaults[u"record_prefix"_s] = isCsv ? u""_s : u"{"_s;
    defaults[u"record_suffix"_s] = isCsv ? u"\n"_s : u"}\n"_s;
    return defaults;
}

/// Without what is as if it were not there.
QJsonObject essence(const QJsonObject& object, const QJsonObject& defaults)
{
    QJsonObject kept;
    for (auto at = object.begin(); at != object.end(); ++at) {
        if (!at.value().isNull() && at.value() != defaults.value(at.key()))
            kept.insert(at.key(), at.value());
    }
    return kept;
}

/// The members of both, those of `order` first.
QStringList membersOf(const QJsonObject& one, const QJsonObject& other, std::span<const QLatin1StringView> order)
{
    QStringList all = one.keys() + other.keys();
    all.removeDuplicates();
    all.sort();
    std::ranges::stable_sort(all, {}, [order](const QString& name) { return std::ranges::find(order, name) - order.begin(); });
    return all;
}

bool isSameFilter(const QString& one, const QString& other)
{
    if (one == other)
        return true;
    const auto first = parseFilter(one.toStdString()), second = parseFilter(other.toStdString());
    return first && second && *first == *second;
}

/// A destination, and its parameters as they are meant.
struct Meant {
    Destination destination;
    std::vector<std::pair<QString, QString>> params;

    explicit Meant(Destination taken) : destination(std::move(taken))
    {
        for (const DestinationParam& param : destination.params)
            params.emplace_back(param.name, param.value());
        std::ranges::stable_sort(params, {}, &std::pair<QString, QString>::first);
        destination.params.clear();
    }
    bool operator==(const Meant&) const = default;
};

bool isSameDestination(const QString& one, const QString& other)
{
    if (one == other)
        return true;
    const auto first = parseDestination(one), second = parseDestination(other);
    return first && second && Meant(*first) == Meant(*second);
}

QJsonValue redactedText(const QJsonValue& destination)
{
    return destination.isString() ? QJsonValue(redactedDestination(destination.toString())) : QJsonValue(QJsonValue::Undefined);
}

/// One member of both jobs, as they are meant.
class Comparison {
public:
    Comparison(const QJsonObject& before, const QJsonObject& after) : m_before(before), m_after(after) {}

    std::vector<JobChange> changes()
    {
        for (const QString& name : membersOf(m_before, m_after, kMembers))
            compare(name);
        return std::move(m_changes);
    }

private:
    void compare(const QString& name)
    {
        const QJsonValue before = m_before[name], after = m_after[name];
        if (before == after)
            return;
        if (name == kOutputOptions)
            return compareOptions(before.toObject(), after.toObject());
        if (name == kFilter && isSameFilter(before.toString(), after.toString()))
            return;
        if (name != kDestination)
            return m_changes.push_back({name, before, after});
        if (isSameDestination(before.toString(), after.toString()))
            return;
        const QJsonValue shown = redactedText(before), shownAfter = redactedText(after);
        m_changes.push_back({name, shown, shownAfter, shown == shownAfter});
    }

    void compareOptions(const QJsonObject& before, const QJsonObject& after)
    {
        const QJsonObject was = essence(before, outputDefaults(before)), is = essence(after, outputDefaults(after));
        for (const QString& name : membersOf(was, is, {})) {
            if (was[name] != is[name])
                m_changes.push_back({kOutputOptions % u'.' % name, was[name], is[name]});
        }
    }

    const QJsonObject m_before, m_after;
    std::vector<JobChange> m_changes;
};

/// What a job is, in itself.
QJsonObject meaningOf(const QJsonObject& job)
{
    QJsonObject meant = essence(job, kDefaults);
    for (const QLatin1StringView name : kNotTheJobs)
        meant.remove(name);
    if (job[kOutputOptions].isObject())
        meant.remove(kLogpullOptions);
    return meant;
}

} // namespace

QJsonObject updateBodyOf(const QJsonObject& job)
{
    QJsonObject body = createBodyOf(job);
    body.remove(kDataset);
    return body;
}

QJsonObject createBodyOf(const QJsonObject& job)
{
    QJsonObject body = job;
    for (const QLatin1StringView name : kNotTheJobs)
        body.remove(name);
    if (job[kOutputOptions].isObject()) // asked of the constant one: the other would grow a null
        body.remove(kLogpullOptions);
    return body;
}

QJsonObject withOutputOptions(const QJsonObject& job)
{
    const QString legacy = job[kLogpullOptions].toString();
    if (job[kOutputOptions].isObject() || legacy.isEmpty())
        return job;
    QJsonObject converted = job;
    converted.remove(kLogpullOptions);
    converted.insert(kOutputOptions, outputOptionsOf(legacy));
    return converted;
}

std::vector<JobChange> changesOf(const QJsonObject& before, const QJsonObject& after)
{
    const bool isConverted = before[kOutputOptions].isObject() != after[kOutputOptions].isObject();
    const auto comparable = [isConverted](const QJsonObject& job) { return meaningOf(isConverted ? withOutputOptions(job) : job); };
    return Comparison(comparable(before), comparable(after)).changes();
}

} // namespace tracedeck::logpush
