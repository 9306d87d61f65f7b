#include "theme/tokens.h"

#include "theme/theme.h"

#include <QRegularExpression>

#include <array>
#include <string_view>

namespace tracedeck::ui {

namespace {

struct TokenRow {
    std::string_view name; ///< as the style sheet writes it between at-signs
    QColor Tokens::*member;
    QRgb light, dark;
};

constexpr auto kRows = std::to_array<TokenRow>({
    {"bg", &Tokens::bg, 0xF5F6F8, 0x14171C},
    {"surface", &Tokens::surface, 0xFFFFFF, 0x1A1E25},
    {"sunken", &Tokens::sunken, 0xECEFF3, 0x101317},
    {"hover", &Tokens::hover, 0xF0F3F8, 0x222833},
    {"border", &Tokens::border, 0xDCE0E6, 0x2C333D},
    {"borderstrong", &Tokens::borderstrong, 0x7A8595, 0x6B7686},
    {"text", &Tokens::text, 0x18202B, 0xE6E9EE},
    {"text2", &Tokens::text2, 0x465264, 0xB4BDCA},
    {"text3", &Tokens::text3, 0x5C6778, 0x98A3B1},
    {"accent", &Tokens::accent, 0x2B59C3, 0x86A8FF},
    {"accenth", &Tokens::accenth, 0x2249A3, 0xA3BDFF},
    {"accentsoft", &Tokens::accentsoft, 0xE6EDFB, 0x202C4A},
    {"onaccent", &Tokens::onaccent, 0xFFFFFF, 0x0E1420},
    {"selrow", &Tokens::selrow, 0xDCE7FB, 0x24345C},
    {"oktext", &Tokens::oktext, 0x0E6B4A, 0x5FD3A2},
    {"oksoft", &Tokens::oksoft, 0xE0F3EA, 0x15301F},
    {"warntext", &Tokens::warntext, 0x7A4B00, 0xF0B94A},
    {"warnsoft", &Tokens::warnsoft, 0xFBF0D5, 0x35290F},
    {"dangertext", &Tokens::dangertext, 0xB3261E, 0xFF8F80},
    {"dangersoft", &Tokens::dangersoft, 0xFBE7E5, 0x3B1B19},
    {"infotext", &Tokens::infotext, 0x1F5A96, 0x7FB8F0},
    {"infosoft", &Tokens::infosoft, 0xE4EFFA, 0x16283B},
    {"purpletext", &Tokens::purpletext, 0x6A35A3, 0xC9A6F7},
    {"purplesoft", &Tokens::purplesoft, 0xF0E8FA, 0x2A1F3D},
    {"c_ok", &Tokens::outcomeOk, 0x5A84B3, 0x5F88B8},
    {"c_exc", &Tokens::outcomeException, 0xB52B19, 0xFF7561},
    {"c_cpu", &Tokens::outcomeCpu, 0xBA7C00, 0xE9B03A},
    {"c_mem", &Tokens::outcomeMemory, 0x7B3FB5, 0xB386EE},
    {"c_can", &Tokens::outcomeCanceled, 0x7A8595, 0x7C8797},
    {"c_unk", &Tokens::outcomeUnknown, 0x3F4856, 0xC9D0DA},
    {"l_debug", &Tokens::levelDebug, 0x7A8595, 0x7C8797},
    {"l_log", &Tokens::levelLog, 0x5C6778, 0xA4AEBC},
    {"l_info", &Tokens::levelInfo, 0x2F73B8, 0x6CA8E6},
    {"l_warn", &Tokens::levelWarn, 0xBA7C00, 0xE9B03A},
    {"l_error", &Tokens::levelError, 0xB52B19, 0xFF7561},
    {"add", &Tokens::add, 0xE1F4E8, 0x14301F},
    {"addw", &Tokens::addWord, 0xB9E4C8, 0x1E5434},
    {"del_", &Tokens::removed, 0xFBE6E4, 0x3A1A18},
    {"delw", &Tokens::removedWord, 0xF3C0BB, 0x6B2A25},
    {"grid", &Tokens::grid, 0xE7EAEE, 0x262C35},
});

Tokens filled(QRgb TokenRow::*column)
{
    Tokens tokens;
    for (const TokenRow& row : kRows)
        tokens.*row.member = QColor::fromRgb(row.*column);
    return tokens;
}

} // namespace

const Tokens& lightTokens()
{
    static const Tokens tokens = filled(&TokenRow::light);
    return tokens;
}

const Tokens& darkTokens()
{
    static const Tokens tokens = filled(&TokenRow::dark);
    return tokens;
}

QString withTokens(QString sheet, const Tokens& tokens, bool dark)
{
    for (const TokenRow& row : kRows) {
        const QString name = u'@' % QLatin1String(row.name.data(), static_cast<qsizetype>(row.name.size())) % u'@';
        sheet.replace(name, (tokens.*row.member).name());
    }
    return sheet.replace(QLatin1String("@theme@"), dark ? QLatin1String("dark") : QLatin1String("light"));
}

QString withScale(const QString& sheet, double scale)
{
    static const QRegularExpression lengths(QStringLiteral("\\b(\\d+)px"));
    QString scaled;
    qsizetype at = 0;
    for (auto match = lengths.globalMatch(sheet); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        const int px = found.capturedView(1).toInt();
        scaled += QStringView(sheet).mid(at, found.capturedStart(0) - at);
        scaled += QString::number(px <= 2 ? px : qRound(px * scale)) % QLatin1String("px"); // hairlines and focus rings keep their width
        at = found.capturedEnd(0);
    }
    return scaled + QStringView(sheet).mid(at);
}

} // namespace tracedeck::ui
