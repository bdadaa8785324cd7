// inference/evaluation/discrimination.hpp — how well scores part true pairs (H1) from pairs of strangers (H2), whatever
// the scores' scale: ROC and DET points, area under the curve.
//
//   true positive rate at t   share of H1 scores >= t      false positive rate at t   share of H2 scores >= t
//   AUC = P(score of an H1 pair > score of an H2 pair) + P(equal) / 2      (Mann and Whitney 1947)
//   placement of an H1 pair = share of H2 scores below its own, equal ones by half; AUC is the mean placement
// (DeLong et al. 1988, doi:10.2307/2531595), which is how it is resampled by family.
//
// Scores are single precision: six million pairs of each strategy are held at once. -infinity is a score like others.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kith::inference {

/// Of each H1 score, against H2 scores in ascending order. @pre h2_ascending is not empty.
[[nodiscard]] std::vector<double> placements(std::span<const float> h1, std::span<const float> h2_ascending);

struct RocPoint {
  double threshold = 0;
  double true_positive_rate = 0;
  double false_positive_rate = 0;
};

/// The corners of the curve: thresholds are scores of H1, thinned to at most `most` of them, descending; then one point
/// that takes all. Both in ascending order and not empty.
[[nodiscard]] std::vector<RocPoint> roc_points(std::span<const float> h1_ascending, std::span<const float> h2_ascending,
                                               std::size_t most);

/// Share of scores >= t.
[[nodiscard]] double share_from(std::span<const float> ascending, double t);

}  // namespace kith::inference
