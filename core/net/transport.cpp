#include "net/transport.h"

namespace tracedeck::net {

const char* verbName(Verb verb)
{
    switch (verb) {
    case Verb::Get: return "GET";
    case Verb::Head: return "HEAD";
    case Verb::Post: return "POST";
    case Verb::Put: return "PUT";
    case Verb::Patch: return "PATCH";
    case Verb::Delete: return "DELETE";
    }
    return "";
}

bool maySendAgain(const Request& request)
{
    return request.isRepeatable || request.verb == Verb::Get || request.verb == Verb::Head;
}

QByteArray Response::header(QByteArrayView name) const
{
    for (const Header& header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

} // namespace tracedeck::net
