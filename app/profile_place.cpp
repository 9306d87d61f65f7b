#include "profile_place.h"

#include <algorithm>

namespace tracedeck {

const settings::LogSource* sourceOf(const settings::Profile& profile, const QString& id)
{
    const auto found = std::ranges::find(profile.sources, id, &settings::LogSource::id);
    if (found != profile.sources.end())
        return &*found;
    return profile.sources.empty() ? nullptr : &profile.sources.front();
}

Result<std::optional<BucketToRead>> bucketOf(const OpenedProfile& opened, const settings::LogSource* source)
{
    if (!source || !std::holds_alternative<settings::BucketPlace>(source->place))
        return std::optional<BucketToRead>();
    const auto& place = std::get<settings::BucketPlace>(source->place);
    BucketToRead bucket {{place.endpoint, place.bucket, place.region},
                         place.prefix,
                         {place.accessKeyId, opened.secretOf(place.secretKey), opened.secretOf(place.sessionTokenKey)}};
    if (!bucket.keys.secretAccessKey)
        return fail(ErrorCode::NotFound, {}, place.bucket);
    if (auto good = s3::checkAddress(bucket.address); !good)
        return fail(good.error());
    if (auto good = s3::checkKeys(bucket.keys); !good)
        return fail(good.error());
    return std::optional(std::move(bucket));
}

std::optional<access::Question> questionOf(const OpenedProfile& opened, const settings::LogSource* source)
{
    const settings::Profile& profile = opened.profile;
    if (profile.credential == settings::CredentialKind::None || !opened.secret)
        return std::nullopt;
    access::Question question;
    question.baseUrl = profile.baseUrl;
    question.accountId = profile.accountId;
    question.credential.kind = profile.credential == settings::CredentialKind::GlobalKey ? cloudflare::Credential::Kind::GlobalKey
                                                                                         : cloudflare::Credential::Kind::ApiToken;
    question.credential.email = profile.email;
    question.credential.secret = opened.secret;
    if (auto bucket = bucketOf(opened, source); bucket && *bucket)
        question.bucket = access::BucketQuestion {(*bucket)->address, (*bucket)->prefix, (*bucket)->keys};
    return question;
}

QString folderNameOf(const QString& id)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(id, {}, "."));
}

} // namespace tracedeck
