#include "wizard/meanings.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

namespace tracedeck::ui {

namespace {

// What logpush/filter_match.h says, for people.
constexpr auto kMeanings = std::to_array<const char*>({
    QT_TRANSLATE_NOOP("Meanings", "A negated operator is true exactly where the plain one is false; what is absent is kept by it."),
    QT_TRANSLATE_NOOP("Meanings", "A number that is absent, null or no number matches no plain condition."),
    QT_TRANSLATE_NOOP("Meanings", "A number given as text (\"30\") is compared as the number that it spells."),
    QT_TRANSLATE_NOOP("Meanings", "A text that is absent or null is the empty text."),
    QT_TRANSLATE_NOOP("Meanings", "Texts are compared byte by byte: case counts."),
    QT_TRANSLATE_NOOP("Meanings", "\"contains\" asks a list of tags for a whole tag, a text for a part of it."),
    QT_TRANSLATE_NOOP("Meanings", "The filter comes first; sampling takes a share of what it keeps."),
});

} // namespace

QString meaningsText()
{
    QStringList lines;
    for (const char* meaning : kMeanings)
        lines.append(QStringLiteral("• ") + QCoreApplication::translate("Meanings", meaning));
    return lines.join(u'\n');
}

} // namespace tracedeck::ui
