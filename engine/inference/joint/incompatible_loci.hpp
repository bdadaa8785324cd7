// inference/joint/incompatible_loci.hpp — at how many markers remains cannot be a missing person without mutation, pair
// by pair. A count is no likelihood: true pairs with three mutations exist. It excludes only where the LR agrees
// (conclusions.hpp).
#pragma once

#include <cstdint>
#include <vector>

#include "inference/joint/conclusions.hpp"

namespace kith::inference {

/// The case once these bodies are typed members of their families. They stay among the missing persons and the remains.
[[nodiscard]] matching::Case with_identified(matching::Case the_case, const std::vector<Undisputed>& identified);

/// Remains by remains, each with one number per missing person, of whose family nobody else who is missing is typed. At
/// markers where the relatives do not fit each other without mutation nobody is incompatible.
[[nodiscard]] std::vector<std::uint32_t> count_incompatible_loci(const matching::Case& the_case);

}  // namespace kith::inference
