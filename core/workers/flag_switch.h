#pragma once

#include "async/pending.h"
#include "cloudflare/workers_api.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tracedeck::workers {

/// A Worker and what its flag is to be.
struct FlagWish {
    QString worker, dispatchNamespace; ///< namespace "" = an ordinary Worker
    bool logpush = true;
    bool operator==(const FlagWish&) const = default;
};

/// What became of one wish.
struct FlagOutcome {
    FlagWish wish;
    std::optional<bool> before; ///< as it was read just before
    std::optional<bool> after;  ///< as it was read back
    std::optional<Error> error; ///< also where what was read back is not what was wished
};

/// Switches Workers one after the other: reads the flag, sets it where it differs, reads it back. One that fails does not stop the others;
/// waiting after a 429 is the transport's. An ordinary Worker goes by script-settings, one in a dispatch namespace by its own settings
/// call. Lives on the thread of its owner.
class FlagSwitch : public QObject {
    Q_OBJECT
public:
    explicit FlagSwitch(QObject* parent = nullptr);
    ~FlagSwitch() override;

    /// While it runs: more wishes of the same account, which go behind those that wait.
    void start(const cloudflare::ApiClient& client, const QString& accountId, std::vector<FlagWish> wishes);
    void stop(); ///< what was not begun is not sent
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] const std::vector<FlagOutcome>& outcomes() const { return m_outcomes; } ///< of this run
    /// What puts everything back: of each that was changed, its flag before, newest first.
    [[nodiscard]] std::vector<FlagWish> undo() const;

signals:
    void progressed(int done, int all);
    void finished();

private:
    using Told = std::function<void(const Result<cloudflare::ScriptSettings>&)>;

    void next();
    void set(FlagOutcome outcome);
    void verify(FlagOutcome outcome);
    void ask(const cloudflare::Endpoint<cloudflare::ScriptSettings>& endpoint, Told told);
    void finish(FlagOutcome outcome);
    [[nodiscard]] static FlagOutcome withError(FlagOutcome outcome, const Error& error);

    struct Private;
    std::unique_ptr<Private> d;
    std::vector<FlagOutcome> m_outcomes;
};

} // namespace tracedeck::workers
