// inference/evaluation/bootstrap.hpp — intervals by resampling families, the units that are independent of each other:
// the pairs of one family share its relatives.
//
// Every measure here is a function of sums over families (a recall is hits over questions). Resample b draws as many
// families as there are, with replacement; the 2.5 % and 97.5 % quantiles of the measure over resamples are the
// interval (percentile bootstrap, Efron 1979). The draws depend on seed and b alone, so that strategies are compared on
// the same families: the interval of a difference is that of pairs of strategies, not of each by itself.
//
// Cost: resamples x families x columns additions, once for all measures. Memory: resamples x families bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "inference/evaluation/calibration.hpp"

namespace kith::inference {

/// n_families x n_columns, row-major: what each family adds to each sum.
struct FamilySums {
  std::size_t n_columns = 0;
  std::vector<double> values{};
};

/// A measure with its 95 % interval. NaN where no resample gives the measure.
struct Estimate {
  double value = 0;
  Interval interval{};
};

/// The measure from the sums over families; NaN where it is not defined (a share of nothing): such resamples are left
/// out.
using Measure = std::function<double(std::span<const double> sums)>;

/// The sums over all families, and over the families of each resample.
struct ResampledSums {
  std::vector<double> totals{};
  std::vector<std::vector<double>> resamples{};
};

class FamilyBootstrap {
 public:
  FamilyBootstrap(std::size_t n_families, std::size_t n_resamples, std::uint64_t seed);

  /// @pre sums has a row for every family.
  [[nodiscard]] ResampledSums resample(const FamilySums& sums) const;

 private:
  std::size_t n_families_;
  std::vector<std::vector<std::uint8_t>> times_drawn_;  ///< [resample][family]
};

[[nodiscard]] Estimate estimate(const ResampledSums& sums, const Measure& measure);
/// measure(a) - measure(b). @pre both come from one FamilyBootstrap.
[[nodiscard]] Estimate estimate_difference(const ResampledSums& a, const ResampledSums& b, const Measure& measure);

/// sums[numerator] / sums[denominator]; NaN for a denominator of 0.
[[nodiscard]] Measure ratio_of(std::size_t numerator, std::size_t denominator);

}  // namespace kith::inference
