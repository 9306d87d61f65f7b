#pragma once

#include "logpush/filter.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tracedeck::ui {

// A filter while it is built: its root is a group, and conditions may be without a value yet. Pure values.

/// Which child of which child; {} = the root.
using NodePath = std::vector<std::size_t>;

/// With a group at its root.
[[nodiscard]] logpush::Filter toBuild(const logpush::Filter& filter);
/// What is to be sent of it: without conditions that have no value, without empty groups, a single condition without a group around it.
[[nodiscard]] logpush::Filter built(const logpush::Filter& filter);

[[nodiscard]] bool isGroup(const logpush::FilterNode& node);
[[nodiscard]] bool isAnyOf(const logpush::FilterNode& node);
[[nodiscard]] std::vector<logpush::FilterNode>& childrenOf(logpush::FilterNode& group);
[[nodiscard]] const std::vector<logpush::FilterNode>& childrenOf(const logpush::FilterNode& group);
[[nodiscard]] logpush::FilterNode& nodeAt(logpush::Filter& filter, const NodePath& path);
[[nodiscard]] const logpush::FilterNode& nodeAt(const logpush::Filter& filter, const NodePath& path);

void setAnyOf(logpush::FilterNode& group, bool isAny); ///< its children stay
[[nodiscard]] logpush::FilterNode newCondition();
void removeAt(logpush::Filter& filter, const NodePath& path);
/// One place up or down; out of its group at the end of it, into none. Where it is then.
[[nodiscard]] NodePath moveBy(logpush::Filter& filter, const NodePath& path, int step);
/// Into a group of its own, which is of the other kind. Where it is then.
[[nodiscard]] NodePath nest(logpush::Filter& filter, const NodePath& path);
/// Out of its group, behind it; an empty group goes. Where it is then.
[[nodiscard]] NodePath unnest(logpush::Filter& filter, const NodePath& path);

/// Whether it has the value that it needs; the empty text is one for fields in which it means something.
[[nodiscard]] bool isFilled(const logpush::Condition& condition);
[[nodiscard]] std::size_t conditionsIn(const logpush::FilterNode& node);
/// "where.and[1]", as checks name the place in the filter that `built` makes of it; "" where it is not in that.
[[nodiscard]] std::string placeText(const logpush::Filter& filter, const NodePath& path);

} // namespace tracedeck::ui
