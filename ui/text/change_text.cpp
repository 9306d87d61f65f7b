#include "text/change_text.h"

#include "base/visible_text.h"
#include "logpush/filter.h"
#include "text/filter_text.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongest = 80;

QString tr(const char* text)
{
    return QCoreApplication::translate("Jobs", text);
}

QString plainText(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool: return value.toBool() ? tr("on") : tr("off");
    case QJsonValue::Double: return QString::number(value.toDouble(), 'g', 12);
    case QJsonValue::String: return visibleText(value.toString());
    case QJsonValue::Array: return visibleText(QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)));
    case QJsonValue::Object: return visibleText(QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)));
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return kMissing.toString();
}

QString filterValue(const QJsonValue& value)
{
    const auto filter = logpush::parseFilter(value.toString().toStdString());
    return filter ? filterPhrase(*filter) : plainText(value);
}

QString shareValue(const QJsonValue& value)
{
    if (!value.isDouble() && !value.isUndefined())
        return plainText(value);
    return value.toDouble(1) >= 1 ? tr("100 %") : percentText(value.toDouble());
}

QString listValue(const QJsonValue& value)
{
    QStringList names;
    for (const auto& name : value.toArray())
        names.append(visibleText(name.toString()));
    return names.isEmpty() ? kMissing.toString() : names.join(u", "_s);
}

QString switchValue(const QJsonValue& value)
{
    return value.toBool() ? tr("on") : tr("off");
}

QString limitValue(const QJsonValue& value)
{
    return value.toInteger() > 0 ? countText(static_cast<std::uint64_t>(value.toInteger())) : tr("no limit of its own");
}

struct Member {
    QLatin1StringView path;
    const char* title;
    QString (*value)(const QJsonValue& value);
};

constexpr auto kMembers = std::to_array<Member>({
    {"name"_L1, QT_TRANSLATE_NOOP("Jobs", "Name"), plainText},
    {"enabled"_L1, QT_TRANSLATE_NOOP("Jobs", "Job"), switchValue},
    {"destination_conf"_L1, QT_TRANSLATE_NOOP("Jobs", "Destination"), plainText},
    {"filter"_L1, QT_TRANSLATE_NOOP("Jobs", "Filter"), filterValue},
    {"output_options.sample_rate"_L1, QT_TRANSLATE_NOOP("Jobs", "Sample rate"), shareValue},
    {"output_options.field_names"_L1, QT_TRANSLATE_NOOP("Jobs", "Fields"), listValue},
    {"output_options.output_type"_L1, QT_TRANSLATE_NOOP("Jobs", "Format"), plainText},
    {"output_options.timestamp_format"_L1, QT_TRANSLATE_NOOP("Jobs", "Timestamps"), plainText},
    {"output_options.CVE-2021-44228"_L1, QT_TRANSLATE_NOOP("Jobs", "CVE-2021-44228 redaction"), switchValue},
    {"output_options.record_template"_L1, QT_TRANSLATE_NOOP("Jobs", "Record template"), plainText},
    {"logpull_options"_L1, QT_TRANSLATE_NOOP("Jobs", "Legacy options"), plainText},
    {"max_upload_bytes"_L1, QT_TRANSLATE_NOOP("Jobs", "Most bytes of a file"), limitValue},
    {"max_upload_records"_L1, QT_TRANSLATE_NOOP("Jobs", "Most records of a file"), limitValue},
    {"max_upload_interval_seconds"_L1, QT_TRANSLATE_NOOP("Jobs", "Most seconds of a file"), limitValue},
});

const Member* memberAt(const QString& path)
{
    const auto at = std::ranges::find_if(kMembers, [&](const Member& member) { return path == member.path; });
    return at == kMembers.end() ? nullptr : &*at;
}

QString shortened(const QString& text)
{
    return text.size() <= kLongest ? text : QString(text.first(kLongest - 1) + u'…');
}

} // namespace

QString memberText(const QString& path)
{
    const Member* member = memberAt(path);
    return member ? tr(member->title) : visibleText(path);
}

QString memberValueText(const QString& path, const QJsonValue& value)
{
    const Member* member = memberAt(path);
    return member ? member->value(value) : plainText(value);
}

QString changeText(const logpush::JobChange& change)
{
    if (change.isSecret)
        return tr("%1: another secret").arg(memberText(change.path));
    const QString before = shortened(memberValueText(change.path, change.before));
    return tr("%1: %2 → %3").arg(memberText(change.path), before, shortened(memberValueText(change.path, change.after)));
}

QString changesText(const std::vector<logpush::JobChange>& changes)
{
    if (changes.empty())
        return tr("No change");
    const QString first = changeText(changes.front());
    const int more = static_cast<int>(changes.size()) - 1;
    return more == 0 ? first : QCoreApplication::translate("Jobs", "%1, and %n more", nullptr, more).arg(first);
}

} // namespace tracedeck::ui
