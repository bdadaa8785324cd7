#include "inference/learning/fellegi_sunter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "core/check.hpp"
#include "core/log_add.hpp"

namespace kith::inference {
namespace {

/// m before anything is known: each level a third as likely as the one before it.
std::vector<double> initial_m(std::size_t n_levels) {
  std::vector<double> m(n_levels);
  double sum = 0;
  for (std::size_t k = 0; k < n_levels; ++k) sum += m[k] = std::pow(3.0, -static_cast<double>(k));
  for (double& share : m) share /= sum;
  return m;
}

/// One pass of expectation-maximisation.
class Step {
 public:
  explicit Step(Mixture current, double smoothing) : current_(std::move(current)), smoothing_(smoothing) {
    for (const LevelProbabilities& attribute : current_.attributes) {
      matches_at_.emplace_back(attribute.m.size(), 0.0);
      others_at_.emplace_back(attribute.m.size(), 0.0);
      auto& logs = log_ratio_.emplace_back();
      for (std::size_t k = 0; k < attribute.m.size(); ++k) logs.push_back(std::log(attribute.m[k] / attribute.u[k]));
    }
  }

  void expect(std::span<const ComparisonPattern> patterns) {
    const double log_match = std::log(current_.lambda);
    const double log_other = std::log1p(-current_.lambda);
    for (const ComparisonPattern& pattern : patterns) {
      double ratio = log_match + pattern.log10_other * std::numbers::ln10;
      double log_u = 0;
      for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
        if (pattern.levels[i] == 0) continue;
        ratio += log_ratio_[i][pattern.levels[i] - 1U];
        log_u += std::log(current_.attributes[i].u[pattern.levels[i] - 1U]);
      }
      const double both = log_add(ratio, log_other);
      const auto pairs = static_cast<double>(pattern.pairs);
      const double matches = pairs * std::exp(ratio - both);
      n_pairs_ += pairs;
      matches_ += matches;
      log_likelihood_ += pairs * (both + log_u);
      for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
        if (pattern.levels[i] == 0) continue;
        matches_at_[i][pattern.levels[i] - 1U] += matches;
        others_at_[i][pattern.levels[i] - 1U] += pairs - matches;
      }
    }
  }

  /// The mixture after the step. @return what changed.
  LearningStep maximise(Mixture& next, const LearningOptions& options) const {
    LearningStep step{.lambda = current_.lambda, .log_likelihood = log_likelihood_};
    if (!options.fix_lambda) step.lambda = std::clamp(matches_ / n_pairs_, 1e-12, 0.5);
    for (std::size_t i = 0; i < matches_at_.size(); ++i) {
      LevelProbabilities& attribute = next.attributes[i];
      const auto& expected = options.expected_m.empty() ? attribute.u : options.expected_m[i];
      const auto m = shrunk_m(matches_at_[i], expected, smoothing_);
      for (std::size_t k = 0; k < m.size(); ++k) {
        step.largest_change = std::max(step.largest_change, std::abs(m[k] - attribute.m[k]));
      }
      attribute.m = m;
      next.compared_matches[i] = std::accumulate(matches_at_[i].begin(), matches_at_[i].end(), 0.0);
      if (!options.fix_u) attribute.u = shares(others_at_[i]);
    }
    next.lambda = step.lambda;
    next.expected_matches = matches_;
    return step;
  }

 private:
  [[nodiscard]] std::vector<double> shares(std::vector<double> counts) const {
    double sum = 0;
    for (double& count : counts) sum += count += smoothing_;
    for (double& count : counts) count /= sum;
    return counts;
  }

  const Mixture current_;
  double smoothing_;
  std::vector<std::vector<double>> log_ratio_;
  std::vector<std::vector<double>> matches_at_;  ///< expected, per attribute and level
  std::vector<std::vector<double>> others_at_;
  double n_pairs_ = 0;
  double matches_ = 0;
  double log_likelihood_ = 0;
};

}  // namespace

std::vector<std::vector<double>> level_shares(std::span<const ComparisonPattern> patterns,
                                              std::span<const std::uint32_t> n_levels, double smoothing) {
  std::vector<std::vector<double>> shares;
  for (const std::uint32_t n : n_levels) shares.emplace_back(n, smoothing);
  for (const ComparisonPattern& pattern : patterns) {
    KITH_CHECK(pattern.levels.size() == n_levels.size());
    for (std::size_t i = 0; i < n_levels.size(); ++i) {
      KITH_CHECK(pattern.levels[i] <= n_levels[i]);
      if (pattern.levels[i] > 0) shares[i][pattern.levels[i] - 1U] += static_cast<double>(pattern.pairs);
    }
  }
  for (auto& of_attribute : shares) {
    double sum = 0;
    for (const double pairs : of_attribute) sum += pairs;
    for (double& share : of_attribute) share /= sum;
  }
  return shares;
}

std::vector<double> shrunk_m(const std::vector<double>& matches, const std::vector<double>& expected, double c) {
  double n = 0;
  for (const double count : matches) n += count;
  std::vector<double> m;
  double sum = 0;
  for (std::size_t k = 0; k < expected.size(); ++k) {
    sum += m.emplace_back(expected[k] * (matches[k] + c) / (n * expected[k] + c));
  }
  for (double& share : m) share /= sum;
  return m;
}

Mixture learn_mixture(std::span<const ComparisonPattern> patterns, const std::vector<std::vector<double>>& u,
                      const LearningOptions& options) {
  KITH_CHECK(options.lambda > 0 && options.lambda < 1 && options.smoothing > 0);
  Mixture mixture;
  mixture.lambda = options.lambda;
  for (const auto& shares : u) mixture.attributes.push_back({initial_m(shares.size()), shares});
  mixture.compared_matches.resize(u.size(), 0);
  if (patterns.empty()) return mixture;
  for (std::uint32_t i = 0; i < options.max_steps && !mixture.converged; ++i) {
    const double before = mixture.lambda;
    Step step(mixture, options.smoothing);
    step.expect(patterns);
    const LearningStep taken = step.maximise(mixture, options);
    mixture.trace.push_back(taken);
    mixture.converged = taken.largest_change < options.tolerance &&
                        std::abs(taken.lambda - before) < options.tolerance * before;
  }
  return mixture;
}

double log10_weight(const Mixture& mixture, std::span<const std::uint8_t> levels) {
  KITH_CHECK(levels.size() == mixture.attributes.size());
  double sum = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i] == 0) continue;
    const LevelProbabilities& attribute = mixture.attributes[i];
    sum += std::log10(attribute.m[levels[i] - 1U] / attribute.u[levels[i] - 1U]);
  }
  return sum;
}

double match_probability(const Mixture& mixture, std::span<const std::uint8_t> levels) {
  const double log10_odds = std::log10(mixture.lambda / (1 - mixture.lambda)) + log10_weight(mixture, levels);
  return 1 / (1 + std::pow(10, -log10_odds));
}

}  // namespace kith::inference
