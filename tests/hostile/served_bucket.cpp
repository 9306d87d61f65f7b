#include "hostile/served_bucket.h"

#include "delivery/gzip.h"
#include "store/place.h"

#include <QUrlQuery>

#include <set>

namespace tracedeck::test {

namespace {

const QByteArray kBucket = "/logs";

QByteArray parameter(const QUrlQuery& query, const char* name)
{
    return QByteArray::fromPercentEncoding(query.queryItemValue(QString::fromLatin1(name), QUrl::FullyEncoded).toLatin1());
}

QByteArray objectXml(const QByteArray& key, qsizetype size)
{
    return "<Contents><Key>" + key.toPercentEncoding() + "</Key><LastModified>2026-11-21T12:00:00.000Z</LastModified><ETag>&quot;"
        + QByteArray::number(qHash(key), 16) + "&quot;</ETag><Size>" + QByteArray::number(size) + "</Size></Contents>";
}

} // namespace

void ServedBucket::start()
{
    m_server =
        std::make_unique<WireServer>([this](const Asked& asked, QTcpSocket& socket) { answer(asked, socket); }, std::nullopt, m_port);
    m_port = m_server->port();
    m_endpoint = m_server->url("").toString();
}

void ServedBucket::answer(const Asked& asked, QTcpSocket& socket) const
{
    const QUrl url = QUrl::fromEncoded("http://h" + asked.target);
    const QByteArray path = QByteArray::fromPercentEncoding(asked.target.split('?').first());
    if (path == kBucket || path == kBucket + '/') {
        socket.write(WireServer::bytes(200, listing(url), "Content-Type: application/xml\r\n"));
        return;
    }
    const auto object = m_objects.find(path.mid(kBucket.size() + 1));
    if (object == m_objects.end())
        socket.write(WireServer::bytes(404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"));
    else
        socket.write(WireServer::bytes(200, object->second, "ETag: \"" + QByteArray::number(qHash(object->first), 16) + "\"\r\n"));
}

QByteArray ServedBucket::listing(const QUrl& asked) const
{
    const QUrlQuery query(asked);
    const QByteArray prefix = parameter(query, "prefix"), delimiter = parameter(query, "delimiter");
    const QByteArray after = parameter(query, "start-after");
    QByteArray contents;
    std::set<QByteArray> folders;
    for (const auto& [key, bytes] : m_objects) {
        const qsizetype cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.size());
        if (!key.startsWith(prefix) || key <= after)
            continue;
        if (cut >= 0)
            folders.insert(key.left(cut + delimiter.size()));
        else
            contents += objectXml(key, bytes.size());
    }
    for (const QByteArray& folder : folders)
        contents += "<CommonPrefixes><Prefix>" + folder.toPercentEncoding() + "</Prefix></CommonPrefixes>";
    return "<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>" + contents + "</ListBucketResult>";
}

QByteArray packedEvents(int events)
{
    return QByteArray::fromStdString(delivery::gzip(lines(0, events)));
}

} // namespace tracedeck::test
