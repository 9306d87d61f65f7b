#include "workers/flag_switch.h"

#include "cloudflare/workers_api.h"

#include <algorithm>
#include <deque>
#include <iterator>

namespace tracedeck::workers {

namespace {

using Settings = cloudflare::Answered<cloudflare::ScriptSettings>;

cloudflare::Endpoint<cloudflare::ScriptSettings> readingOf(const QString& accountId, const FlagWish& wish)
{
    return wish.dispatchNamespace.isEmpty() ? cloudflare::scriptSettings(accountId, wish.worker)
                                            : cloudflare::dispatchSettings(accountId, wish.dispatchNamespace, wish.worker);
}

cloudflare::Endpoint<cloudflare::ScriptSettings> settingOf(const QString& accountId, const FlagWish& wish)
{
    return wish.dispatchNamespace.isEmpty() ? cloudflare::setScriptLogpush(accountId, wish.worker, wish.logpush)
                                            : cloudflare::setDispatchLogpush(accountId, wish.dispatchNamespace, wish.worker, wish.logpush);
}

} // namespace

struct FlagSwitch::Private {
    std::optional<cloudflare::ApiClient> client;
    QString accountId;
    std::deque<FlagWish> waiting;
    int all = 0;
    bool isBusy = false;
    Pending<Settings> pending;
};

FlagSwitch::FlagSwitch(QObject* parent) : QObject(parent), d(std::make_unique<Private>()) {}
FlagSwitch::~FlagSwitch() = default;

void FlagSwitch::start(const cloudflare::ApiClient& client, const QString& accountId, std::vector<FlagWish> wishes)
{
    if (!d->isBusy) {
        m_outcomes.clear();
        d->all = 0;
        d->client.emplace(client);
        d->accountId = accountId;
    }
    d->all += static_cast<int>(wishes.size());
    std::ranges::move(wishes, std::back_inserter(d->waiting));
    if (!d->isBusy)
        next();
}

void FlagSwitch::stop()
{
    d->waiting.clear();
    d->pending.cancel();
    d->isBusy = false;
}

bool FlagSwitch::isRunning() const
{
    return d->isBusy;
}

std::vector<FlagWish> FlagSwitch::undo() const
{
    std::vector<FlagWish> back;
    for (auto each = m_outcomes.rbegin(); each != m_outcomes.rend(); ++each) {
        if (each->before && each->before != each->after) // also where nobody knows how it is now
            back.push_back({each->wish.worker, each->wish.dispatchNamespace, *each->before});
    }
    return back;
}

void FlagSwitch::next()
{
    d->isBusy = !d->waiting.empty();
    if (!d->isBusy) {
        emit finished();
        return;
    }
    const FlagWish wish = d->waiting.front();
    d->waiting.pop_front();
    ask(readingOf(d->accountId, wish), [this, wish](const Result<cloudflare::ScriptSettings>& read) {
        FlagOutcome outcome {wish, {}, {}, {}};
        if (!read)
            return finish(withError(std::move(outcome), read.error()));
        outcome.before = read->logpush.value_or(false);
        outcome.after = outcome.before;
        if (outcome.before == wish.logpush)
            return finish(std::move(outcome));
        set(std::move(outcome));
    });
}

void FlagSwitch::set(FlagOutcome outcome)
{
    outcome.after.reset(); // until it is read back nobody knows
    const auto endpoint = settingOf(d->accountId, outcome.wish);
    ask(endpoint, [this, outcome = std::move(outcome)](const Result<cloudflare::ScriptSettings>& answer) mutable {
        if (!answer)
            outcome.error = answer.error();
        verify(std::move(outcome));
    });
}

/// Also after a failure: its answer may have been lost.
void FlagSwitch::verify(FlagOutcome outcome)
{
    const auto endpoint = readingOf(d->accountId, outcome.wish);
    ask(endpoint, [this, outcome = std::move(outcome)](const Result<cloudflare::ScriptSettings>& read) mutable {
        if (!read) {
            if (!outcome.error)
                outcome.error = read.error();
            return finish(std::move(outcome));
        }
        outcome.after = read->logpush.value_or(false);
        if (outcome.after == outcome.wish.logpush)
            outcome.error.reset();
        else if (!outcome.error)
            outcome.error =
                Error {ErrorCode::BadAnswer, QStringLiteral("the flag was set, and read back it is as before"), outcome.wish.worker};
        finish(std::move(outcome));
    });
}

FlagOutcome FlagSwitch::withError(FlagOutcome outcome, const Error& error)
{
    outcome.error = error;
    return outcome;
}

void FlagSwitch::ask(const cloudflare::Endpoint<cloudflare::ScriptSettings>& endpoint, Told told)
{
    d->pending = Pending<Settings> {[&](const std::stop_token& stop) { return cloudflare::ask(*d->client, endpoint, stop); },
                                    [told = std::move(told)](Result<Settings> answer) {
                                        if (answer)
                                            told(answer->value);
                                        else
                                            told(fail(answer.error()));
                                    }};
}

void FlagSwitch::finish(FlagOutcome outcome)
{
    m_outcomes.push_back(std::move(outcome));
    emit progressed(static_cast<int>(m_outcomes.size()), d->all);
    if (d->isBusy) // who listens may have stopped it
        next();
}

} // namespace tracedeck::workers
