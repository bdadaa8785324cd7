// inference/kin/kin_chance.hpp — how many pairs of strangers reach an LR by chance.
//
// Two people are strangers if what is seen of one at a marker is drawn independently of what is seen of the other. What
// is seen is drawn as often as it occurs among the people compared, so that frequencies, dropout and gaps are those of
// the case. People are taken in three classes by the number of their markers, as a bad bone lacks many at once:
//   expected(t) = sum over pairs of classes  n_pairs * P(sum over markers of log10 LR >= t)
// the distribution of the sum by convolution, on a grid of kChanceGrid.
// Lines do not enter, nor do links (kin_locus.hpp: the scan's values).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "inference/kin/kin_pairs.hpp"

namespace kith::inference {

inline constexpr double kChanceGrid = 0.02;

/// Pairs by a kinship's LR over the autosomal markers.
struct KinChance {
  Kinship kinship{};
  double log10_lr = 0;               ///< from here on
  std::uint64_t found = 0;           ///< pairs, true kin included
  std::optional<double> expected{};  ///< of strangers; none: too many distinct observations
};

/// One number per threshold, ascending. None where a marker has no table.
[[nodiscard]] std::optional<std::vector<double>> expected_by_chance(const KinPairs& people, Kinship kinship,
                                                                    std::span<const double> log10_lrs);

/// Per kinship of kKin the whole numbers from its threshold on, up to the highest LR found.
[[nodiscard]] std::vector<KinChance> count_chance(const KinPairs& people, std::span<const PeoplePair> found,
                                                  const KinScanLimits& limits);

}  // namespace kith::inference
