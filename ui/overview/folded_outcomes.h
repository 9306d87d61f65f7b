#pragma once

#include "store/answers.h"

#include <map>
#include <string>
#include <vector>

namespace tracedeck::ui {

/// Events by outcome with the rare unknown outcomes as one series, so that a legend can name all it shows. Nothing is lost: the sums
/// stay, and `inside` says which outcomes the joined series holds.
struct FoldedOutcomes {
    store::Histogram histogram;
    std::map<std::string, std::vector<std::string>> inside;
};
[[nodiscard]] FoldedOutcomes folded(const store::Histogram& outcomes);

} // namespace tracedeck::ui
