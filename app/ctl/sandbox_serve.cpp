#include "commands.h"
#include "output.h"
#include "sandbox/sandbox.h"
#include "sandbox/setups.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>
#include <optional>

#include <sys/signalfd.h>
#include <unistd.h>

namespace tracedeck::ctl {

namespace {

struct ServeArguments {
    std::string folder, rate, setup;
    std::vector<std::string> faults;
    std::uint16_t port = 0;
    std::uint64_t seed = sandbox::SandboxOptions {}.seed;
    std::uint64_t history = sandbox::SandboxOptions {}.historyEvents;
};

/// "3.5/s" or "3.5".
Result<double> eventsPerSecond(const std::string& text)
{
    if (text.empty())
        return sandbox::SandboxOptions {}.eventsPerSecond;
    QString number = QString::fromStdString(text);
    if (number.endsWith(u"/s"))
        number.chop(2);
    bool isNumber = false;
    const double rate = number.toDouble(&isNumber);
    if (!isNumber || !(rate >= 0 && rate <= 100'000))
        return fail(ErrorCode::BadValue, QStringLiteral("a rate is N/s, 0 to 100000"), QString::fromStdString(text));
    return rate;
}

QString textOf(const Secret& secret)
{
    QString text;
    secret.reveal([&text](QByteArrayView bytes) { text = QString::fromLatin1(bytes); });
    return text;
}

using AddressLines = QList<std::pair<QString, QString>>;

/// What a set-up adds: whom to ask about, who can mend it, and the Worker's wrangler file.
void addSetup(AddressLines& lines, const std::string& name)
{
    const sandbox::Setup* setup = name.empty() ? nullptr : sandbox::setupNamed(QString::fromStdString(name));
    if (!setup)
        return;
    lines.append({QStringLiteral("setup"), QString::fromStdString(name)});
    lines.append({QStringLiteral("worker"), QString::fromUtf8(setup->worker.data(), static_cast<qsizetype>(setup->worker.size()))});
    lines.append({QStringLiteral("mend"), sandbox::mendName(setup->mend)});
    lines.append({QStringLiteral("wrangler_file"), QString::fromUtf8(sandbox::wranglerFileOf(*setup))});
}

// The secrets are made up for this account and open nothing else: printing them is what the command is for.
void printAddress(const Context& context, const sandbox::SandboxAddress& address, const std::string& setup)
{
    AddressLines lines {{QStringLiteral("base_url"), address.baseUrl.toString()},
                        {QStringLiteral("account_id"), address.accountId},
                        {QStringLiteral("token"), textOf(address.token)},
                        {QStringLiteral("endpoint"), address.endpoint.toString()},
                        {QStringLiteral("access_key_id"), address.accessKeyId},
                        {QStringLiteral("secret_access_key"), textOf(address.secretAccessKey)},
                        {QStringLiteral("bucket"), address.bucket},
                        {QStringLiteral("prefix"), address.prefix},
                        {QStringLiteral("region"), address.region},
                        {QStringLiteral("intake_url"), address.intakeUrl.toString()}};
    addSetup(lines, setup);
    QJsonObject json;
    for (const auto& [name, value] : std::as_const(lines)) {
        json.insert(name, value);
        if (!context.json)
            printText(QString(name % u": " % value).toStdString());
    }
    if (context.json)
        printJson(json);
    std::fflush(stdout);
}

/// Runs until the process is asked to end.
void runUntilAsked(int ending)
{
    QSocketNotifier asked(ending, QSocketNotifier::Read);
    QObject::connect(&asked, &QSocketNotifier::activated, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
}

/// A descriptor that becomes readable with SIGINT and SIGTERM; threads started later do not get them.
int watchSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

void runServe(const ServeArguments& arguments, Context& context)
{
    const auto rate = eventsPerSecond(arguments.rate);
    if (!rate) {
        reportError(context, rate.error());
        context.exit = Exit::Usage;
        return;
    }
    std::optional<QTemporaryDir> temporary;
    if (arguments.folder.empty())
        temporary.emplace();
    sandbox::SandboxOptions options;
    options.folder = temporary ? temporary->path() : QString::fromStdString(arguments.folder);
    options.port = arguments.port;
    options.seed = arguments.seed;
    options.historyEvents = arguments.history;
    options.eventsPerSecond = *rate;
    options.setup = QString::fromStdString(arguments.setup);
    for (const std::string& fault : arguments.faults)
        options.faults << QString::fromStdString(fault);
    const int ending = watchSignals();
    const auto started = sandbox::Sandbox::start(std::move(options));
    if (!started)
        return reportError(context, started.error());
    printAddress(context, (*started)->address(), arguments.setup);
    runUntilAsked(ending);
    ::close(ending);
}

} // namespace

void addServe(CLI::App& sandbox, Context& context)
{
    auto arguments = std::make_shared<ServeArguments>();
    auto* serve = sandbox.add_subcommand("serve", "Serve the built-in account on 127.0.0.1 until interrupted");
    serve->add_option("--port", arguments->port, "Of the API; 0 = any");
    serve->add_option("--folder", arguments->folder, "Keeps its state; without it, it is forgotten at the end");
    serve->add_option("--seed", arguments->seed, "Of ids, secrets and traffic");
    serve->add_option("--rate", arguments->rate, "Live traffic, N/s; 0 = none");
    serve->add_option("--history", arguments->history, "Events of the last 24 hours laid down at the first start; 0 = none");
    serve->add_option("--fault", arguments->faults, "NAME, NAME@PERCENT, api:NAME or r2:NAME; may be given several times");
    std::vector<std::string> names;
    for (const sandbox::Setup& setup : sandbox::setups())
        names.emplace_back(setup.name);
    serve->add_option("--setup", arguments->setup, "What is wrong with a new account, by name")->check(CLI::IsMember(names));
    serve->callback([arguments, &context] { runServe(*arguments, context); });
}

} // namespace tracedeck::ctl
