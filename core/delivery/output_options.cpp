#include "delivery/output_options.h"

#include "delivery/record.h"
#include "logpush/logpull_options.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <optional>

namespace tracedeck::delivery {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One member of `output_options`: reads a value that is not null into the options, or says why it cannot.
struct Member {
    QLatin1StringView name;
    std::optional<QString> (*read)(OutputOptions& options, const QJsonValue& value);
};

template<auto member>
std::optional<QString> readText(OutputOptions& options, const QJsonValue& value)
{
    if (!value.isString())
        return u"not a string"_s;
    options.*member = value.toString().toStdString();
    return std::nullopt;
}

std::optional<QString> readFields(OutputOptions& options, const QJsonValue& value)
{
    if (!value.isArray())
        return u"not a list"_s;
    for (const auto& name : value.toArray()) {
        if (!name.isString())
            return u"a name is not a string"_s;
        options.fieldNames.push_back(name.toString().toStdString());
    }
    return std::nullopt;
}

std::optional<QString> readRate(OutputOptions& options, const QJsonValue& value)
{
    options.sampleRate = value.toDouble(-1);
    return options.sampleRate >= 0 && options.sampleRate <= 1 ? std::nullopt : std::optional(u"not a number from 0 to 1"_s);
}

std::optional<QString> readSwitch(OutputOptions& options, const QJsonValue& value)
{
    options.replacesDollarBrace = value.toBool();
    return value.isBool() ? std::nullopt : std::optional(u"not true or false"_s);
}

/// Comes first: the type sets what the others are where they are not given.
std::optional<QString> readType(OutputOptions& options, const QJsonValue& value)
{
    if (value.toString() == "ndjson"_L1)
        return std::nullopt;
    if (value.toString() != "csv"_L1)
        return u"neither ndjson nor csv"_s;
    options.type = OutputType::Csv;
    options.recordPrefix.clear();
    options.recordSuffix = "\n";
    return std::nullopt;
}

constexpr auto kMembers = std::to_array<Member>({
    {"output_type"_L1, readType},
    {"field_names"_L1, readFields},
    {"sample_rate"_L1, readRate},
    {"CVE-2021-44228"_L1, readSwitch},
    {"batch_prefix"_L1, readText<&OutputOptions::batchPrefix>},
    {"batch_suffix"_L1, readText<&OutputOptions::batchSuffix>},
    {"record_prefix"_L1, readText<&OutputOptions::recordPrefix>},
    {"record_suffix"_L1, readText<&OutputOptions::recordSuffix>},
    {"record_delimiter"_L1, readText<&OutputOptions::recordDelimiter>},
    {"field_delimiter"_L1, readText<&OutputOptions::fieldDelimiter>},
    {"record_template"_L1, readText<&OutputOptions::recordTemplate>},
});

} // namespace

Result<OutputOptions> readOutputOptions(const QJsonValue& outputOptions, const QString& logpullOptions)
{
    if (!outputOptions.isObject() && !outputOptions.isNull() && !outputOptions.isUndefined())
        return fail(ErrorCode::BadValue, u"not an object"_s, u"output_options"_s);
    const QJsonObject given = outputOptions.isObject() ? outputOptions.toObject() : logpush::outputOptionsOf(logpullOptions);
    OutputOptions options;
    for (const auto& member : kMembers) {
        const QJsonValue value = given.value(member.name);
        if (value.isNull() || value.isUndefined())
            continue;
        if (auto reason = member.read(options, value))
            return fail(ErrorCode::BadValue, std::move(*reason), QString(member.name));
    }
    if (options.fieldNames.empty()) {
        for (const auto& field : recordFields())
            options.fieldNames.emplace_back(field.name);
    }
    return options;
}

} // namespace tracedeck::delivery
