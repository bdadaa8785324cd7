#include "inference/learning/fellegi_sunter.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>

using namespace kith::inference;

namespace {

LevelProbabilities attribute(double log2_ratio) { return {{0.5}, {0.5 / std::exp2(log2_ratio)}}; }

/// Pairs drawn from planted m, u and lambda; one in ten comparisons has a side that says nothing.
struct Simulation {
  std::vector<LevelProbabilities> planted{{{0.9, 0.08, 0.02}, {0.1, 0.2, 0.7}},
                                          {{0.95, 0.05}, {0.5, 0.5}},
                                          {{0.7, 0.2, 0.05, 0.05}, {0.03, 0.07, 0.2, 0.7}},
                                          {{0.85, 0.15}, {0.02, 0.98}}};
  std::size_t n_pairs = 400'000;
  double lambda = 0.01;
  std::size_t n_matches = 0;

  std::vector<ComparisonPattern> draw(unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::map<Levels, std::uint64_t> counts;
    for (std::size_t i = 0; i < n_pairs; ++i) {
      const bool match = uniform(random) < lambda;
      n_matches += match ? 1U : 0U;
      Levels levels;
      for (const LevelProbabilities& p : planted) {
        double x = uniform(random);
        std::uint8_t level = 1;
        for (const double share : match ? p.m : p.u) {
          if (x < share || level == p.m.size()) break;
          x -= share;
          ++level;
        }
        levels.push_back(uniform(random) < 0.1 ? 0 : level);
      }
      ++counts[levels];
    }
    std::vector<ComparisonPattern> patterns;
    for (const auto& [levels, pairs] : counts) patterns.push_back({levels, 0, pairs});
    return patterns;
  }
};

constexpr std::uint32_t kNumbers[] = {3, 2, 4, 2};

}  // namespace

TEST_CASE("The worked chart of Splink's documentation: -6.67 + 4.74 + 6.49 - 1.97 - 1.12 + 8.00 = 9.48") {
  // The terms are printed rounded: as printed they add up to 9.47.
  Mixture mixture;
  mixture.lambda = 1 / (1 + std::exp2(6.67));  // log2 of the prior odds: -6.67
  for (const double weight : {4.74, 6.49, -1.97, -1.12, 8.00}) mixture.attributes.push_back(attribute(weight));
  const Levels levels(5, 1);
  CHECK(log10_weight(mixture, levels) == doctest::Approx((9.47 + 6.67) * std::log10(2)).epsilon(1e-12));
  CHECK(match_probability(mixture, levels) == doctest::Approx(1 / (1 + std::exp2(-9.47))).epsilon(1e-12));
  CHECK(match_probability(mixture, levels) == doctest::Approx(0.999).epsilon(0.0005));
  // A comparison that was not made leaves its term out.
  CHECK(log10_weight(mixture, Levels{1, 0, 0, 0, 0}) == doctest::Approx(4.74 * std::log10(2)).epsilon(1e-12));
}

TEST_CASE("Shares of levels, smoothed") {
  const std::vector<ComparisonPattern> patterns{{{1, 0}, 0, 3}, {{2, 1}, 0, 5}, {{0, 2}, 0, 1}};
  const std::uint32_t n_levels[] = {2, 2};
  const auto shares = level_shares(patterns, n_levels, 0.5);
  CHECK(shares[0] == std::vector<double>{3.5 / 9, 5.5 / 9});
  CHECK(shares[1] == std::vector<double>{5.5 / 7, 1.5 / 7});
}

TEST_CASE("One step by hand") {
  // One attribute, two levels, u = (0.2, 0.8), start m = (3/4, 1/4), lambda 0.1; 10 pairs agree, 30 differ.
  const std::vector<ComparisonPattern> patterns{{{1}, 0, 10}, {{2}, 0, 30}};
  const double agree = 0.1 * 0.75 / (0.1 * 0.75 + 0.9 * 0.2);
  const double differ = 0.1 * 0.25 / (0.1 * 0.25 + 0.9 * 0.8);
  const Mixture one = learn_mixture(patterns, {{0.2, 0.8}},
                                    {.lambda = 0.1, .fix_u = true, .max_steps = 1, .smoothing = 1e-9});
  CHECK(one.expected_matches == doctest::Approx(10 * agree + 30 * differ).epsilon(1e-9));
  CHECK(one.lambda == doctest::Approx(one.expected_matches / 40).epsilon(1e-9));
  CHECK(one.attributes[0].m[0] == doctest::Approx(10 * agree / (10 * agree + 30 * differ)).epsilon(1e-8));
  const double log_likelihood = 10 * std::log(0.1 * 0.75 + 0.9 * 0.2) + 30 * std::log(0.1 * 0.25 + 0.9 * 0.8);
  CHECK(one.trace.front().log_likelihood == doctest::Approx(log_likelihood).epsilon(1e-9));
}

