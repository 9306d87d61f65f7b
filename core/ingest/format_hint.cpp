#include "ingest/format.h"

#include "ingest/known_fields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace tracedeck::ingest {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Member {
    QLatin1StringView name;
    std::string FormatHint::*text;
};
constexpr auto kMembers = std::to_array<Member>({
    {"field_delimiter"_L1, &FormatHint::fieldDelimiter},
    {"record_prefix"_L1, &FormatHint::recordPrefix},
    {"record_suffix"_L1, &FormatHint::recordSuffix},
    {"record_delimiter"_L1, &FormatHint::recordDelimiter},
    {"batch_prefix"_L1, &FormatHint::batchPrefix},
    {"batch_suffix"_L1, &FormatHint::batchSuffix},
});
constexpr auto kKinds = std::to_array({"auto"_L1, "ndjson"_L1, "csv"_L1});

} // namespace

QString printHint(const FormatHint& hint)
{
    if (hint == FormatHint {})
        return {};
    QJsonObject json {{u"output_type"_s, kKinds[static_cast<std::size_t>(hint.kind)]}};
    for (const auto& member : kMembers) {
        if (!(hint.*member.text).empty())
            json.insert(member.name, QString::fromStdString(hint.*member.text));
    }
    QJsonArray fields;
    for (const auto& field : hint.fields)
        fields.append(QString::fromStdString(field));
    if (!fields.isEmpty())
        json.insert("field_names"_L1, fields);
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

namespace {

FormatHint hintOf(const QJsonObject& json)
{
    FormatHint hint;
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        if (json.value("output_type"_L1).toString() == kKinds[i])
            hint.kind = static_cast<FormatHint::Kind>(i);
    }
    for (const auto& member : kMembers)
        hint.*member.text = json.value(member.name).toString().toStdString();
    for (const auto& field : json.value("field_names"_L1).toArray())
        hint.fields.push_back(field.toString().toStdString());
    return hint;
}

} // namespace

FormatHint parseHint(const QString& text)
{
    return hintOf(QJsonDocument::fromJson(text.toUtf8()).object());
}

FormatHint hintOfOutput(const QJsonValue& outputOptions)
{
    FormatHint hint = hintOf(outputOptions.toObject());
    const bool isAll = hint.fields.empty();
    if (hint.kind == FormatHint::Kind::Csv) {
        for (const auto& field : kRecordFields) { // all of them where none is named; where that is not so, the lines say it
            if (isAll && field.field != Field::Content)
                hint.fields.emplace_back(field.name);
        }
        return hint;
    }
    hint.kind = FormatHint::Kind::Auto; // what it wrote before may be of another
    hint.fields.clear();
    hint.fieldDelimiter.clear();
    const auto isUsual = [](const std::string& text, std::string_view usual) { return text.empty() || text == usual; };
    const bool isAround = !isUsual(hint.recordPrefix, "{") || !isUsual(hint.recordSuffix, "}\n")
        || !(hint.recordDelimiter + hint.batchPrefix + hint.batchSuffix).empty();
    return isAround ? hint : FormatHint {};
}

} // namespace tracedeck::ingest
