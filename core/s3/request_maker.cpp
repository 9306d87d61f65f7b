#include "s3/request_maker.h"

#include "s3/sigv4.h"

#include <algorithm>

namespace tracedeck::s3 {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kSilence {20'000};

bool isPrintable(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool isHex(QByteArrayView text, qsizetype length)
{
    return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

/// An XML document that was cut off is told by its end; objects by the size in their listing.
bool endsAsItBegan(const net::Response& response)
{
    const QByteArray body = response.body.trimmed();
    return !body.startsWith('<') || body.endsWith('>');
}

bool isSwapped(const Keys& keys)
{
    return isHex(keys.accessKeyId.toUtf8(), 64) && keys.secretAccessKey->reveal([](QByteArrayView secret) { return isHex(secret, 32); });
}

} // namespace

QString BucketAddress::name() const
{
    const QString port = endpoint.port() < 0 ? QString() : QString(u':' % QString::number(endpoint.port()));
    return u"s3://" % endpoint.host() % port % u'/' % bucket;
}

Result<void> checkAddress(const BucketAddress& address)
{
    const QString scheme = address.endpoint.scheme();
    if (!address.endpoint.isValid() || address.endpoint.host().isEmpty() || (scheme != u"https" && scheme != u"http"))
        return fail(ErrorCode::BadValue, u"not an address such as https://host"_s, u"endpoint"_s);
    if (address.bucket.isEmpty() || address.bucket.contains(u'/'))
        return fail(ErrorCode::BadValue, address.bucket.isEmpty() ? u"missing"_s : u"a bucket's name has no slash"_s, u"bucket"_s);
    if (!isPrintable(address.region.toUtf8()))
        return fail(ErrorCode::BadValue, u"holds spaces, line breaks or letters beyond ASCII"_s, u"region"_s);
    return {};
}

Result<void> checkKeys(const Keys& keys)
{
    const QString odd = u"holds spaces, line breaks or letters beyond ASCII"_s;
    const auto isOdd = [](const SharedSecret& secret) { return secret && !secret->reveal(isPrintable); };
    if (keys.accessKeyId.isEmpty())
        return fail(ErrorCode::BadValue, u"missing"_s, u"access key id"_s);
    if (!isPrintable(keys.accessKeyId.toUtf8()))
        return fail(ErrorCode::BadValue, odd, u"access key id"_s);
    if (!keys.secretAccessKey || keys.secretAccessKey->isEmpty())
        return fail(ErrorCode::BadValue, u"missing"_s, u"secret access key"_s);
    if (isOdd(keys.secretAccessKey))
        return fail(ErrorCode::BadValue, odd, u"secret access key"_s);
    if (isOdd(keys.sessionToken))
        return fail(ErrorCode::BadValue, odd, u"session token"_s);
    if (isSwapped(keys))
        return fail(ErrorCode::BadValue, u"id and secret stand in each other's place"_s, u"access key id"_s);
    return {};
}

Result<net::Request> RequestMaker::make(const BucketRequest& request, std::int64_t nowMs) const
{
    if (auto good = checkAddress(m_address); !good)
        return fail(good.error());
    if (auto good = checkKeys(m_keys); !good)
        return fail(good.error());
    if (request.key.contains(QChar(QChar::ReplacementCharacter))) // another object would be asked for
        return fail(ErrorCode::BadValue, u"its name is not UTF-8 text (or holds U+FFFD): it cannot be asked for"_s);
    QByteArray path = m_address.endpoint.path(QUrl::FullyEncoded).toLatin1();
    while (path.endsWith('/'))
        path.chop(1);
    path += '/' + percentEncoded(m_address.bucket.toUtf8());
    if (!request.key.isEmpty())
        path += '/' + percentEncoded(request.key.toUtf8(), '/');
    QByteArray query;
    for (const auto& [name, value] : request.query)
        query += (query.isEmpty() ? "" : "&") + name + '=' + percentEncoded(value.toUtf8());
    net::Request made;
    made.verb = request.verb;
    made.url = QUrl::fromEncoded(m_address.endpoint.scheme().toLatin1() + "://" + host() + path + (query.isEmpty() ? "" : "?") + query,
                                 QUrl::StrictMode);
    made.headers = request.headers;
    made.headers.push_back({"Accept-Encoding", "identity"});
    made.body = request.body;
    made.isRepeatable = true;
    made.timeout = kSilence;
    made.isWhole = endsAsItBegan;
    made.maxBytes = request.maxBytes;
    made.onData = request.onData;
    addSignature(made, path, query, nowMs);
    return made;
}

QByteArray RequestMaker::host() const
{
    return m_address.endpoint.authority(QUrl::FullyEncoded).section(u'@', -1).toLatin1();
}

void RequestMaker::addSignature(net::Request& request, const QByteArray& path, const QByteArray& query, std::int64_t nowMs) const
{
    const SigningScope scope {m_keys.accessKeyId.toLatin1(), nowMs, m_address.region.toLatin1()};
    const std::vector<net::Header> added {{"x-amz-date", scope.amzDate()}, {"x-amz-content-sha256", sha256Hex(request.body)}};
    SignableRequest signable {net::verbName(request.verb), path, query, added, added.back().value};
    signable.headers.push_back({"host", host()});
    const bool hasToken = m_keys.sessionToken && !m_keys.sessionToken->isEmpty();
    if (hasToken)
        m_keys.sessionToken->reveal([&](QByteArrayView token) {
            signable.headers.push_back({"x-amz-security-token", token.toByteArray()});
        });
    Signature made = sign(signable, scope, *m_keys.secretAccessKey);
    request.headers.insert(request.headers.end(), added.begin(), added.end());
    request.secrets.push_back({"Authorization", {}, std::make_shared<const Secret>(authorization(scope, made))});
    if (hasToken) {
        request.secrets.push_back({"x-amz-security-token", {}, m_keys.sessionToken});
        signable.headers.back().value.fill('\0');
        made.canonicalRequest.fill('\0');
    }
}

} // namespace tracedeck::s3
