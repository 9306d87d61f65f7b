#include "base/result.h"
#include "commands.h"
#include "events/fingerprint.h"
#include "events/json_check.h"
#include "events/stack.h"
#include "output.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QVariantMap>

namespace tracedeck::ctl {

namespace {

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

struct GroupLine {
    QString id;
    std::string name, message, stack;
};

Result<std::string> textOrNull(const QJsonObject& line, const QString& key)
{
    const QJsonValue value = line.value(key);
    if (value.isString())
        return value.toString().toStdString();
    if (value.isNull() || value.isUndefined())
        return std::string {};
    return fail(ErrorCode::BadValue, key % QStringLiteral(" is neither a text nor null"));
}

Result<QString> idOf(const QJsonObject& line)
{
    const QJsonValue id = line.value(QStringLiteral("id"));
    if (id.isString())
        return id.toString();
    if (id.isDouble())
        return QString::number(id.toInteger());
    return fail(ErrorCode::BadValue, QStringLiteral("id is neither a text nor a number"));
}

Result<GroupLine> readGroupLine(std::string_view text)
{
    if (const char* problem = events::jsonProblem(text))
        return fail(ErrorCode::BadJson, QStringLiteral("not JSON: ") % QLatin1String(problem));
    const auto document = QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    if (!document.isObject())
        return fail(ErrorCode::BadValue, QStringLiteral("not an object"));
    const QJsonObject object = document.object();
    auto id = idOf(object);
    if (!id)
        return fail(std::move(id.error()));
    GroupLine line {*id, {}, {}, {}};
    const std::pair<QString, std::string*> parts[] = {
        {QStringLiteral("name"), &line.name}, {QStringLiteral("message"), &line.message}, {QStringLiteral("stack"), &line.stack}};
    for (const auto& [key, target] : parts) {
        auto value = textOrNull(object, key);
        if (!value)
            return fail(std::move(value.error()));
        *target = std::move(*value);
    }
    return line;
}

void runGroup(Context& context)
{
    const std::string input = readStdin();
    QVariantMap keys;
    int number = 0;
    for (std::size_t at = 0; at < input.size();) {
        const std::size_t end = std::min(input.find('\n', at), input.size());
        const std::string_view text = std::string_view {input}.substr(at, end - at);
        at = end + 1;
        ++number;
        if (text.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const auto line = readGroupLine(text);
        if (!line) {
            reportError(context, {line.error().code, line.error().detail, QStringLiteral("line %1").arg(number)});
            return;
        }
        keys.insert(line->id, fromUtf8(events::keyText(events::groupKey(line->name, line->message, line->stack))));
    }
    printJson(QJsonObject::fromVariantMap(keys));
}

QJsonValue numberOrNull(std::optional<std::int64_t> number)
{
    return number ? QJsonValue(static_cast<qint64>(*number)) : QJsonValue(QJsonValue::Null);
}

QJsonObject frameJson(const events::Frame& frame)
{
    return {
        {QStringLiteral("function"), frame.function ? QJsonValue(fromUtf8(*frame.function)) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("file"), fromUtf8(frame.file)},
        {QStringLiteral("line"), numberOrNull(frame.line)},
        {QStringLiteral("col"), numberOrNull(frame.column)},
    };
}

void runParseStack()
{
    const events::Stack stack = events::parseStack(readStdin());
    QJsonArray frames;
    for (const events::Frame& frame : stack.frames)
        frames.append(frameJson(frame));
    printJson({{QStringLiteral("type"), fromUtf8(stack.type)},
               {QStringLiteral("message"), fromUtf8(stack.message)},
               {QStringLiteral("frames"), frames}});
}

} // namespace

void addStacks(CLI::App& app, Context& context)
{
    app.add_subcommand("group", "Name the group of each exception: NDJSON {id,name,message,stack} on stdin, {id: key} on stdout")
        ->callback([&context] { runGroup(context); });
    app.add_subcommand("parse-stack", "Take the stack on stdin apart into type, message and frames, as JSON")->callback([] {
        runParseStack();
    });
}

} // namespace tracedeck::ctl
