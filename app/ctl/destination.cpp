#include "logpush/destination.h"

#include "commands.h"
#include "output.h"

#include <QJsonArray>

namespace tracedeck::ctl {

namespace {

QString ownershipWord(logpush::Ownership ownership)
{
    switch (ownership) {
    case logpush::Ownership::NotNeeded: return QStringLiteral("not needed");
    case logpush::Ownership::Needed: return QStringLiteral("needed");
    case logpush::Ownership::Disputed: return QStringLiteral("unknown");
    }
    return {};
}

QJsonObject paramsJson(const logpush::Destination& destination)
{
    QJsonObject params;
    for (const auto& param : destination.params) {
        if (params.contains(param.name)) // the first one counts
            continue;
        const bool isHidden = logpush::isSecretParam(destination, param.name) && !param.value().isEmpty();
        params.insert(param.name, isHidden ? logpush::kSecretMask : param.value());
    }
    return params;
}

QJsonArray issuesJson(const logpush::Destination& destination)
{
    QJsonArray issues;
    for (const auto& issue : logpush::checkDestination(destination))
        issues.append(QJsonObject {{QStringLiteral("param"), issue.param},
                                   {QStringLiteral("message"), issue.message},
                                   {QStringLiteral("warning"), issue.isWarning}});
    return issues;
}

QJsonObject destinationJson(const logpush::Destination& destination)
{
    const std::string_view kind = logpush::kindName(destination.kind);
    const QString shown = logpush::redacted(destination);
    const auto masked = logpush::parseDestination(shown).value_or(logpush::Destination {});
    return {{QStringLiteral("type"), QString::fromLatin1(kind.data(), static_cast<qsizetype>(kind.size()))},
            {QStringLiteral("scheme"), destination.scheme},
            {QStringLiteral("bucket"), masked.place},
            {QStringLiteral("path"), masked.path},
            {QStringLiteral("params"), paramsJson(destination)},
            {QStringLiteral("ownership"), ownershipWord(logpush::ownershipOf(destination))},
            {QStringLiteral("issues"), issuesJson(destination)},
            {QStringLiteral("redacted"), shown}};
}

void printDestinationText(const QJsonObject& json)
{
    const auto print = [&](const char* member) {
        printText(std::string(member) + ": " + json[QLatin1String(member)].toString().toStdString());
    };
    for (const auto* member : {"type", "scheme", "bucket", "path"})
        print(member);
    const QJsonObject params = json[u"params"].toObject();
    for (auto param = params.begin(); param != params.end(); ++param)
        printText("  " + param.key().toStdString() + ": " + param.value().toString().toStdString());
    print("ownership");
    print("redacted");
    for (const auto issue : json[u"issues"].toArray())
        printText((issue[u"warning"].toBool() ? "warning: " : "error: ") + issue[u"message"].toString().toStdString());
}

/// `argument` "" stands for stdin.
void parseDestinationText(const std::string& argument, Context& context)
{
    const bool isArgument = !argument.empty();
    const auto destination = logpush::parseDestination(QString::fromStdString(isArgument ? argument : readStdin()).trimmed());
    if (!destination)
        return reportError(context, destination.error());
    if (isArgument && logpush::redacted(*destination) != logpush::printDestination(*destination)) {
        const QString why =
            QStringLiteral("has a secret, and others on this machine see arguments: give it on stdin, or with **** instead");
        reportError(context, {ErrorCode::BadValue, why, QStringLiteral("destination")});
        context.exit = Exit::Usage;
        return;
    }
    const QJsonObject json = destinationJson(*destination);
    context.json ? printJson(json) : printDestinationText(json);
}

} // namespace

void addDestination(CLI::App& app, Context& context)
{
    auto text = std::make_shared<std::string>();
    auto* destination = app.add_subcommand("destination", "A job's destination_conf");
    destination->require_subcommand(1);
    auto* parse = destination->add_subcommand("parse", "Takes a text apart; secrets are masked");
    parse->add_option("text", *text, "One without secrets; else it is read from stdin");
    parse->callback([text, &context] { parseDestinationText(*text, context); });
}

} // namespace tracedeck::ctl
