#include "logpush/logpull_options.h"

#include <QJsonArray>
#include <QUrl>
#include <QUrlQuery>

#include <array>

namespace tracedeck::logpush {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue namesOf(const QString& text)
{
    return QJsonArray::fromStringList(text.split(u',', Qt::SkipEmptyParts));
}

QJsonValue sameText(const QString& text)
{
    return text;
}

/// Text that is no number stays text: who reads it says so.
QJsonValue numberOf(const QString& text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber ? QJsonValue(number) : QJsonValue(text);
}

QJsonValue switchOf(const QString& text)
{
    return text == u"true";
}

struct Option {
    QLatin1StringView name, today;
    QJsonValue (*read)(const QString& text);
};

constexpr auto kOptions = std::to_array<Option>({
    {"fields"_L1, "field_names"_L1, namesOf},
    {"timestamps"_L1, "timestamp_format"_L1, sameText},
    {"sample"_L1, "sample_rate"_L1, numberOf},
    {"CVE-2021-44228"_L1, "CVE-2021-44228"_L1, switchOf},
});

} // namespace

QJsonObject outputOptionsOf(const QString& logpullOptions)
{
    const QUrlQuery query(logpullOptions.contains(u'?') ? logpullOptions.section(u'?', 1) : logpullOptions);
    QJsonObject options;
    for (const Option& option : kOptions) {
        if (query.hasQueryItem(option.name))
            options.insert(option.today, option.read(query.queryItemValue(option.name, QUrl::FullyDecoded)));
    }
    return options;
}

} // namespace tracedeck::logpush
