// io/profile_layout.hpp — the alleles in a cell of a wide table that holds a whole genotype.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace kith::io {

/// The labels in a cell that holds a whole genotype: "9/9.3", "9-9.3", "9 9.3", "9;9.3", "9, 9.3" or a single "9".
/// Beside '/', '|', ';' or '-' a comma is a decimal sign ("6/9,3"). None where a comma alone can be read as a decimal
/// sign
/// as well as between alleles ("9,3").
[[nodiscard]] std::optional<std::vector<std::string_view>> split_genotype(std::string_view cell);

}  // namespace kith::io
