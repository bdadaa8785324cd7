// inference/joint/incompatible_loci.hpp — at how many markers remains cannot be a missing person without mutation, pair by pair.
// A count is no likelihood: true pairs with three mutations exist. It excludes only where the LR agrees (conclusions.hpp).
#pragma once

#include <cstdint>
#include <vector>

#include "matching/case.hpp"

namespace kith::inference {

/// Remains by remains, each with one number per missing person; the rest of the family untyped as ever.
[[nodiscard]] std::vector<std::uint32_t> count_incompatible_loci(const matching::Case& the_case);

}  // namespace kith::inference
