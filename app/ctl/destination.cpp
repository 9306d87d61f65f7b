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
    return {{QStringLiteral("type"), QString::fromLatin1(kind.data(), static_cast<qsizetype>(kind.size()))},
            {QStringLiteral("bucket"), logpush::parseDestination(shown).value_or(destination).place},
            {QStringLiteral("path"), logpush::parseDestination(shown).value_or(destination).path},
            {QStringLiteral("params"), paramsJson(destination)},
            {QStringLiteral("ownership"), ownershipWord(logpush::ownershipOf(destination))},
            {QStringLiteral("issues"), issuesJson(destination)},
            {QStringLiteral("redacted"), shown}};
}

void parseDestinationOfStdin(Context& context)
{
    const auto destination = logpush::parseDestination(QString::fromStdString(readStdin()).trimmed());
    if (!destination)
        return reportError(context, destination.error());
    const QJsonObject json = destinationJson(*destination);
    if (context.json)
        return printJson(json);
    for (const auto* member : {"type", "bucket", "path", "ownership", "redacted"})
        printText(std::string(member) + ": " + json[QLatin1String(member)].toString().toStdString());
    for (const auto issue : json[u"issues"].toArray())
        printText((issue[u"warning"].toBool() ? "warning: " : "error: ") + issue[u"message"].toString().toStdString());
}

} // namespace

void addDestination(CLI::App& app, Context& context)
{
    auto* destination = app.add_subcommand("destination", "A job's destination_conf");
    destination->require_subcommand(1);
    auto* parse = destination->add_subcommand("parse", "Takes the text of stdin apart; secrets are masked");
    parse->callback([&context] { parseDestinationOfStdin(context); });
}

} // namespace tracedeck::ctl
