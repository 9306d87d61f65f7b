#pragma once

#include "theme/theme.h"

#include <array>
#include <string_view>

namespace tracedeck::ui {

/// One colour on another as our widgets paint them, and what it must reach (WCAG 2.1 AA): 4.5 for text, 3 for shapes.
struct ContrastPair {
    std::string_view use;
    QColor Tokens::*front;
    QColor Tokens::*back;
    double least;
};

inline constexpr double kText = 4.5, kShape = 3.0;

/// Every pair in use. Whoever paints a new one adds it here; a test computes them all in both schemes.
inline constexpr auto kContrastPairs = std::to_array<ContrastPair>({
    {"text on card", &Tokens::text, &Tokens::surface, kText},
    {"text on window", &Tokens::text, &Tokens::bg, kText},
    {"text in well", &Tokens::text, &Tokens::sunken, kText},
    {"text on hovered row", &Tokens::text, &Tokens::hover, kText},
    {"text on selected row", &Tokens::text, &Tokens::selrow, kText},
    {"text on error head", &Tokens::text, &Tokens::dangersoft, kText},
    {"secondary text on card", &Tokens::text2, &Tokens::surface, kText},
    {"secondary text on window", &Tokens::text2, &Tokens::bg, kText},
    {"secondary text on hovered row", &Tokens::text2, &Tokens::hover, kText},
    {"secondary text on selected row", &Tokens::text2, &Tokens::selrow, kText},
    {"quiet badge", &Tokens::text2, &Tokens::sunken, kText},
    {"caption on card", &Tokens::text3, &Tokens::surface, kText},
    {"caption on window", &Tokens::text3, &Tokens::bg, kText},
    {"caption on hovered row", &Tokens::text3, &Tokens::hover, kText},
    {"caption on selected row", &Tokens::text3, &Tokens::selrow, kText},
    {"caption on error row", &Tokens::text3, &Tokens::dangersoft, kText},
    {"disabled control", &Tokens::text3, &Tokens::sunken, kText},
    {"link on card", &Tokens::accent, &Tokens::surface, kText},
    {"link on window", &Tokens::accent, &Tokens::bg, kText},
    {"link on selected row", &Tokens::accent, &Tokens::selrow, kText},
    {"active rail item and segment", &Tokens::accent, &Tokens::accentsoft, kText},
    {"histogram axis in selection band", &Tokens::text3, &Tokens::accentsoft, kText},
    {"primary button", &Tokens::onaccent, &Tokens::accent, kText},
    {"primary button, hovered", &Tokens::onaccent, &Tokens::accenth, kText},
    {"good on card", &Tokens::oktext, &Tokens::surface, kText},
    {"good badge", &Tokens::oktext, &Tokens::oksoft, kText},
    {"caution on card", &Tokens::warntext, &Tokens::surface, kText},
    {"caution badge and banner", &Tokens::warntext, &Tokens::warnsoft, kText},
    {"caution on selected row", &Tokens::warntext, &Tokens::selrow, kText},
    {"error on card", &Tokens::dangertext, &Tokens::surface, kText},
    {"error on window", &Tokens::dangertext, &Tokens::bg, kText},
    {"error on hovered row", &Tokens::dangertext, &Tokens::hover, kText},
    {"error on selected row", &Tokens::dangertext, &Tokens::selrow, kText},
    {"error badge and banner", &Tokens::dangertext, &Tokens::dangersoft, kText},
    {"note badge and banner", &Tokens::infotext, &Tokens::infosoft, kText},
    {"regressed badge", &Tokens::purpletext, &Tokens::purplesoft, kText},
    {"rail count", &Tokens::surface, &Tokens::outcomeException, kText},
    {"toast, tooltip and chart pill", &Tokens::surface, &Tokens::text, kText},
    {"changed word, added", &Tokens::text, &Tokens::addWord, kText},
    {"changed word, removed", &Tokens::text, &Tokens::removedWord, kText},

    {"field outline on card", &Tokens::borderstrong, &Tokens::surface, kShape},
    {"field outline on window", &Tokens::borderstrong, &Tokens::bg, kShape},
    {"focus ring on card", &Tokens::accent, &Tokens::surface, kShape},
    {"focus ring on window", &Tokens::accent, &Tokens::bg, kShape},
    {"switch knob, off", &Tokens::surface, &Tokens::borderstrong, kShape},
    {"ok glyph and bar", &Tokens::outcomeOk, &Tokens::surface, kShape},
    {"ok glyph on selected row", &Tokens::outcomeOk, &Tokens::selrow, kShape},
    {"ok bar in selection band", &Tokens::outcomeOk, &Tokens::accentsoft, kShape},
    {"exception glyph and bar", &Tokens::outcomeException, &Tokens::surface, kShape},
    {"exception glyph on selected row", &Tokens::outcomeException, &Tokens::selrow, kShape},
    {"exception glyph on error row", &Tokens::outcomeException, &Tokens::dangersoft, kShape},
    {"exceededCpu glyph and bar", &Tokens::outcomeCpu, &Tokens::surface, kShape},
    {"exceededMemory glyph and bar", &Tokens::outcomeMemory, &Tokens::surface, kShape},
    {"exceededMemory glyph on selected row", &Tokens::outcomeMemory, &Tokens::selrow, kShape},
    {"canceled glyph and bar", &Tokens::outcomeCanceled, &Tokens::surface, kShape},
    {"unknown glyph and bar", &Tokens::outcomeUnknown, &Tokens::surface, kShape},
    {"unknown glyph on selected row", &Tokens::outcomeUnknown, &Tokens::selrow, kShape},
    {"debug glyph", &Tokens::levelDebug, &Tokens::surface, kShape},
    {"log glyph", &Tokens::levelLog, &Tokens::surface, kShape},
    {"log glyph on selected row", &Tokens::levelLog, &Tokens::selrow, kShape},
    {"info glyph", &Tokens::levelInfo, &Tokens::surface, kShape},
    {"info glyph on selected row", &Tokens::levelInfo, &Tokens::selrow, kShape},
    {"warn glyph", &Tokens::levelWarn, &Tokens::surface, kShape},
    {"error glyph", &Tokens::levelError, &Tokens::surface, kShape},
    {"error glyph on selected row", &Tokens::levelError, &Tokens::selrow, kShape},
});

} // namespace tracedeck::ui
