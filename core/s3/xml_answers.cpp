#include "s3/xml_answers.h"

#include "objects/object_name.h"
#include "s3/canonical.h"
#include "s3/xml_walk.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace tracedeck::s3 {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestMessage = 500;

QString string(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString unquoted(std::string_view etag)
{
    if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"')
        etag = etag.substr(1, etag.size() - 2);
    return string(etag);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isS3Time(std::string_view text)
{
    constexpr std::string_view shape = "0000-00-00T00:00:00.000Z";
    return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                      [](char c, char like) { return like == '0' ? isDigit(c) : c == like; });
}

/// As S3 writes it, and most others do; whatever else a server writes is left to Qt, which takes longer.
std::int64_t timeOf(std::string_view text)
{
    if (isS3Time(text)) {
        std::array<char, 16> compact {}; // "20261121T123704Z"
        std::ranges::copy_if(text.substr(0, 19), compact.begin(), [](char c) { return c != '-' && c != ':'; });
        compact.back() = 'Z';
        if (const auto second = objects::parseCompactTime({compact.data(), compact.size()}))
            return *second + std::int64_t {text[20] - '0'} * 100 + std::int64_t {text[21] - '0'} * 10 + (text[22] - '0');
    }
    const QDateTime time = QDateTime::fromString(string(text), Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

/// Some servers write a space as a plus; a plus is never left as it is.
QString decoded(const QString& name)
{
    if (!name.contains(u'%') && !name.contains(u'+'))
        return name;
    QByteArray encoded = name.toUtf8();
    encoded.replace('+', ' ');
    return QString::fromUtf8(percentDecoded(encoded));
}

/// Reads a listing from front to back.
class ListingReader {
public:
    Result<objects::ListPage> read(const QByteArray& body)
    {
        XmlWalk walk(
            "ListBucketResult", [this](auto parent, auto name, auto text) { return readField(parent, name, text); },
            [this](auto name) { return name == kObject ? endObject() : nullptr; });
        const auto isListing = walk.read(body);
        if (!isListing)
            return fail(isListing.error());
        if (!*isListing)
            return fail(ErrorCode::BadAnswer, u"a listing was expected, not "_s + kindOfBody(body));
        if (m_isTruncated && m_page.continuation.isEmpty())
            return fail(ErrorCode::BadAnswer, u"the listing goes on, but does not say where"_s);
        if (!m_isTruncated)
            m_page.continuation.clear();
        if (m_isEncoded)
            decodeNames();
        return std::move(m_page);
    }

private:
    static constexpr std::string_view kObject = "Contents", kFolder = "CommonPrefixes";

    const char* readField(std::string_view parent, std::string_view name, std::string_view text)
    {
        if (parent == kObject)
            readObjectField(name, text);
        else if (parent == kFolder && name == "Prefix")
            m_page.folders.append(string(text));
        else if (parent.empty())
            return readOwnField(name, text);
        return nullptr;
    }

    void readObjectField(std::string_view name, std::string_view text)
    {
        if (name == "Key") {
            m_object.key = string(text);
        } else if (name == "Size") {
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), m_object.size);
            m_hasSize = error == std::errc() && end == text.data() + text.size();
        } else if (name == "ETag") {
            m_object.etag = unquoted(text);
        } else if (name == "LastModified") {
            m_object.changedMs = timeOf(text);
        }
    }

    const char* readOwnField(std::string_view name, std::string_view text)
    {
        if (name == "IsTruncated")
            m_isTruncated = text == "true";
        else if (name == "NextContinuationToken")
            m_page.continuation = string(text);
        else if (name == "EncodingType")
            m_isEncoded = text == "url";
        else if (name == kObject)
            return endObject();
        return nullptr;
    }

    const char* endObject()
    {
        if (m_object.key.isEmpty() || !m_hasSize)
            return "an object without a key or a size";
        m_page.objects.push_back(std::exchange(m_object, {}));
        m_hasSize = false;
        return nullptr;
    }

    void decodeNames()
    {
        for (auto& object : m_page.objects)
            object.key = decoded(object.key);
        for (auto& folder : m_page.folders)
            folder = decoded(folder);
    }

    objects::ListPage m_page;
    objects::ListedObject m_object;
    bool m_hasSize = false, m_isTruncated = false, m_isEncoded = false;
};

} // namespace

std::optional<Refusal> parseRefusal(const QByteArray& body)
{
    Refusal refusal;
    XmlWalk walk("Error", [&refusal](auto parent, auto name, auto text) -> const char* {
        if (parent.empty() && name == "Code")
            refusal.code = string(text).left(kLongestMessage);
        else if (parent.empty() && name == "Message")
            refusal.message = string(text).left(kLongestMessage);
        return nullptr;
    });
    (void)walk.read(body); // what was said before it breaks off is still said
    return refusal.code.isEmpty() ? std::nullopt : std::optional(refusal);
}

Result<objects::ListPage> parseListing(const QByteArray& body)
{
    return ListingReader().read(body);
}

QString kindOfBody(QByteArrayView body)
{
    const QByteArray start = body.first(std::min<qsizetype>(body.size(), 512)).toByteArray().trimmed().toLower();
    if (start.isEmpty())
        return u"nothing"_s;
    if (start.startsWith("<!doctype html") || start.contains("<html"))
        return u"an HTML page"_s;
    if (start.startsWith('{') || start.startsWith('['))
        return u"JSON"_s;
    return start.startsWith('<') ? u"another XML document"_s : u"something else"_s;
}

} // namespace tracedeck::s3
