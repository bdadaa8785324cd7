#include "inference/evaluation/discrimination.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace kith::inference {

namespace {

std::size_t count_from(std::span<const float> ascending, double t) {
  const auto first = std::lower_bound(ascending.begin(), ascending.end(), t,
                                      [](float score, double threshold) { return double{score} < threshold; });
  return static_cast<std::size_t>(ascending.end() - first);
}

}  // namespace

double share_from(std::span<const float> ascending, double t) {
  KITH_CHECK(!ascending.empty());
  return static_cast<double>(count_from(ascending, t)) / static_cast<double>(ascending.size());
}

std::vector<double> placements(std::span<const float> h1, std::span<const float> h2_ascending) {
  KITH_CHECK(!h2_ascending.empty());
  std::vector<double> result;
  result.reserve(h1.size());
  for (const float score : h1) {
    const auto [low, high] = std::equal_range(h2_ascending.begin(), h2_ascending.end(), score);
    const auto below = static_cast<double>(low - h2_ascending.begin());
    const auto equal = static_cast<double>(high - low);
    result.push_back((below + equal / 2) / static_cast<double>(h2_ascending.size()));
  }
  return result;
}

std::vector<RocPoint> roc_points(std::span<const float> h1_ascending, std::span<const float> h2_ascending,
                                 std::size_t most) {
  KITH_CHECK(!h1_ascending.empty() && !h2_ascending.empty() && most > 0);
  std::vector<RocPoint> points;
  const std::size_t n = h1_ascending.size();
  const std::size_t n_points = std::min(n, most);
  for (std::size_t i = 1; i <= n_points; ++i) {
    const double threshold = h1_ascending[n - i * n / n_points];
    if (!points.empty() && points.back().threshold == threshold) continue;
    points.push_back({threshold, share_from(h1_ascending, threshold), share_from(h2_ascending, threshold)});
  }
  if (points.back().false_positive_rate < 1) {
    points.push_back({std::min(h1_ascending.front(), h2_ascending.front()), 1, 1});
  }
  return points;
}

}  // namespace kith::inference
