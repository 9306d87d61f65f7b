#include "s3/sign_vector.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace tracedeck::s3 {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What proxies change or signing itself adds is not signed.
constexpr auto kNeverSigned =
    std::to_array<const char*>({"authorization", "connection", "expect", "sec-websocket-key", "sec-websocket-protocol",
                                "sec-websocket-version", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id"});

struct Vector {
    SignableRequest request;
    QByteArray body;
    SigningScope scope;
    Secret secretKey, sessionToken;
    PathRules rules;
    bool signBody = false, omitToken = false;
    std::int64_t validSeconds = 0;
};

bool isSigned(const QByteArray& name)
{
    return std::none_of(kNeverSigned.begin(), kNeverSigned.end(), [&](const char* never) { return name.toLower() == never; });
}

Result<void> readHead(QByteArrayView head, SignableRequest& request)
{
    QByteArrayList lines = head.toByteArray().split('\n');
    const QByteArray first = lines.takeFirst().trimmed();
    const qsizetype begin = first.indexOf(' ');
    const qsizetype end = first.lastIndexOf(' ');
    if (begin < 0 || end <= begin)
        return fail(ErrorCode::BadValue, u"line 1 is no request line"_s);
    request.method = first.first(begin);
    const QByteArray target = first.mid(begin + 1, end - begin - 1); // may hold spaces: it is not encoded yet
    const qsizetype mark = target.indexOf('?');
    request.path = target.first(mark < 0 ? target.size() : mark);
    request.query = mark < 0 ? QByteArray() : target.sliced(mark + 1);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray& line = lines[i];
        const qsizetype colon = line.indexOf(':');
        if (!request.headers.empty() && (line.startsWith(' ') || line.startsWith('\t')))
            request.headers.back().value += '\n' + line;
        else if (colon > 0)
            request.headers.push_back({line.first(colon).trimmed(), line.sliced(colon + 1)});
        else if (!line.trimmed().isEmpty())
            return fail(ErrorCode::BadValue, u"line %1 is no header"_s.arg(i + 2));
    }
    std::erase_if(request.headers, [](const auto& header) { return !isSigned(header.name); });
    return {};
}

Result<void> readRequest(QByteArray text, Vector& vector)
{
    text.replace("\r\n", "\n");
    const qsizetype blank = text.indexOf("\n\n");
    vector.body = blank < 0 ? QByteArray() : text.sliced(blank + 2);
    return readHead(QByteArrayView(text).first(blank < 0 ? text.size() : blank), vector.request);
}

Result<void> readContext(const QByteArray& text, Vector& vector)
{
    QJsonParseError problem;
    const QJsonObject context = QJsonDocument::fromJson(text, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return fail(ErrorCode::BadJson, u"byte %1: %2"_s.arg(problem.offset).arg(problem.errorString()), u"context.json"_s);
    const QJsonObject credentials = context["credentials"_L1].toObject();
    const QDateTime time = QDateTime::fromString(context["timestamp"_L1].toString(), Qt::ISODate);
    const auto bytes = [](const QJsonValue& value) { return value.toString().toUtf8(); };
    vector.scope = {bytes(credentials["access_key_id"_L1]), time.toMSecsSinceEpoch(), bytes(context["region"_L1]),
                    bytes(context["service"_L1])};
    if (!time.isValid() || vector.scope.accessKeyId.isEmpty() || vector.scope.service.isEmpty())
        return fail(ErrorCode::BadValue, u"credentials, service or timestamp is missing"_s, u"context.json"_s);
    vector.secretKey = Secret(bytes(credentials["secret_access_key"_L1]));
    vector.sessionToken = Secret(bytes(credentials.contains("token"_L1) ? credentials["token"_L1] : credentials["session_token"_L1]));
    vector.rules = {context["normalize"_L1].toBool(), vector.scope.service != "s3"};
    vector.signBody = context["sign_body"_L1].toBool();
    vector.omitToken = context["omit_session_token"_L1].toBool();
    vector.validSeconds = context["expiration_in_seconds"_L1].toInteger(3600);
    return {};
}

void setHeader(SignableRequest& request, const QByteArray& name, const QByteArray& value)
{
    std::erase_if(request.headers, [&](const auto& header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    request.headers.push_back({name, value});
}

Signature signInHeaders(const Vector& vector)
{
    SignableRequest request = vector.request;
    setHeader(request, "X-Amz-Date", vector.scope.amzDate());
    if (vector.signBody)
        setHeader(request, "x-amz-content-sha256", request.payloadHash);
    if (!vector.sessionToken.isEmpty() && !vector.omitToken)
        vector.sessionToken.reveal([&](QByteArrayView token) { setHeader(request, "X-Amz-Security-Token", token.toByteArray()); });
    return sign(request, vector.scope, vector.secretKey, vector.rules);
}

Signature presign(const Vector& vector)
{
    SignableRequest request = vector.request;
    request.query = presignQuery(request, vector.scope, vector.validSeconds, vector.omitToken ? nullptr : &vector.sessionToken);
    return sign(request, vector.scope, vector.secretKey, vector.rules);
}

} // namespace

Result<SignedVector> signVector(const QByteArray& request, const QByteArray& context)
{
    Vector vector;
    if (auto read = readRequest(request, vector); !read)
        return fail(read.error());
    if (auto read = readContext(context, vector); !read)
        return fail(read.error());
    vector.request.payloadHash = sha256Hex(vector.body);
    return SignedVector {signInHeaders(vector), presign(vector)};
}

} // namespace tracedeck::s3
