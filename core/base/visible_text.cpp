#include "base/visible_text.h"

#include <QList>

namespace tracedeck {

namespace {

bool isInvisibleFormat(char32_t c)
{
    return c == 0x061c || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff
        || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

void appendVisible(QString& out, char32_t c, bool oneLine)
{
    if (c == u'\n' && !oneLine) {
        out += u'\n';
    } else if (c == u'\n') {
        out += u'\u23CE';
    } else if (c == u'\t') {
        out += oneLine ? u' ' : u'\t';
    } else if (c < 0x20) {
        out += QChar(static_cast<char16_t>(0x2400 + c));
    } else if (c == 0x7f) {
        out += u'\u2421';
    } else if ((c >= 0x80 && c < 0xa0) || isInvisibleFormat(c)) {
        out += u"\u27E6U+" + QString::number(static_cast<uint>(c), 16).toUpper().rightJustified(4, u'0') + u'\u27E7';
    } else if (c == 0x2028 || c == 0x2029) {
        out += u'\u23CE';
    } else {
        out += QString::fromUcs4(&c, 1);
    }
}

bool isPlain(QStringView text)
{
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (u < 0x20 || (u >= 0x7f && u < 0xa0) || (u >= 0xd800 && u < 0xe000) || u == 0x2028 || u == 0x2029 || isInvisibleFormat(u))
            return false;
    }
    return true;
}

} // namespace

QString visibleText(QStringView text, bool oneLine)
{
    if (isPlain(text))
        return text.toString();
    QString out;
    out.reserve(text.size() + 16);
    for (const uint c : text.toUcs4())
        appendVisible(out, c, oneLine);
    return out;
}

std::string visibleUtf8(std::string_view text, bool oneLine)
{
    return visibleText(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), oneLine).toStdString();
}

} // namespace tracedeck
