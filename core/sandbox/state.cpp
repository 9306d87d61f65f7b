#include "sandbox/state.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

template<typename Items, typename Is>
auto* firstOf(Items& items, Is is)
{
    const auto found = std::ranges::find_if(items, is);
    return found == items.end() ? nullptr : &*found;
}

} // namespace

QByteArray s3Secret(const Token& token)
{
    return QCryptographicHash::hash(token.value, QCryptographicHash::Sha256).toHex();
}

Token* SandboxState::token(QStringView id)
{
    return firstOf(tokens, [id](const Token& each) { return each.id == id; });
}

Script* SandboxState::script(QStringView name, QStringView dispatchNamespace)
{
    return firstOf(scripts, [&](const Script& each) { return each.name == name && each.dispatchNamespace == dispatchNamespace; });
}

Job* SandboxState::job(qint64 id)
{
    return firstOf(jobs, [id](const Job& each) { return each.id == id; });
}

BucketInfo* SandboxState::bucket(QStringView name, QStringView jurisdiction)
{
    return firstOf(buckets, [&](const BucketInfo& each) { return each.name == name && each.jurisdiction == jurisdiction; });
}

} // namespace tracedeck::sandbox
