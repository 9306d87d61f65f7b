#include "access/judge.h"

#include <algorithm>
#include <array>

namespace tracedeck::access {

namespace {

struct RefusalRow {
    const char* code;
    Cause cause;
};

/// What buckets say, R2's words and those of S3.
constexpr std::array kRefusals {
    RefusalRow {"NoSuchBucket", Cause::NoSuchBucket},         RefusalRow {"InvalidBucketName", Cause::BadBucket},
    RefusalRow {"SignatureDoesNotMatch", Cause::WrongSecret}, RefusalRow {"InvalidAccessKeyId", Cause::KeysRefused},
    RefusalRow {"AccessDenied", Cause::KeysRefused},          RefusalRow {"Unauthorized", Cause::KeysRefused},
    RefusalRow {"InvalidArgument", Cause::BadKeys},           RefusalRow {"RequestTimeTooSkewed", Cause::ClockWrong},
    RefusalRow {"ExpiredRequest", Cause::ClockWrong},         RefusalRow {"NotEntitled", Cause::NoR2},
};

Verdict refusedBy(const Error& error)
{
    if (error.code == ErrorCode::BadValue)
        return no(error.subject == u"endpoint" || error.subject == u"bucket" || error.subject == u"region" ? Cause::BadBucket
                                                                                                           : Cause::BadKeys,
                  error.detail);
    if (error.code != ErrorCode::ObjectRefused && error.code != ErrorCode::PermissionDenied)
        return unknownBy(error);
    const QString code = error.detail.section(u':', 0, 0).trimmed();
    const auto row = std::ranges::find_if(kRefusals, [&](const RefusalRow& each) { return code == QLatin1String(each.code); });
    if (row != kRefusals.end())
        return no(row->cause);
    return error.status == 401 || error.status == 403 ? no(Cause::KeysRefused) : unknownBy(error);
}

/// Where the bucket is, when not where it was looked for; "" = not known.
QString otherPlace(const Findings& findings, const BucketQuestion& bucket)
{
    for (const QString& jurisdiction : otherJurisdictions()) {
        if (findings.isGood(Call::ListKeys, jurisdiction))
            return endpointOf(bucket.address.endpoint, jurisdiction).toString();
        const auto* buckets = findings.found<std::vector<cloudflare::R2Bucket>>(Call::Buckets, jurisdiction);
        if (buckets == nullptr || jurisdiction == otherJurisdictions().front())
            continue;
        if (std::ranges::find(*buckets, bucket.address.bucket, &cloudflare::R2Bucket::name) != buckets->end())
            return jurisdiction;
    }
    return {};
}

Verdict judgeProgram(const Reply& reply, bool isGlobal)
{
    Verdict verdict;
    if (const auto* found = std::get_if<WranglerFound>(&reply.found); found != nullptr && !reply.error)
        verdict = found->version.major == 0     ? unknown(Cause::NoVersion, found->text) // a build between versions
            : found->version < kWranglerAtLeast ? no(Cause::TooOld, found->text)
                                                : yes(found->text);
    else if (reply.error->code == ErrorCode::NotFound)
        verdict = no(Cause::Absent);
    else
        verdict = unknown(reply.error->code == ErrorCode::TimedOut ? Cause::Silent : Cause::NoVersion);
    if (actionFor(verdict.cause) == Action::CopyCommand)
        verdict.command = !isGlobal          ? QStringLiteral("npm install --save-dev wrangler@latest")
            : verdict.cause == Cause::Absent ? QStringLiteral("npm install -g wrangler")
                                             : QStringLiteral("npm update -g wrangler");
    return verdict;
}

} // namespace

Verdict judgeBucket(const Findings& findings)
{
    const auto bucket = findings.bucket();
    const Reply* list = findings.reply(Call::ListKeys);
    if (!bucket)
        return unknown(findings.isApiDead() ? Cause::NotAsked : Cause::NoBucket);
    if (list == nullptr)
        return findings.keys() ? unknown(Cause::NotAsked) : unknown(findings.isApiDead() ? Cause::NotAsked : Cause::NoKeys);
    if (list->error) {
        Verdict verdict = refusedBy(*list->error);
        if (const QString place = verdict.cause == Cause::NoSuchBucket ? otherPlace(findings, *bucket) : QString(); !place.isEmpty())
            return no(Cause::OtherJurisdiction, place);
        return verdict;
    }
    const auto& listed = *findings.found<std::vector<objects::ListedObject>>(Call::ListKeys);
    if (listed.empty())
        return unknown(Cause::EmptyBucket, bucket->address.bucket);
    if (findings.goodReply(Call::GetObject) != nullptr)
        return yes(bucket->address.bucket, static_cast<std::int64_t>(listed.size()));
    const auto got = std::ranges::find_if(findings.replies(), [](const Reply& each) { return each.key.call == Call::GetObject; });
    return got == findings.replies().end() ? unknown(Cause::NotAsked) : refusedBy(*got->error);
}

// What a project brings itself is what it is deployed with; the one on the PATH counts where no project has one.
Verdict judgeWrangler(const Findings& findings)
{
    if (!findings.question().looksForWrangler)
        return unknown(Cause::NotLooked);
    std::optional<Verdict> worst;
    for (const QString& project : findings.question().projects) {
        const Reply* reply = findings.reply(Call::Wrangler, project);
        if (reply == nullptr || (reply->error && reply->error->code == ErrorCode::NotFound))
            continue;
        Verdict verdict = judgeProgram(*reply, false);
        const auto rank = [](Answer answer) { return answer == Answer::No ? 0 : answer == Answer::Unknown ? 1 : 2; };
        if (!worst || rank(verdict.answer) < rank(worst->answer))
            worst = std::move(verdict);
    }
    if (worst)
        return *worst;
    const Reply* global = findings.reply(Call::Wrangler);
    return global == nullptr ? unknown(Cause::NotAsked) : judgeProgram(*global, true);
}

} // namespace tracedeck::access
