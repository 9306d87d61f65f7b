#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// A fuzz target is one source: what is asked of any bytes, and bytes to begin with. Built with clang in the `fuzz` preset it is a libFuzzer
// program; in every other build it is replayed over its seeds, and over many that were damaged.

/// Asks the parser; a property that does not hold ends the program through `demand`.
void fuzzOne(std::string_view bytes);
/// Where to begin: good and nearly good ones, few and small.
std::vector<std::string> fuzzSeeds();

namespace tracedeck::fuzz {

/// Ends the program with what was expected and is not so.
void demand(bool holds, const char* expected);

} // namespace tracedeck::fuzz
