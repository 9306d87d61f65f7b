#pragma once

#include "access/report.h"
#include "net/transport.h"

#include <QSet>

#include <map>

namespace tracedeck::test {

/// Who asks, in the words of expected_access.tsv.
struct Caller {
    QString owner;       ///< "user", "account", "key"
    QString role;        ///< "-" = none, the account's own token
    QString token;       ///< a permission set; "-" = the global key
    bool granted = true; ///< what the reference is silent about is granted
};

/// An account that answers as the reference says, by role and permissions, and serves a bucket. Answers at once.
class AccountFake final : public net::Transport {
public:
    explicit AccountFake(Caller caller);

    QFuture<Result<net::Response>> send(net::Request request, std::stop_token stop) override;

    /// The check that the table is about: a token, its account known, the bucket of its job, no wrangler.
    [[nodiscard]] access::Question question() const;

    static const QString kAccount, kZone, kToken;
    static const QByteArray kTokenValue;

    QStringList asked;                        ///< "GET /accounts", in order; bucket: "S3 GET /bucket"
    std::map<QString, net::Response> instead; ///< by what was asked: another answer
    std::map<QString, Error> failures;        ///< … or none at all

private:
    [[nodiscard]] bool roleMay(const QString& right) const;
    [[nodiscard]] bool tokenMay(const QString& right) const;
    [[nodiscard]] bool may(const QString& right) const;
    [[nodiscard]] net::Response answer(const QString& asked) const;
    [[nodiscard]] net::Response answerUser(const QString& path) const;
    [[nodiscard]] net::Response answerAccount(const QString& path) const;
    [[nodiscard]] net::Response answerBucket(const net::Request& request) const;
    [[nodiscard]] net::Response memberships() const;
    [[nodiscard]] net::Response details() const;

    Caller m_caller;
    QSet<QString> m_role, m_token;
};

/// Runs a check to its end; the last of what it told.
[[nodiscard]] access::Report checked(net::Transport& transport, access::Question question);

} // namespace tracedeck::test
