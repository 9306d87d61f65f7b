#pragma once

#include "sandbox/bucket_store.h"
#include "sandbox/state.h"

#include <map>

namespace tracedeck::sandbox {

/// The stores of all buckets, each opened when it is first asked for.
class BucketShelf {
public:
    BucketShelf(QString folder, const Clock& clock) : m_folder(std::move(folder)), m_clock(clock) {}

    /// It lives as long as the shelf. The bucket's name must be one: it becomes part of a path.
    [[nodiscard]] Result<BucketStore*> store(const BucketInfo& bucket);

private:
    QString m_folder;
    const Clock& m_clock;
    std::map<QString, std::unique_ptr<BucketStore>> m_stores;
};

/// 3 to 63 characters: lower case letters, digits, hyphens.
[[nodiscard]] bool isBucketName(QStringView name);

} // namespace tracedeck::sandbox
