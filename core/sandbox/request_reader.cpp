#include "sandbox/request_reader.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <utility>

namespace tracedeck::sandbox {

namespace {

constexpr qsizetype kLongestChunkLine = 4096; // chunk signatures stand behind the size

tl::unexpected<Error> refuse(int status, const QString& detail, ErrorCode code = ErrorCode::BadValue)
{
    Error error {code, detail, {}};
    error.status = status;
    return fail(std::move(error));
}

bool isTokenCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

/// Bytes that a request line or a header's value may hold: no controls but the tab.
bool isPrintable(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
}

bool hasWord(const QByteArray& list, QByteArrayView word)
{
    const auto words = list.split(',');
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& each) { return each.trimmed().compare(word, Qt::CaseInsensitive) == 0; });
}

/// Digits alone; nullopt for anything else and what does not fit.
std::optional<qsizetype> wholeNumber(QByteArrayView text, int base)
{
    const bool isPlain = std::all_of(text.begin(), text.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
    bool isNumber = false;
    const qlonglong value = isPlain ? text.toByteArray().toLongLong(&isNumber, base) : 0;
    return isNumber ? std::optional<qsizetype>(value) : std::nullopt;
}

Result<void> readRequestLine(QByteArrayView line, WireRequest& request)
{
    const auto parts = line.toByteArray().split(' ');
    if (parts.size() != 3 || !isToken(parts[0]) || !isPrintable(parts[1]) || !parts[2].startsWith("HTTP/"))
        return refuse(400, QStringLiteral("the request line is not one of HTTP"));
    if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0")
        return refuse(505, QStringLiteral("only HTTP/1.1 is spoken here"));
    if (!parts[1].startsWith('/') && parts[1] != "*")
        return refuse(400, QStringLiteral("the target is no path"));
    request.method = parts[0];
    request.target = parts[1];
    request.keepsOpen = parts[2] == "HTTP/1.1";
    return {};
}

Result<void> readHeaderLine(QByteArrayView line, WireRequest& request)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)) || !isPrintable(line.sliced(colon + 1)))
        return refuse(400, QStringLiteral("a header line is none"));
    request.headers.push_back({line.first(colon).toByteArray(), line.sliced(colon + 1).toByteArray().trimmed()});
    return {};
}

} // namespace

QByteArray WireRequest::path() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? target : target.first(mark);
}

QByteArray WireRequest::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.sliced(mark + 1);
}

