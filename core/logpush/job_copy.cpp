#include "logpush/job_copy.h"

#include "logpush/destination.h"
#include "logpush/job.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace tracedeck::logpush {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kDestination = "destination_conf"_L1;
const QString kMasked = u"****"_s;

/// The body, its destination redacted.
QJsonObject shared(const QJsonObject& job)
{
    QJsonObject body = createBodyOf(job);
    body[kDestination] = redactedDestination(job[kDestination].toString());
    return body;
}

/// The destination with `place` in the stead of each secret.
QString filled(const QString& redacted, const std::function<QString(const QString& parameter)>& place)
{
    auto destination = parseDestination(redacted);
    if (!destination)
        return redacted;
    if (destination->place.contains(kMasked))
        destination->place.replace(kMasked, place(u"destination_user"_s));
    if (destination->path.contains(kMasked))
        destination->path.replace(kMasked, place(u"destination_path"_s));
    for (DestinationParam& param : destination->params) {
        if (param.encoded == kMasked)
            param.encoded = place(param.name);
    }
    return printDestination(*destination);
}

/// Marks the places of secrets in a text until it is written: with what nobody can have put into a job.
class Marks {
public:
    Marks()
        : m_sign(QString::number(QRandomGenerator::system()->generate64(), 16)
                 + QString::number(QRandomGenerator::system()->generate64(), 16))
    {}

    [[nodiscard]] QString around(const QString& name) const { return m_sign + u'.' + name + u'.' + m_sign; }
    [[nodiscard]] QString replaced(QString text, const QString& before, const QString& after) const
    {
        return text.replace(m_sign + u'.', before).replace(u'.' + m_sign, after);
    }

private:
    QString m_sign;
};

/// In single quotes, as bash reads them back to the byte.
QString quoted(const QString& text)
{
    QString inner = text;
    return u'\'' + inner.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString hclString(const QString& text)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '"': out += u"\\\""_s; break;
        case '\\': out += u"\\\\"_s; break;
        case '\n': out += u"\\n"_s; break;
        case '\r': out += u"\\r"_s; break;
        case '\t': out += u"\\t"_s; break;
        default: c.unicode() < 0x20 ? out += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0')) : out += c;
        }
    }
    out.replace(u"${"_s, u"$${"_s).replace(u"%{"_s, u"%%{"_s); // no templates of Terraform's
    return out + u'"';
}

bool isHclName(const QString& name)
{
    return !name.isEmpty() && !name[0].isDigit() && std::ranges::all_of(name, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c.isDigit() || c == u'_';
    });
}

QString hclValue(const QJsonValue& value, int depth);

/// One line a member. As `terraform fmt` has it: equal signs stand below one another, but for values of several lines, which stand alone.
QString hclMembers(const QJsonObject& object, int depth)
{
    const QString indent(qsizetype {depth} * 2, u' ');
    QString out;
    std::vector<std::pair<QString, QString>> aligned;
    const auto flush = [&] {
        qsizetype widest = 0;
        for (const auto& [name, value] : aligned)
            widest = std::max(widest, name.size());
        for (const auto& [name, value] : aligned)
            out += indent + name.leftJustified(widest) + u" = " + value + u'\n';
        aligned.clear();
    };
    for (auto at = object.begin(); at != object.end(); ++at) {
        const QString value = hclValue(at.value(), depth);
        const bool standsAlone = value.contains(u'\n');
        if (standsAlone)
            flush();
        aligned.emplace_back(isHclName(at.key()) ? at.key() : hclString(at.key()), value);
        if (standsAlone)
            flush();
    }
    flush();
    return out;
}

QString hclValue(const QJsonValue& value, int depth)
{
    switch (value.type()) {
    case QJsonValue::Bool: return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double: return QString::fromUtf8(QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact)).mid(1).chopped(1);
    case QJsonValue::String: return hclString(value.toString());
    case QJsonValue::Array: {
        QStringList items;
        for (const auto& item : value.toArray())
            items.append(hclValue(item, depth + 1));
        return u'[' + items.join(u", "_s) + u']';
    }
    case QJsonValue::Object: return u"{\n"_s + hclMembers(value.toObject(), depth + 1) + QString(qsizetype {depth} * 2, u' ') + u'}';
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return u"null"_s;
}

} // namespace

QString placeholderOf(const QString& parameter)
{
    QString name;
    for (const QChar c : parameter.toUpper())
        name += (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ? c : u'_';
    return name.isEmpty() || name[0].isDigit() ? QString(u'_' + name) : name;
}

QString asJson(const QJsonObject& job)
{
    return QString::fromUtf8(QJsonDocument(shared(job)).toJson());
}

QString asCurl(const QJsonObject& job, const QString& baseUrl, const QString& accountId)
{
    QJsonObject body = shared(job);
    const Marks marks;
    body[kDestination] =
        filled(body[kDestination].toString(), [&](const QString& parameter) { return marks.around(placeholderOf(parameter)); });
    const QString data =
        marks.replaced(quoted(QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact))), u"'\"${"_s, u"}\"'"_s);
    return u"curl --request POST %1 \\\n  --header \"Authorization: Bearer $CLOUDFLARE_API_TOKEN\" \\\n  --header 'Content-Type: "
           "application/json' \\\n  --data %2\n"_s.arg(quoted(baseUrl + u"/accounts/"_s + accountId + u"/logpush/jobs"_s), data);
}

QString asTerraform(const QJsonObject& job, const QString& accountId)
{
    QJsonObject body = shared(job);
    body[u"account_id"_s] = accountId;
    QJsonObject options = body.value(u"output_options").toObject();
    if (options.contains(u"CVE-2021-44228"_s)) { // as the provider spells it
        options[u"cve_2021_44228"_s] = options.take(u"CVE-2021-44228"_s);
        body[u"output_options"_s] = options;
    }
    for (const QString& key : body.keys()) { // an argument of a block cannot be quoted
        if (!isHclName(key))
            body.remove(key);
    }
    const Marks marks;
    body[kDestination] =
        filled(body[kDestination].toString(), [&](const QString& parameter) { return marks.around(placeholderOf(parameter).toLower()); });
    QString name;
    for (const QChar c : job[u"name"].toString().toLower())
        name += (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') ? c : u'_';
    if (name.isEmpty() || name[0].isDigit())
        name.prepend(u"job_"_s);
    const QString text = u"resource \"cloudflare_logpush_job\" \"%1\" {\n%2}\n"_s.arg(name, hclMembers(body, 1));
    return marks.replaced(text, u"${var."_s, u"}"_s);
}

} // namespace tracedeck::logpush
