// inference/evaluation/reliability.hpp — are pairs with posterior p true pairs with probability p?
//
// Ten bins of posteriors of equal width. Claimed is the mean posterior of a bin's pairs, held the share of true pairs
// among them. Several samples of one man, and the pairs of one family, are no independent trials, so that the interval
// of the share is Wilson's with the number of independent pairs in place of n:
//   n_eff = s (1 - s) / V,     V the variance of (share - mean posterior) over bootstrap resamples of families,
// at most n (Kish 1965, Survey Sampling; Korn & Graubard 1998, Survey Methodology 24:193-201). In a bin where all pairs
// are true or none is, resampling shows no variance: n_eff is the number of families with pairs in the bin.
// Strangers, where one in k is kept, count k times; n_eff knows from V that they were fewer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "inference/evaluation/bootstrap.hpp"

namespace kith::inference {

inline constexpr std::size_t kReliabilityBins = 10;

/// Pairs whose posterior lies in [low, high), the last one closed.
struct ReliabilityBin {
  double low = 0;
  double high = 0;
  std::uint64_t n = 0;
  std::uint64_t n_true = 0;
  std::uint64_t n_families = 0;
  double mean_posterior = 0;  ///< what is claimed; n_true / n is what holds
  double n_effective = 0;
  Interval interval{};  ///< of the share that is true
};

/// What a pair adds to its family's sums: columns `first` to `first` + kReliabilityColumns - 1, by bin.
inline constexpr std::size_t kReliabilityColumns = 4 * kReliabilityBins;

/// `sums`: the family's columns from the first one of reliability. `weight`: how many pairs this one stands for.
void add_to_reliability(double* sums, double posterior, bool is_true, double weight);

/// The bins from the sums over families. `first`: the first column of reliability.
[[nodiscard]] std::vector<ReliabilityBin> reliability(const ResampledSums& sums, std::size_t first);

}  // namespace kith::inference
