// inference/learning/fellegi_sunter.hpp — what agreement of two descriptions is worth, learned from pairs nobody has
// labelled (Fellegi & Sunter 1969; expectation-maximisation as in Winkler 1988 and in the program Splink).
//
// A pair of missing person and remains is compared attribute by attribute; each comparison ends in one of a few levels
// ("agree", "close", "differ"), or in none where a side says nothing. Given match or no match the attributes are taken
// to be independent:
//
//   m_k = P(level k | match)     u_k = P(level k | no match)     lambda = P(match)
//   odds(pattern) = lambda / (1 - lambda) * product over compared attributes of m / u * LR of other evidence
//   E: g = odds / (1 + odds)           M: m_k = sum of g over pairs at level k / sum of g over pairs compared
//                                         u_k = the same of 1 - g,   lambda = mean of g
// Splink counts u over random pairs and leaves it there, as matches are rare among them. That is where u starts here;
// it is then freed of the matches, which matters where lambda m is not small beside u. `fix_u` leaves it.
// Other evidence is the DNA's likelihood ratio, where it is given: it says which pairs are likely matches, and is not
// changed by what is learned.
//
// Cost: iterations x distinct patterns x attributes. One thread; the same numbers whatever the number of threads around
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::inference {

/// Comparison of a pair: per attribute 0 (not compared) or the level from 1.
using Levels = std::vector<std::uint8_t>;

/// Pairs that look alike.
struct ComparisonPattern {
  Levels levels;
  double log10_other = 0;  ///< log10 LR of other evidence; may be -infinity
  std::uint64_t pairs = 0;
};

/// m and u of one attribute: entry k is level k + 1.
struct LevelProbabilities {
  std::vector<double> m;
  std::vector<double> u;
};

struct LearningOptions {
  /// What m is shrunk to, per attribute, adding up to 1: how often matches are expected to show each level. Empty: u,
  /// so that a level which no match shows says nothing.
  std::vector<std::vector<double>> expected_m{};
  double lambda = 1e-4;  ///< to start from
  bool fix_u = false;
  bool fix_lambda = false;  ///< lambda stays what it is: expected matches / pairs
  std::uint32_t max_steps = 500;
  double tolerance = 1e-6;  ///< converged: no m, and lambda relative to itself, moves by more
  double smoothing = 0.5;   ///< c of shrunk_m(); pairs added to every level of u
};

struct LearningStep {
  double lambda = 0;
  double log_likelihood = 0;  ///< natural, of all pairs, before the step
  double largest_change = 0;  ///< of any m
};

struct Mixture {
  double lambda = 0;
  std::vector<LevelProbabilities> attributes;
  std::vector<LearningStep> trace;
  bool converged = false;
  double expected_matches = 0;             ///< sum of g
  std::vector<double> compared_matches{};  ///< per attribute, of the pairs in which it is compared
};

/// Shares of levels among the pairs compared, smoothed. `n_levels`: per attribute.
[[nodiscard]] std::vector<std::vector<double>> level_shares(std::span<const ComparisonPattern> patterns,
                                                            std::span<const std::uint32_t> n_levels, double smoothing);

/// m from expected or counted matches x_k per level, n of them in all, so that little evidence is worth little:
///   m_k proportional to e_k (x_k + c) / (n e_k + c)
/// the mean of m_k / e_k under a Gamma(c, c) prior (mean 1) and Poisson counts. A level that no match could be expected
/// to show stays as expected (m = u: it says nothing); with many matches m_k is x_k / n.
[[nodiscard]] std::vector<double> shrunk_m(const std::vector<double>& matches, const std::vector<double>& expected,
                                           double c);

/// Learns m, u and lambda from the u given. Starts from m that falls with the level by a factor of `3`: levels are
/// ordered from agreement to difference. @pre every pattern has a level in range for each attribute.
[[nodiscard]] Mixture learn_mixture(std::span<const ComparisonPattern> patterns,
                                    const std::vector<std::vector<double>>& u, const LearningOptions& options);

/// log10 of the product of m / u over the attributes compared.
[[nodiscard]] double log10_weight(const Mixture& mixture, std::span<const std::uint8_t> levels);
/// P(match) of a pair with these levels: Splink's P = 2^M / (1 + 2^M), M = log2(lambda / (1 - lambda)) + sum of log2 m
/// / u.
[[nodiscard]] double match_probability(const Mixture& mixture, std::span<const std::uint8_t> levels);

}  // namespace kith::inference
