#include "logpush/job_check.h"

#include "logpush/destination.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <cmath>

namespace tracedeck::logpush {

namespace {

using Issues = std::vector<JobIssue>;

enum class Shape : std::uint8_t { Text, Flag, Number, Whole, Object, Word, Names };

/// What a field takes: one row of the API's schema.
struct FieldRule {
    std::string_view name;
    Shape shape;
    bool isNullable = true;
    double least = 0, most = 0; ///< length of a text, size of a number; a whole number may also be 0
    std::string_view words;     ///< of a Word, separated by |
};

constexpr auto kJobRules = std::to_array<FieldRule>({
    {"dataset", Shape::Text, true, 0, 128, {}},
    {"destination_conf", Shape::Text, false, 1, 4096, {}},
    {"enabled", Shape::Flag, false, 0, 0, {}},
    {"name", Shape::Text, true, 0, 512, {}},
    {"filter", Shape::Text, true, 0, 0, {}},
    {"output_options", Shape::Object, true, 0, 0, {}},
    {"logpull_options", Shape::Text, true, 0, 4096, {}},
    {"frequency", Shape::Word, true, 0, 0, "high|low"},
    {"kind", Shape::Word, true, 0, 0, "|edge"},
    {"max_upload_bytes", Shape::Whole, true, 5'000'000, 1'000'000'000, {}},
    {"max_upload_records", Shape::Whole, true, 1'000, 1'000'000, {}},
    {"max_upload_interval_seconds", Shape::Whole, true, 30, 300, {}},
    {"ownership_challenge", Shape::Text, true, 0, 4096, {}},
});

// IBM's own page sets less than the schema's least.
constexpr auto kIbmJobRules = [] {
    auto rules = kJobRules;
    for (FieldRule& rule : rules) {
        if (rule.name == "max_upload_bytes")
            rule.least = 2'000'000;
    }
    return rules;
}();

constexpr auto kOutputRules = std::to_array<FieldRule>({
    {"field_names", Shape::Names, true, 0, 0, {}},
    {"output_type", Shape::Word, true, 0, 0, "ndjson|csv"},
    {"timestamp_format", Shape::Word, true, 0, 0, "unixnano|unix|rfc3339|rfc3339ms|rfc3339ns"},
    {"sample_rate", Shape::Number, true, 0, 1, {}},
    {"CVE-2021-44228", Shape::Flag, true, 0, 0, {}},
    {"batch_prefix", Shape::Text, true, 0, 0, {}},
    {"batch_suffix", Shape::Text, true, 0, 0, {}},
    {"record_prefix", Shape::Text, true, 0, 0, {}},
    {"record_suffix", Shape::Text, true, 0, 0, {}},
    {"record_delimiter", Shape::Text, true, 0, 0, {}},
    {"field_delimiter", Shape::Text, true, 0, 0, {}},
    {"record_template", Shape::Text, true, 0, 0, {}},
    {"merge_subrequests", Shape::Flag, true, 0, 0, {}},
    {"stringify_object", Shape::Flag, true, 0, 0, {}},
});

QString text(std::string_view latin)
{
    return QString::fromUtf8(latin.data(), static_cast<qsizetype>(latin.size()));
}

QString number(double value)
{
    return QString::number(value, 'f', 0);
}

QString wrongText(const FieldRule& rule, const QString& value)
{
    if (rule.most > 0 && static_cast<double>(value.size()) > rule.most)
        return u"must not be longer than " % number(rule.most) % u" characters";
    if (static_cast<double>(value.size()) < rule.least)
        return QStringLiteral("must not be empty");
    return {};
}

QString wrongWhole(const FieldRule& rule, double value)
{
    if (value != std::floor(value))
        return QStringLiteral("must be an integer");
    if (value == 0 || (value >= rule.least && value <= rule.most))
        return {};
    return u"must be 0 or between " % number(rule.least) % u" and " % number(rule.most);
}

QString wrongWord(const FieldRule& rule, const QString& value)
{
    const auto words = text(rule.words).split(u'|');
    return words.contains(value) ? QString() : QString(u"must be one of \"" % words.join(QStringLiteral("\", \"")) % u"\"");
}

bool isTextList(const QJsonValue& value)
{
    return value.isArray() && std::ranges::all_of(value.toArray(), [](const QJsonValue& each) { return each.isString(); });
}

/// What is wrong with the value, "" where nothing is.
QString wrong(const FieldRule& rule, const QJsonValue& value)
{
    if (value.isNull())
        return rule.isNullable ? QString() : QStringLiteral("must not be null");
    switch (rule.shape) {
    case Shape::Text: return value.isString() ? wrongText(rule, value.toString()) : QStringLiteral("must be a string");
    case Shape::Flag: return value.isBool() ? QString() : QStringLiteral("must be a boolean");
    case Shape::Whole: return value.isDouble() ? wrongWhole(rule, value.toDouble()) : QStringLiteral("must be an integer");
    case Shape::Object: return value.isObject() ? QString() : QStringLiteral("must be an object");
    case Shape::Word: return value.isString() ? wrongWord(rule, value.toString()) : QStringLiteral("must be a string");
    case Shape::Names: return isTextList(value) ? QString() : QStringLiteral("must be an array of strings");
    case Shape::Number:
        if (!value.isDouble())
            return QStringLiteral("must be a number");
        return value.toDouble() > rule.least && value.toDouble() <= rule.most ? QString()
                                                                              : QStringLiteral("must be greater than 0 and at most 1");
    }
    return {};
}

void checkRules(std::span<const FieldRule> rules, const QJsonObject& object, const QString& before, Issues& issues)
{
    for (const FieldRule& rule : rules) {
        const QJsonValue value = object[text(rule.name)];
        if (value.isUndefined())
            continue;
        if (const QString found = wrong(rule, value); !found.isEmpty())
            issues.push_back({before % text(rule.name), found});
    }
}

void checkNames(const QStringList& names, const QString& path, std::string_view dataset, Issues& issues)
{
    const auto fields = fieldsOf(dataset);
    for (const QString& name : names) {
        if (!fields.empty() && std::ranges::find(fields, name.toStdString(), &DatasetField::name) == fields.end())
            issues.push_back({path, u"unknown field \"" % name % u"\" of dataset " % text(dataset)});
    }
    if (QSet<QString>(names.begin(), names.end()).size() != names.size())
        issues.push_back({path, QStringLiteral("a field is named twice"), true});
}

QStringList namesOf(const QJsonValue& list)
{
    QStringList names;
    for (const auto& each : list.toArray())
        names << each.toString();
    return names;
}

/// `{{ .Field }}`, `{{ "text" }}` and `{{/* comments */}}` are all that is taken of Go's templates.
void checkTemplate(const QString& source, const QStringList& fields, Issues& issues)
{
    static const QRegularExpression action(QStringLiteral(R"(\{\{(.*?)\}\})"), QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression inside(QStringLiteral(R"(^-?\s*(?:\.([A-Za-z_]\w*)|"(?:[^"\\]|\\.)*"|/\*.*\*/)\s*-?$)"),
                                           QRegularExpression::DotMatchesEverythingOption);
    const QString path = QStringLiteral("output_options.record_template");
    for (auto each = action.globalMatch(source); each.hasNext();) {
        const auto found = inside.match(each.next().captured(1));
        if (!found.hasMatch())
            issues.push_back({path, QStringLiteral("only {{ .Field }}, {{ \"text\" }} and comments may stand in a template")});
        else if (!found.captured(1).isEmpty() && !fields.contains(found.captured(1)))
            issues.push_back({path, u"field \"" % found.captured(1) % u"\" is not in field_names and will be null", true});
    }
    QString rest = source;
    if (rest.remove(action).contains(u"{{"))
        issues.push_back({path, QStringLiteral("an action is not closed")});
}

void checkFilterField(const QJsonObject& job, std::string_view dataset, const FilterLimits& limits, Issues& issues)
{
    const std::string filter = job[QStringLiteral("filter")].toString().toStdString();
    for (const FilterIssue& issue : checkFilterText(filter, fieldsOf(dataset), limits))
        issues.push_back({u"filter: " % QString::fromStdString(issue.path), QString::fromStdString(issue.message), issue.isWarning});
}

bool isIbm(const QJsonObject& job)
{
    return job[QStringLiteral("destination_conf")].toString().startsWith(u"ibmcl://");
}

} // namespace

std::vector<JobIssue> checkOutputOptions(const QJsonObject& options, std::string_view dataset)
{
    Issues issues;
    checkRules(kOutputRules, options, QStringLiteral("output_options."), issues);
    if (!issues.empty())
        return issues;
    const QStringList names = namesOf(options[QStringLiteral("field_names")]);
    checkNames(names, QStringLiteral("output_options.field_names"), dataset, issues);
    checkTemplate(options[QStringLiteral("record_template")].toString(), names, issues);
    if (options[QStringLiteral("merge_subrequests")].toBool() && dataset != "http_requests")
        issues.push_back({QStringLiteral("output_options.merge_subrequests"), QStringLiteral("is for http_requests only")});
    return issues;
}

std::vector<JobIssue> checkLogpullOptions(const QString& source, std::string_view dataset)
{
    Issues issues;
    const QString path = QStringLiteral("logpull_options");
    const auto question = source.indexOf(u'?');
    const QUrlQuery query(question < 0 ? source : source.sliced(question + 1));
    const auto items = query.queryItems(QUrl::FullyDecoded);
    for (const auto& [name, value] : items) {
        bool isNumber = false;
        if (name == u"fields") {
            checkNames(value.split(u',', Qt::SkipEmptyParts), path, dataset, issues);
        } else if (name == u"timestamps") {
            if (!QStringList {QStringLiteral("unixnano"), QStringLiteral("unix"), QStringLiteral("rfc3339")}.contains(value))
                issues.push_back({path, QStringLiteral("timestamps must be one of \"unixnano\", \"unix\", \"rfc3339\"")});
        } else if (name == u"sample") {
            const double rate = value.toDouble(&isNumber);
            if (!isNumber || !(rate > 0 && rate <= 1))
                issues.push_back({path, QStringLiteral("sample must be greater than 0 and at most 1")});
        } else if (name == u"CVE-2021-44228") {
            if (value != u"true" && value != u"false")
                issues.push_back({path, QStringLiteral("CVE-2021-44228 must be true or false")});
        } else {
            issues.push_back({path, u"unknown option \"" % name % u"\""});
        }
    }
    return issues;
}

std::vector<JobIssue> checkJobFields(const QJsonObject& job, const FilterLimits& limits)
{
    Issues issues;
    checkRules(isIbm(job) ? std::span<const FieldRule>(kIbmJobRules) : std::span<const FieldRule>(kJobRules), job, {}, issues);
    if (!issues.empty())
        return issues;
    const std::string dataset = job[QStringLiteral("dataset")].toString().toStdString();
    checkFilterField(job, dataset, limits, issues);
    const auto append = [&issues](Issues more) { std::ranges::move(more, std::back_inserter(issues)); };
    append(checkOutputOptions(job[QStringLiteral("output_options")].toObject(), dataset));
    append(checkLogpullOptions(job[QStringLiteral("logpull_options")].toString(), dataset));
    if (job[QStringLiteral("kind")].toString() == u"edge" && dataset != "http_requests")
        issues.push_back({QStringLiteral("kind"), QStringLiteral("edge is for http_requests only")});
    return issues;
}

} // namespace tracedeck::logpush
