#include "s3/xml_walk.h"

#include <expat.h>

#include <limits>
#include <memory>
#include <utility>

namespace tracedeck::s3 {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string_view localName(std::string_view name)
{
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

} // namespace

XmlWalk::XmlWalk(std::string root, OnField onField, OnGroup onGroup)
    : m_root(std::move(root))
    , m_onField(std::move(onField))
    , m_onGroup(std::move(onGroup))
{}

Result<bool> XmlWalk::read(QByteArrayView body)
{
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
    m_parser = parser.get();
    m_depth = 0;
    m_isRootFound = false;
    m_wrong = nullptr;
    XML_SetUserData(m_parser, this);
    XML_SetElementHandler(
        m_parser, [](void* self, const char* name, const char**) { static_cast<XmlWalk*>(self)->start(name); },
        [](void* self, const char*) { static_cast<XmlWalk*>(self)->end(); });
    XML_SetCharacterDataHandler(m_parser, [](void* self, const char* piece, int size) {
        static_cast<XmlWalk*>(self)->text({piece, static_cast<std::size_t>(size)});
    });
    XML_SetStartDoctypeDeclHandler(
        m_parser, [](void* self, const char*, const char*, const char*, int) { static_cast<XmlWalk*>(self)->stop("a document type"); });
    const bool isWhole = body.size() <= std::numeric_limits<int>::max()
        && XML_Parse(m_parser, body.data(), static_cast<int>(body.size()), XML_TRUE) == XML_STATUS_OK;
    if (!m_isRootFound)
        return false;
    if (m_wrong)
        return fail(ErrorCode::BadAnswer, place(QString::fromLatin1(m_wrong)));
    if (!isWhole)
        return fail(ErrorCode::BadAnswer, place(QString::fromLatin1(XML_ErrorString(XML_GetErrorCode(m_parser)))));
    return true;
}

void XmlWalk::start(std::string_view name)
{
    m_text.clear();
    if (++m_depth > kDeepest) {
        m_hasFields[kDeepest] = true;
        if (m_depth > kTooDeep)
            stop("elements nested too deep"); // each is remembered while it is open
        return;
    }
    const auto depth = static_cast<std::size_t>(m_depth);
    m_names[depth] = localName(name);
    m_hasFields[depth] = false;
    m_hasFields[depth - 1] = true;
    if (m_depth > 1)
        return;
    m_isRootFound = m_names[1] == m_root;
    if (!m_isRootFound)
        stop("another root");
}

void XmlWalk::text(std::string_view piece)
{
    if (m_depth > 1 && m_depth <= kDeepest)
        m_text += piece;
}

void XmlWalk::end()
{
    const auto depth = static_cast<std::size_t>(m_depth--);
    if (depth < 2 || depth > kDeepest || m_wrong)
        return;
    const char* wrong = nullptr;
    if (!m_hasFields[depth])
        wrong = m_onField(depth == 2 ? std::string_view() : m_names[2], m_names[depth], m_text);
    else if (depth == 2 && m_onGroup)
        wrong = m_onGroup(m_names[2]);
    m_text.clear();
    if (wrong)
        stop(wrong);
}

void XmlWalk::stop(const char* why)
{
    if (!m_wrong)
        m_wrong = why;
    XML_StopParser(m_parser, XML_FALSE);
}

QString XmlWalk::place(const QString& why) const
{
    return u"line %1: %2"_s.arg(XML_GetCurrentLineNumber(m_parser)).arg(why);
}

} // namespace tracedeck::s3
