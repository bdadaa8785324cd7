// tools/kith/options/suggest.hpp — "did you mean": the known words closest to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::tool {

/// At most `limit` of `known`, nearest first (Levenshtein distance, case ignored; ties in their order); only those that
/// differ in two letters (short words: one) or a third of them, or that contain `word`.
[[nodiscard]] std::vector<std::string> nearest(std::string_view word, std::span<const std::string> known,
                                               std::size_t limit = 3);

/// "; did you mean A, B or C?", or nothing where nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string> known);

}  // namespace kith::tool
