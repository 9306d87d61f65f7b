#pragma once

#include "access/verdict.h"
#include "access/wrangler.h"
#include "cloudflare/account_api.h"
#include "cloudflare/logpush_api.h"
#include "cloudflare/r2_api.h"
#include "cloudflare/workers_api.h"
#include "cloudflare/zone_api.h"
#include "s3/bucket.h"

#include <QUrl>

#include <variant>

namespace tracedeck::access {

/// The bucket that delivered logs are read from.
struct BucketQuestion {
    s3::BucketAddress address;
    QString prefix;               ///< {DATE} and what follows plays no part
    std::optional<s3::Keys> keys; ///< nullopt: derived from the token
};

/// Whose access is checked, and what for.
struct Question {
    QUrl baseUrl;
    cloudflare::Credential credential;
    QString accountId;                    ///< "" = the only one that can be reached
    QString zoneId;                       ///< one to look for a zone's Logs permission in; "" = those that can be listed
    std::optional<BucketQuestion> bucket; ///< nullopt: that of the first R2 job, on Cloudflare itself
    QStringList projects;                 ///< folders whose own wrangler counts
    bool looksForWrangler = true;
    bool sawNotEntitled = false; ///< 10023 came when a Worker was switched on
};

/// One call that a step stands on.
enum class Call : std::uint8_t {
    VerifyUserToken,
    CurrentUser,
    VerifyAccountToken,
    Accounts,
    TokenDetails,
    Memberships,
    Members,
    Roles,
    Jobs,
    Fields,
    Zones,
    ZoneJobs,   ///< about: the zone's id
    ZoneFields, ///< about: the zone's id
    Scripts,
    Subscriptions,
    Buckets,   ///< about: the jurisdiction
    ListKeys,  ///< objects of the bucket; about: the jurisdiction's endpoint, "" = as given
    GetObject, ///< about: its key
    Wrangler,  ///< about: the project's folder, "" = the one on the PATH
};

struct CallKey {
    Call call {};
    QString about {};
    bool operator==(const CallKey&) const = default;
};
[[nodiscard]] Step stepOf(Call call);

/// What a good answer holds that is looked at.
using Found = std::variant<std::monostate, cloudflare::TokenStatus, cloudflare::TokenDetails, cloudflare::User,
                           std::vector<cloudflare::Account>, std::vector<cloudflare::Membership>, std::vector<cloudflare::Member>,
                           std::vector<cloudflare::Role>, std::vector<cloudflare::LogpushJob>, std::vector<cloudflare::DatasetField>,
                           std::vector<cloudflare::Zone>, std::vector<cloudflare::WorkerScript>, std::vector<cloudflare::Subscription>,
                           std::vector<cloudflare::R2Bucket>, std::vector<objects::ListedObject>, WranglerFound>;

/// One call and what came of it.
struct Reply {
    CallKey key;
    Evidence evidence;
    std::optional<Error> error;
    Found found;
};

enum class Owner : std::uint8_t { Unknown, User, Account, Key };

/// All that is known so far: the question and the replies, in the order they came. A value.
class Findings {
public:
    Findings(Question question, std::int64_t nowMs) : m_question(std::move(question)), m_nowMs(nowMs) {}

    void add(Reply reply) { m_replies.push_back(std::move(reply)); }

    [[nodiscard]] const Question& question() const { return m_question; }
    [[nodiscard]] std::int64_t nowMs() const { return m_nowMs; }
    [[nodiscard]] const std::vector<Reply>& replies() const { return m_replies; }

    /// nullptr where it was not asked (yet).
    [[nodiscard]] const Reply* reply(Call call, const QString& about = {}) const;
    [[nodiscard]] bool isGood(Call call, const QString& about = {}) const;    ///< asked and answered
    [[nodiscard]] bool isRefused(Call call, const QString& about = {}) const; ///< the other side said no
    /// What a good reply found; nullptr where there is none.
    template<typename T>
    [[nodiscard]] const T* found(Call call, const QString& about = {}) const
    {
        const Reply* its = reply(call, about);
        return its != nullptr && !its->error ? std::get_if<T>(&its->found) : nullptr;
    }
    /// The first reply to this call, whatever about, that is good.
    [[nodiscard]] const Reply* goodReply(Call call) const;

    // What follows from them.
    [[nodiscard]] QString accountId() const; ///< the question's, else the only one; "" = not known
    [[nodiscard]] const cloudflare::Account* account() const;
    [[nodiscard]] Owner owner() const;
    [[nodiscard]] const cloudflare::TokenStatus* token() const; ///< from whoever vouches for it
    [[nodiscard]] const cloudflare::TokenDetails* details() const;
    [[nodiscard]] const cloudflare::Membership* membership() const; ///< in the account
    [[nodiscard]] QStringList roles() const;
    [[nodiscard]] bool isApiDead() const; ///< nothing more is to be learned from the API with this credential
    [[nodiscard]] std::optional<BucketQuestion> bucket() const;
    [[nodiscard]] std::optional<s3::Keys> keys() const; ///< given, or derived from the token

private:
    Question m_question;
    std::int64_t m_nowMs;
    std::vector<Reply> m_replies;
};

/// A refusal as such: not a lost connection, no 429, no 5xx.
[[nodiscard]] bool isRefusal(const Error& error);
/// What a failure is in general, where nothing better is known.
[[nodiscard]] Cause causeOf(const Error& error);

/// The keys of R2's S3 interface that a token is: its id, and SHA-256 of its value in hex.
[[nodiscard]] s3::Keys keysOf(const QString& tokenId, const Secret& token);

/// Where R2 serves buckets of a jurisdiction ("default", "eu", "fedramp"); empty where `endpoint` is not R2's.
[[nodiscard]] QUrl endpointOf(const QUrl& endpoint, const QString& jurisdiction);
[[nodiscard]] const QStringList& otherJurisdictions();

} // namespace tracedeck::access