TEST_CASE("Learning recovers what was planted, within sampling error") {
  Simulation simulation;
  const auto patterns = simulation.draw(7);
  const auto u = level_shares(patterns, kNumbers, 0.5);
  const Mixture mixture = learn_mixture(patterns, u, {.lambda = 0.001});
  CHECK(mixture.converged);
  // 396 000 others: a share has a standard error below 0.0008. 4 000 matches: below 0.008, were they known; not knowing
  // them trebles it.
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t k = 0; k < u[i].size(); ++k) {
      CHECK(std::abs(mixture.attributes[i].u[k] - simulation.planted[i].u[k]) < 0.003);
      CHECK(std::abs(mixture.attributes[i].m[k] - simulation.planted[i].m[k]) < 0.025);
    }
  }
  CHECK(mixture.lambda == doctest::Approx(0.01).epsilon(0.1));
  CHECK(mixture.expected_matches == doctest::Approx(static_cast<double>(simulation.n_matches)).epsilon(0.1));
}

TEST_CASE("Every step of expectation-maximisation raises the likelihood") {
  Simulation simulation;
  simulation.n_pairs = 20'000;
  const auto patterns = simulation.draw(11);
  // Without smoothing to speak of: with it the likelihood is that of the smoothed model.
  const Mixture mixture = learn_mixture(patterns, level_shares(patterns, kNumbers, 0.5),
                                        {.lambda = 0.05, .max_steps = 100, .smoothing = 1e-9});
  REQUIRE(mixture.trace.size() > 3);
  for (std::size_t i = 1; i < mixture.trace.size(); ++i) {
    CHECK(mixture.trace[i].log_likelihood >= mixture.trace[i - 1].log_likelihood - 1e-6);
  }
}

TEST_CASE("Other evidence says which pairs are matches") {
  // 50 pairs that DNA has decided (log10 LR 12) agree in 40; DNA excludes the rest, where 1 in 4 agrees.
  const std::vector<ComparisonPattern> patterns{{{1}, 12, 40}, {{2}, 12, 10}, {{1}, -12, 25'000}, {{2}, -12, 75'000}};
  const std::uint32_t n_levels[] = {2};
  const Mixture mixture = learn_mixture(patterns, level_shares(patterns, n_levels, 0.5), {.lambda = 1e-4});
  CHECK(mixture.expected_matches == doctest::Approx(50).epsilon(1e-6));
  // Shrunk towards u = 1/4, 3/4 by c = 1/2: 1/4 * 40.5 / 13 against 3/4 * 10.5 / 38.
  const double agree = 0.25 * 40.5 / 13, differ = 0.75 * 10.5 / 38;
  CHECK(mixture.attributes[0].m[0] == doctest::Approx(agree / (agree + differ)).epsilon(1e-4));
}

TEST_CASE("A level that no match could show says nothing; many matches speak for themselves") {
  const std::vector<double> u{0.0001, 0.1999, 0.8};
  const auto few = shrunk_m({0, 10, 10}, u, 0.5);
  CHECK(std::abs(std::log10(few[0] / u[0])) < 0.2);
  CHECK(shrunk_m({0, 0, 0}, u, 0.5) == u);
  const auto many = shrunk_m({1e8, 2e8, 7e8}, u, 0.5);
  CHECK(many[0] == doctest::Approx(0.1).epsilon(1e-4));
  CHECK(many[2] == doctest::Approx(0.7).epsilon(1e-4));
}

TEST_CASE("A fixed lambda stays, and nothing is learned from nothing") {
  const std::vector<ComparisonPattern> patterns{{{1}, 0, 10}, {{2}, 0, 30}};
  const Mixture mixture = learn_mixture(patterns, {{0.2, 0.8}}, {.lambda = 0.01, .fix_lambda = true});
  CHECK(mixture.lambda == 0.01);
  CHECK(learn_mixture({}, {{0.2, 0.8}}, {}).trace.empty());
}

TEST_CASE("What is expected of matches is kept where no match says otherwise") {
  const std::vector<double> expected{0.7, 0.3};
  CHECK(shrunk_m({0, 0}, expected, 0.5) == expected);
  // One attribute that agrees in half of the pairs of either sort: learned from nobody, m stays what was expected.
  const std::vector<ComparisonPattern> patterns{{{1}, -30, 50}, {{2}, -30, 50}};
  LearningOptions options{.lambda = 1e-4};
  options.expected_m = {expected};
  const Mixture mixture = learn_mixture(patterns, {{0.5, 0.5}}, options);
  CHECK(mixture.attributes[0].m[0] == doctest::Approx(0.7).epsilon(1e-6));
}
