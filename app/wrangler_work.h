#pragma once

#include "workers/wrangler_draft.h"

namespace tracedeck {

// What is done with wrangler files off the window's thread. All of it blocks.

/// NotFound, PermissionDenied, LimitExceeded, UnknownFormat; BadValue with the place where it does not parse.
[[nodiscard]] Result<ui::WranglerView> readView(const QString& path);
/// Fails as workers::setLogpush does.
[[nodiscard]] Result<ui::WranglerDraft> draftOf(const ui::WranglerView& view, const std::vector<workers::FlagEdit>& edits);

/// The folder above `path` that is a git work tree; "" = none.
[[nodiscard]] QString workTreeOf(const QString& path);
/// "main", or the first digits of a commit; "" = none.
[[nodiscard]] QString branchOf(const QString& workTree);

} // namespace tracedeck
