#include "text/markdown.h"

namespace tracedeck::ui {

QString markdownText(const QString& text)
{
    QString out;
    for (const QChar c : text) {
        if (QStringView(u"\\`*_[]<>|#!").contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

} // namespace tracedeck::ui
