#include "workers/upload_form.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <string_view>

namespace tracedeck::workers {

namespace {

constexpr qsizetype kMostBytes = qsizetype {64} << 20;
constexpr qsizetype kMostCompressed = qsizetype {10} << 20;

struct ModuleType {
    std::string_view suffix, type, flag; ///< flag: one that the runtime wants for it
};
constexpr auto kTypes = std::to_array<ModuleType>({
    {".js", "application/javascript+module", {}},
    {".mjs", "application/javascript+module", {}},
    {".py", "text/x-python", "python_workers"},
});

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

const ModuleType* typeOf(const QString& fileName)
{
    const auto* found = std::ranges::find_if(kTypes, [&fileName](const ModuleType& each) { return fileName.endsWith(latin(each.suffix)); });
    return found == kTypes.end() ? nullptr : found;
}

QString nameTrouble(const ScriptFile& script)
{
    static const QRegularExpression good(QStringLiteral("\\A[a-z0-9_][a-z0-9_-]{0,254}\\z"));
    return good.match(script.name).hasMatch() ? QString() : QStringLiteral("1 to 255 of a-z, 0-9, - and _, no dash in front");
}

QString fileTrouble(const ScriptFile& script)
{
    if (!typeOf(script.fileName))
        return QStringLiteral("a module is named .js, .mjs or .py");
    static const QRegularExpression good(QStringLiteral("\\A[A-Za-z0-9_.][A-Za-z0-9_. -]{0,199}\\z"));
    return good.match(script.fileName).hasMatch() ? QString() : QStringLiteral("a file name of letters, digits, dots, dashes and spaces");
}

QString sourceTrouble(const QByteArray& source)
{
    if (source.trimmed().isEmpty())
        return QStringLiteral("it is empty");
    if (source.size() > kMostBytes)
        return QStringLiteral("it is larger than 64 MB");
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(source);
    if (text.isNull() || decoder.hasError())
        return QStringLiteral("it is not UTF-8");
    const bool isLarge = source.size() > kMostCompressed && qCompress(source).size() > kMostCompressed;
    return isLarge ? QStringLiteral("it is larger than 10 MB compressed") : QString();
}

QString dateTrouble(const ScriptFile& script)
{
    const QDate date = QDate::fromString(script.compatibilityDate, QStringLiteral("yyyy-MM-dd"));
    return date.isValid() ? QString() : QStringLiteral("a date as 2026-11-27");
}

struct Check {
    std::string_view field;
    QString (*trouble)(const ScriptFile&);
};
constexpr auto kChecks = std::to_array<Check>({
    {"name", nameTrouble},
    {"fileName", fileTrouble},
    {"compatibilityDate", dateTrouble},
});

QJsonObject metadataOf(const ScriptFile& script, const ModuleType& type)
{
    QJsonObject metadata {{QStringLiteral("main_module"), script.fileName},
                          {QStringLiteral("compatibility_date"), script.compatibilityDate},
                          {QStringLiteral("logpush"), script.logpush}};
    if (!type.flag.empty())
        metadata.insert(QStringLiteral("compatibility_flags"), QJsonArray {latin(type.flag)});
    return metadata;
}

} // namespace

Result<void> checkFields(const ScriptFile& script)
{
    for (const Check& check : kChecks) {
        if (const QString trouble = check.trouble(script); !trouble.isEmpty())
            return fail(ErrorCode::BadValue, trouble, latin(check.field));
    }
    return {};
}

Result<void> checkSource(const QByteArray& source)
{
    const QString trouble = sourceTrouble(source);
    return trouble.isEmpty() ? Result<void> {} : fail(ErrorCode::BadValue, trouble, QStringLiteral("source"));
}

Result<void> checkScript(const ScriptFile& script)
{
    auto good = checkFields(script);
    return good ? checkSource(script.source) : good;
}

cloudflare::MultipartBody uploadForm(const ScriptFile& script)
{
    const ModuleType* known = typeOf(script.fileName);
    const ModuleType& type = known ? *known : kTypes.front();
    const QByteArray module = script.fileName.toUtf8();
    return cloudflare::multipartOf(
        {{"metadata", {}, "application/json", QJsonDocument(metadataOf(script, type)).toJson(QJsonDocument::Compact)},
         {module, module, QByteArray(type.type.data(), static_cast<qsizetype>(type.type.size())), script.source}});
}

cloudflare::MultipartBody settingsForm(const QJsonObject& settings)
{
    return cloudflare::settingsForm(settings);
}

} // namespace tracedeck::workers
