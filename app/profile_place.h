#pragma once

#include "access/findings.h"
#include "account_book.h"

namespace tracedeck {

/// A bucket that is read, with what opens it.
struct BucketToRead {
    s3::BucketAddress address;
    QString prefix;
    s3::Keys keys;
};

/// The source of this id, or the first; nullptr where there is none.
[[nodiscard]] const settings::LogSource* sourceOf(const settings::Profile& profile, const QString& id);

/// `source` as a bucket; nullopt where it is none. BadValue: what stands there cannot be a bucket. NotFound: its keys were kept for a
/// session that is over.
[[nodiscard]] Result<std::optional<BucketToRead>> bucketOf(const OpenedProfile& opened, const settings::LogSource* source);

/// What to check of a profile; nullopt where it has no account, or its secret is gone.
[[nodiscard]] std::optional<access::Question> questionOf(const OpenedProfile& opened, const settings::LogSource* source);

/// An id as the name of a folder, whatever stands in it.
[[nodiscard]] QString folderNameOf(const QString& id);

} // namespace tracedeck
