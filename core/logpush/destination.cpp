#include "logpush/destination.h"

#include <QDateTime>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace tracedeck::logpush {

namespace {

constexpr qsizetype kLongest = 4096;
// Words in a parameter's name that make its value a secret wherever it is.
constexpr auto kSecretWords = std::to_array<QStringView>({u"secret", u"key", u"token", u"auth", u"pass", u"sig", u"cred"});

QString text(std::string_view latin)
{
    return QString::fromUtf8(latin.data(), static_cast<qsizetype>(latin.size()));
}

bool nameFits(std::string_view pattern, QStringView name)
{
    const QString wanted = text(pattern);
    if (wanted.endsWith(u'*'))
        return name.startsWith(QStringView {wanted}.chopped(1), Qt::CaseInsensitive);
    return name.compare(wanted, Qt::CaseInsensitive) == 0;
}

bool isSecret(const DestinationSpec& spec, QStringView written)
{
    const QString name = QUrl::fromPercentEncoding(written.toUtf8()); // whoever reads it decodes it
    const auto known = std::ranges::find_if(spec.params, [&name](const ParamSpec& param) { return nameFits(param.name, name); });
    if (known != spec.params.end())
        return known->isSecret;
    if (name == u"access-key-id")
        return false;
    return std::ranges::any_of(kSecretWords, [&name](QStringView word) { return name.contains(word, Qt::CaseInsensitive); });
}

DestinationKind httpsKind(const Destination& destination)
{
    const QStringView host = QStringView {destination.place}.split(u':').front();
    if (host == u"log-api.newrelic.com" || host == u"log-api.eu.newrelic.com")
        return DestinationKind::NewRelic;
    if (host.endsWith(u".elastic-cloud.com") || host.endsWith(u".elastic.co"))
        return DestinationKind::Elastic;
    return DestinationKind::Https;
}

DestinationKind kindOf(const Destination& destination)
{
    if (destination.scheme == u"https")
        return httpsKind(destination);
    if (destination.scheme == u"s3")
        return destination.param(u"endpoint") ? DestinationKind::S3Compatible : DestinationKind::S3;
    const auto specs = destinationSpecs();
    const auto found = std::ranges::find_if(specs, [&](const auto& spec) { return text(spec.scheme) == destination.scheme; });
    return found == specs.end() ? DestinationKind::Other : found->kind;
}

std::vector<DestinationParam> readParams(QStringView query)
{
    std::vector<DestinationParam> params;
    if (query.isEmpty())
        return params;
    for (const QStringView piece : query.split(u'&')) {
        const auto equals = piece.indexOf(u'=');
        if (equals < 0)
            params.push_back({piece.toString(), std::nullopt});
        else
            params.push_back({piece.first(equals).toString(), piece.sliced(equals + 1).toString()});
    }
    return params;
}

template<typename ValueOf>
QString printWith(const Destination& destination, QStringView place, QStringView path, ValueOf valueOf)
{
    QString out = destination.scheme % u"://" % place % path;
    if (destination.hasQuery)
        out += u'?';
    for (bool first = true; const DestinationParam& param : destination.params) {
        if (!std::exchange(first, false))
            out += u'&';
        out += param.name;
        if (param.encoded)
            out += QString(u'=' % valueOf(param));
    }
    return out;
}

auto paramNamed(auto& params, QStringView name)
{
    return std::ranges::find_if(params, [name](const DestinationParam& param) { return param.name == name; });
}

} // namespace

QString DestinationParam::value() const
{
    return encoded ? QUrl::fromPercentEncoding(encoded->toUtf8()) : QString();
}

std::optional<QString> Destination::param(QStringView name) const
{
    const auto found = paramNamed(params, name);
    return found == params.end() ? std::nullopt : std::optional {found->value()};
}

void Destination::setParam(const QString& name, const QString& value)
{
    auto found = paramNamed(params, name);
    if (found == params.end())
        found = params.insert(params.end(), {name, std::nullopt});
    if (!found->encoded || found->value() != value) // one that says the same stays as it was written
        found->encoded = QString::fromLatin1(QUrl::toPercentEncoding(value));
    hasQuery = true;
    kind = kindOf(*this);
}

void Destination::removeParam(QStringView name)
{
    std::erase_if(params, [name](const DestinationParam& param) { return param.name == name; });
    hasQuery = hasQuery && !params.empty();
    kind = kindOf(*this);
}

Result<Destination> parseDestination(const QString& text)
{
    if (text.size() > kLongest)
        return fail(ErrorCode::BadValue, QStringLiteral("longer than 4096 characters"));
    const auto isControl = [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; };
    if (std::ranges::any_of(text, isControl))
        return fail(ErrorCode::BadValue, QStringLiteral("control characters or line breaks in it"));
    const auto colon = text.indexOf(u"://");
    if (colon <= 0)
        return fail(ErrorCode::BadValue, QStringLiteral("no scheme, as in r2://"));
    Destination destination;
    destination.scheme = text.first(colon);
    const QStringView rest = QStringView {text}.sliced(colon + 3);
    const auto question = rest.indexOf(u'?');
    const QStringView front = question < 0 ? rest : rest.first(question);
    const auto slash = front.indexOf(u'/');
    destination.place = (slash < 0 ? front : front.first(slash)).toString();
    destination.path = slash < 0 ? QString() : front.sliced(slash).toString();
    destination.hasQuery = question >= 0;
    if (question >= 0)
        destination.params = readParams(rest.sliced(question + 1));
    if (destination.place.isEmpty())
        return fail(ErrorCode::BadValue, QStringLiteral("no bucket or host behind the scheme"));
    destination.kind = kindOf(destination);
    return destination;
}

QString printDestination(const Destination& destination)
{
    return printWith(destination, destination.place, destination.path, [](const DestinationParam& param) { return *param.encoded; });
}

bool isSecretParam(const Destination& destination, QStringView name)
{
    return isSecret(specOf(destination.kind), name);
}

QString redacted(const Destination& destination)
{
    const DestinationSpec& spec = specOf(destination.kind);
    const auto at = destination.place.lastIndexOf(u'@'); // name and password of a URL
    const QString place = at < 0 ? destination.place : QString(kSecretMask % QStringView {destination.place}.sliced(at));
    QString path = destination.path;
    if (destination.kind == DestinationKind::Sumo && path.size() > 1) // the receiver's code is its secret
        path = path.first(path.lastIndexOf(u'/') + 1) % kSecretMask;
    return printWith(destination, place, path, [&](const DestinationParam& param) {
        return param.encoded->isEmpty() || !isSecret(spec, param.name) ? *param.encoded : kSecretMask;
    });
}

QString redactedDestination(const QString& text)
{
    if (const auto destination = parseDestination(text))
        return redacted(*destination);
    const auto colon = text.indexOf(u"://");
    return colon > 0 && colon < 16 ? QString(QStringView {text}.first(colon + 3) % kSecretMask) : kSecretMask;
}

QString objectPrefix(const Destination& destination, qint64 atMs)
{
    QString prefix = destination.path;
    prefix.replace(QStringLiteral("{DATE}"), QDateTime::fromMSecsSinceEpoch(atMs, Qt::UTC).toString(QStringLiteral("yyyyMMdd")));
    while (prefix.startsWith(u'/'))
        prefix.remove(0, 1);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    return prefix;
}

Ownership ownershipOf(const Destination& destination)
{
    if (destination.kind == DestinationKind::S3 && destination.param(u"access-key-id") && destination.param(u"secret-access-key"))
        return Ownership::NotNeeded;
    return specOf(destination.kind).ownership;
}

} // namespace tracedeck::logpush
