#pragma once

#include "sandbox/state.h"

#include <QLockFile>
#include <QString>
#include <QTimer>

#include <memory>

namespace tracedeck::sandbox {

/// The state of a folder: read when opened, written soon after a change, whole or not at all, for the owner's eyes alone. Lives on the
/// thread that makes it.
class StateFile final : public StateKeeper {
public:
    /// Reads FOLDER/account.json, or makes a new account there, in the set-up of that name. StoreLocked where another one has it open,
    /// StoreVersion, BadJson, BadValue (also where the account that is there is of another set-up), IoFailed, PermissionDenied.
    [[nodiscard]] static Result<std::unique_ptr<StateFile>> open(const QString& folder, std::uint64_t seed, qint64 nowMs,
                                                                 const QString& setup = {});
    ~StateFile() override;

    [[nodiscard]] SandboxState& state() override { return m_state; }
    void touch() override;
    void saveNow() override;
    /// Why the last save failed; empty where it did not.
    [[nodiscard]] const QString& trouble() const { return m_trouble; }

private:
    StateFile(QString path, SandboxState state, std::unique_ptr<QLockFile> lock);
    [[nodiscard]] Result<void> write() const;

    QString m_path, m_trouble;
    SandboxState m_state;
    std::unique_ptr<QLockFile> m_lock;
    QTimer m_soon;
    bool m_isChanged = false;
};

} // namespace tracedeck::sandbox
