#include "s3/xml_answers.h"

#include "s3/canonical.h"

#include <QDateTime>
#include <QXmlStreamReader>

namespace tracedeck::s3 {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestMessage = 500;

/// The root's start; documents that bring a DTD are not read any further.
bool enterRoot(QXmlStreamReader& xml, QStringView name)
{
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::DTD)
            return false;
        if (token == QXmlStreamReader::StartElement)
            return xml.name() == name;
    }
    return false;
}

QString unquoted(QString etag)
{
    if (etag.size() >= 2 && etag.startsWith(u'"') && etag.endsWith(u'"'))
        etag = etag.mid(1, etag.size() - 2);
    return etag;
}

/// Reads a listing from front to back.
class ListingReader {
public:
    explicit ListingReader(const QByteArray& body) : m_xml(body) {}

    Result<objects::ListPage> read(const QByteArray& body)
    {
        if (!enterRoot(m_xml, u"ListBucketResult"))
            return fail(ErrorCode::BadAnswer, u"a listing was expected, not "_s + kindOfBody(body));
        while (m_xml.readNextStartElement())
            readField();
        if (m_xml.hasError())
            return fail(ErrorCode::BadAnswer, u"line %1: %2"_s.arg(m_xml.lineNumber()).arg(m_xml.errorString()));
        if (m_isTruncated && m_page.continuation.isEmpty())
            return fail(ErrorCode::BadAnswer, u"the listing goes on, but does not say where"_s);
        if (!m_isTruncated)
            m_page.continuation.clear();
        if (m_isEncoded)
            decodeNames();
        return std::move(m_page);
    }

private:
    void readField()
    {
        if (m_xml.name() == u"Contents")
            readObject();
        else if (m_xml.name() == u"IsTruncated")
            m_isTruncated = m_xml.readElementText() == u"true";
        else if (m_xml.name() == u"NextContinuationToken")
            m_page.continuation = m_xml.readElementText();
        else if (m_xml.name() == u"EncodingType")
            m_isEncoded = m_xml.readElementText() == u"url";
        else if (m_xml.name() == u"CommonPrefixes")
            readFolder();
        else
            m_xml.skipCurrentElement();
    }

    void readFolder()
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == u"Prefix")
                m_page.folders.append(m_xml.readElementText());
            else
                m_xml.skipCurrentElement();
        }
    }

    void readObject()
    {
        objects::ListedObject object;
        bool hasSize = false;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == u"Key")
                object.key = m_xml.readElementText();
            else if (m_xml.name() == u"Size")
                object.size = m_xml.readElementText().toULongLong(&hasSize);
            else if (m_xml.name() == u"ETag")
                object.etag = unquoted(m_xml.readElementText());
            else if (m_xml.name() == u"LastModified")
                object.changedMs = timeOf(m_xml.readElementText());
            else
                m_xml.skipCurrentElement();
        }
        if (object.key.isEmpty() || !hasSize)
            m_xml.raiseError(u"an object without a key or a size"_s);
        m_page.objects.push_back(std::move(object));
    }

    static std::int64_t timeOf(const QString& text)
    {
        const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
        return time.isValid() ? time.toMSecsSinceEpoch() : 0;
    }

    static QString decoded(const QString& name)
    {
        QByteArray encoded = name.toUtf8();
        encoded.replace('+', "%20"); // some servers write a space so; a plus is never left as it is
        return QString::fromUtf8(percentDecoded(encoded));
    }

    void decodeNames()
    {
        for (auto& object : m_page.objects)
            object.key = decoded(object.key);
        for (auto& folder : m_page.folders)
            folder = decoded(folder);
    }

    QXmlStreamReader m_xml;
    objects::ListPage m_page;
    bool m_isTruncated = false, m_isEncoded = false;
};

} // namespace

std::optional<Refusal> parseRefusal(const QByteArray& body)
{
    QXmlStreamReader xml(body);
    if (!enterRoot(xml, u"Error"))
        return std::nullopt;
    Refusal refusal;
    while (xml.readNextStartElement()) {
        if (xml.name() == u"Code")
            refusal.code = xml.readElementText().left(kLongestMessage);
        else if (xml.name() == u"Message")
            refusal.message = xml.readElementText().left(kLongestMessage);
        else
            xml.skipCurrentElement();
    }
    return refusal.code.isEmpty() ? std::nullopt : std::optional(refusal);
}

Result<objects::ListPage> parseListing(const QByteArray& body)
{
    return ListingReader(body).read(body);
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
