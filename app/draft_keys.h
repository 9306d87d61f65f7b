#pragma once

#include "jobs/job_draft.h"
#include "key_ring.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <map>

namespace tracedeck {

/// The secrets of one draft of a job in the keychain, each under a name of its own. GUI thread.
class DraftKeys {
public:
    explicit DraftKeys(KeyRing& ring) : m_ring(ring) {}

    /// `prefix` begins the names; "" = nothing is kept.
    void open(const QString& prefix);
    /// From now on of the draft of that job; those of another stay where they are.
    void begin(std::int64_t job);
    /// What is not there yet, or is another than there.
    void keep(const jobs::JobDraft& draft);
    /// Puts those of `params`, and the token of the challenge, into the draft; null where there is none. Not `done` where another draft
    /// or account was begun meanwhile.
    void read(jobs::JobDraft draft, const QStringList& params, std::function<void(jobs::JobDraft)> done);
    void erase(); ///< of the draft that was begun

private:
    [[nodiscard]] QString nameOf(const QString& param) const;

    KeyRing& m_ring;
    QString m_prefix;
    std::int64_t m_job = 0;
    std::uint64_t m_begun = 0;              ///< how often: a keychain may answer when another was
    std::map<QString, SharedSecret> m_kept; ///< by param; null: there, but not known what
};

} // namespace tracedeck
