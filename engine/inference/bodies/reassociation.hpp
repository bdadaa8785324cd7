// inference/bodies/reassociation.hpp — how well samples became bodies, where the truth is known.
//
// Over all pairs of samples of one case, with T the pairs of one individual, J those joined (in one body):
//   pairwise_precision   |T and J| / |J|         pairwise_recall   |T and J| / |T|
//   wrongly_joined       |J without T|           wrongly_split     |T without J|
//   adjusted_rand        agreement of the two partitions beyond chance (Hubert & Arabie 1985)
// and the first four by the number of markers that the pair shares: `none` share nothing, so that DNA cannot join them
// but through a third sample. Samples that show staff, and those whose individual is not known, take no part.
//
// Intervals: 95 %, by resampling individuals (evaluation/bootstrap.hpp); a wrong pair counts half for each of its two.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inference/bodies/find_bodies.hpp"
#include "inference/evaluation/bootstrap.hpp"

namespace kith::inference {

/// Per remains its individual; none: not known.
using Individuals = std::vector<std::optional<std::uint32_t>>;

/// By the markers shared: none, 1-5, 6-10, 11-15, 16-20, 21 or more.
inline constexpr std::size_t kSharedClasses = 6;
[[nodiscard]] std::string shared_class_name(std::size_t shared_class);

/// What one individual adds to each sum.
struct IndividualSums {
  double samples = 0;
  std::array<double, kSharedClasses> true_pairs{};
  std::array<double, kSharedClasses> joined{};  ///< of the true pairs
  std::array<double, kSharedClasses> wrong{};   ///< pairs with another individual's samples, half of each
};

/// One row an individual, in the order of their numbers.
[[nodiscard]] std::vector<IndividualSums> observe_reassociation(const matching::Case& data, const Bodies& bodies,
                                                                const Individuals& individuals);

struct ReassociationRow {
  std::string group{};  ///< "all", "shared" (a marker at least), or markers shared
  std::string measure{};
  Estimate estimate{};
};

/// Of the individuals of all cases of a study. Rows without a pair to measure are left out.
[[nodiscard]] std::vector<ReassociationRow> measure_reassociation(const std::vector<IndividualSums>& individuals,
                                                                  std::size_t n_resamples, std::uint64_t seed);

}  // namespace kith::inference
