#include "inference/evaluation/reliability.hpp"

#include <algorithm>
#include <cmath>

namespace kith::inference {

namespace {

enum Column : std::size_t { kPairs = 0, kTruePairs = 1, kClaimed = 2, kFamilies = 3, kColumnsOfBin = 4 };
static_assert(kReliabilityColumns == kColumnsOfBin * kReliabilityBins);

/// Variance over resamples of (share - mean posterior) of the bin whose columns begin at `bin`.
double variance_of_excess(const ResampledSums& sums, std::size_t bin) {
  double n = 0;
  double sum = 0;
  double squares = 0;
  for (const auto& totals : sums.resamples) {
    if (!(totals[bin + kPairs] > 0)) continue;
    const double excess = (totals[bin + kTruePairs] - totals[bin + kClaimed]) / totals[bin + kPairs];
    n += 1;
    sum += excess;
    squares += excess * excess;
  }
  if (n < 2) return 0;
  return std::max(0.0, (squares - sum * sum / n) / (n - 1));
}

}  // namespace

void add_to_reliability(double* sums, double posterior, bool is_true, double weight) {
  const auto bin = std::min(kReliabilityBins - 1, static_cast<std::size_t>(posterior * kReliabilityBins));
  double* const of_bin = sums + bin * kColumnsOfBin;
  of_bin[kPairs] += weight;
  of_bin[kTruePairs] += is_true ? weight : 0;
  of_bin[kClaimed] += weight * posterior;
  of_bin[kFamilies] = 1;
}

std::vector<ReliabilityBin> reliability(const ResampledSums& sums, std::size_t first) {
  std::vector<ReliabilityBin> bins(kReliabilityBins);
  for (std::size_t i = 0; i < kReliabilityBins; ++i) {
    ReliabilityBin& bin = bins[i];
    const std::size_t at = first + i * kColumnsOfBin;
    const double n = sums.totals[at + kPairs];
    bin.low = static_cast<double>(i) / kReliabilityBins;
    bin.high = static_cast<double>(i + 1) / kReliabilityBins;
    bin.n = static_cast<std::uint64_t>(n);
    bin.n_true = static_cast<std::uint64_t>(sums.totals[at + kTruePairs]);
    bin.n_families = static_cast<std::uint64_t>(sums.totals[at + kFamilies]);
    if (!(n > 0)) {
      bin.interval = wilson_interval(0, 0);
      continue;
    }
    const double share = sums.totals[at + kTruePairs] / n;
    bin.mean_posterior = sums.totals[at + kClaimed] / n;
    const double variance = variance_of_excess(sums, at);
    const bool mixed = bin.n_true > 0 && bin.n_true < bin.n;
    bin.n_effective = mixed && variance > 0 ? std::min(n, share * (1 - share) / variance) : sums.totals[at + kFamilies];
    bin.interval = wilson_interval(share, bin.n_effective);
  }
  return bins;
}

}  // namespace kith::inference
