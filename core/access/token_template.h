#pragma once

#include <QUrl>

#include <cstdint>
#include <vector>

namespace tracedeck::access {

/// What somebody wants to do with a token.
enum class Wish : std::uint8_t { UseJobs, SeeWorkers, SwitchWorkers, ReadBuckets, CountInvocations };

/// Cloudflare's page that makes a token, filled in with the least that `wishes` take. Its template keys are those that are documented.
[[nodiscard]] QUrl tokenTemplate(const std::vector<Wish>& wishes, const QString& name);

/// Where the members of an account are kept, on Cloudflare's dashboard.
[[nodiscard]] QUrl membersPage();
[[nodiscard]] QUrl plansPage();

} // namespace tracedeck::access