QByteArray WireRequest::header(QByteArrayView name) const
{
    const auto at = std::find_if(headers.begin(), headers.end(),
                                 [&](const auto& header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    return at == headers.end() ? QByteArray() : at->value;
}

Result<std::optional<WireRequest>> RequestReader::next()
{
    for (;;) {
        Result<bool> goesOn = false;
        switch (m_step) {
        case Step::Head: goesOn = readHead(); break;
        case Step::Body: goesOn = readBody(); break;
        case Step::ChunkSize: goesOn = readChunkSize(); break;
        case Step::ChunkBytes: goesOn = readChunkBytes(); break;
        case Step::Trailers: goesOn = readTrailers(); break;
        }
        if (!goesOn)
            return fail(goesOn.error());
        if (!*goesOn)
            return std::optional<WireRequest>();
        if (m_step == Step::Head) { // a request came to its end
            m_wantsContinue = false;
            return std::optional(std::exchange(m_request, {}));
        }
    }
}

bool RequestReader::takeContinue()
{
    return std::exchange(m_wantsContinue, false);
}

Result<bool> RequestReader::readHead()
{
    while (m_buffer.startsWith("\r\n")) // some clients end a body with one too many
        m_buffer.remove(0, 2);
    const qsizetype end = m_buffer.indexOf("\r\n\r\n", std::max(qsizetype {0}, m_searched - 3));
    m_searched = m_buffer.size();
    if (end > m_limits.headBytes || (end < 0 && m_buffer.size() > m_limits.headBytes))
        return refuse(431, QStringLiteral("the head is longer than %1 bytes").arg(m_limits.headBytes), ErrorCode::LimitExceeded);
    if (end < 0)
        return false;
    m_request = {};
    qsizetype from = 0;
    while (from < end + 2) {
        const qsizetype lineEnd = m_buffer.indexOf("\r\n", from);
        const auto line = QByteArrayView(m_buffer).sliced(from, lineEnd - from);
        auto read = from == 0 ? readRequestLine(line, m_request) : readHeaderLine(line, m_request);
        if (!read)
            return fail(read.error());
        from = lineEnd + 2;
    }
    m_buffer.remove(0, end + 4);
    m_searched = 0;
    if (auto framing = readFraming(); !framing)
        return fail(framing.error());
    return true;
}

Result<void> RequestReader::readFraming()
{
    const auto count = [&](QByteArrayView name) {
        return std::count_if(m_request.headers.begin(), m_request.headers.end(),
                             [&](const auto& header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    const QByteArray coding = m_request.header("transfer-encoding"), length = m_request.header("content-length");
    const QByteArray connection = m_request.header("connection");
    m_request.keepsOpen = m_request.keepsOpen ? !hasWord(connection, "close") : hasWord(connection, "keep-alive");
    if (count("content-length") + count("transfer-encoding") > 1)
        return refuse(400, QStringLiteral("how long the body is, is said more than once"));
    const bool isChunked = coding.compare("chunked", Qt::CaseInsensitive) == 0;
    if (!coding.isEmpty() && !isChunked)
        return refuse(501, QStringLiteral("the transfer coding is not known"));
    const auto bytes = count("content-length") == 0 ? std::optional<qsizetype>(0) : wholeNumber(length, 10);
    if (!bytes)
        return refuse(400, QStringLiteral("Content-Length is no number"));
    if (*bytes > m_limits.bodyBytes)
        return refuse(413, QStringLiteral("the body is longer than %1 bytes").arg(m_limits.bodyBytes), ErrorCode::LimitExceeded);
    m_missing = *bytes;
    m_step = isChunked ? Step::ChunkSize : Step::Body;
    m_wantsContinue = (isChunked || *bytes > 0) && m_request.header("expect").compare("100-continue", Qt::CaseInsensitive) == 0;
    return {};
}

Result<bool> RequestReader::readBody()
{
    const qsizetype taken = std::min(m_missing, m_buffer.size());
    m_request.body.append(QByteArrayView(m_buffer).first(taken));
    m_buffer.remove(0, taken);
    m_missing -= taken;
    if (m_missing > 0)
        return false;
    m_step = Step::Head;
    return true;
}

Result<bool> RequestReader::readChunkSize()
{
    auto line = takeLine(kLongestChunkLine);
    if (!line)
        return fail(line.error());
    if (!*line)
        return false;
    const auto size = wholeNumber((*line)->split(';').first().trimmed(), 16);
    if (!size)
        return refuse(400, QStringLiteral("a chunk's size is no number"));
    if (*size > m_limits.bodyBytes - m_request.body.size())
        return refuse(413, QStringLiteral("the body is longer than %1 bytes").arg(m_limits.bodyBytes), ErrorCode::LimitExceeded);
    m_missing = *size;
    m_step = *size == 0 ? Step::Trailers : Step::ChunkBytes;
    return true;
}

Result<bool> RequestReader::readChunkBytes()
{
    if (m_buffer.size() < m_missing + 2)
        return false;
    if (QByteArrayView(m_buffer).sliced(m_missing, 2) != "\r\n")
        return refuse(400, QStringLiteral("a chunk is longer than it says"));
    m_request.body.append(QByteArrayView(m_buffer).first(m_missing));
    m_buffer.remove(0, m_missing + 2);
    m_step = Step::ChunkSize;
    return true;
}

Result<bool> RequestReader::readTrailers()
{
    for (;;) {
        auto line = takeLine(m_limits.headBytes);
        if (!line)
            return fail(line.error());
        if (!*line)
            return false;
        if ((*line)->isEmpty()) {
            m_step = Step::Head;
            return true;
        }
    }
}

Result<std::optional<QByteArray>> RequestReader::takeLine(qsizetype atMost)
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end > atMost || (end < 0 && m_buffer.size() > atMost))
        return refuse(400, QStringLiteral("a line between chunks does not end"));
    if (end < 0)
        return std::optional<QByteArray>();
    const QByteArray line = m_buffer.first(end);
    m_buffer.remove(0, end + 2);
    return std::optional(line);
}

} // namespace tracedeck::sandbox
