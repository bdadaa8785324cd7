// inference/learning/learning.hpp — what the descriptions of a case say its comparison levels are worth: from a case's
// columns to m and u.
//
//   unlabelled  expectation-maximisation over missing persons x remains, descriptions alone
//   with_dna    the same, with each pair's DNA likelihood ratio as other evidence: DNA says which pairs are likely
//     matches, wherever it can
//   decided     no mixture: m from the pairs whose DNA log10 LR is `decided` or more, u from the others
//
// With `within_model` the model's ratio still tells the pairs of a level apart, and what is learned corrects how often
// levels occur (attributes/frame/weights.hpp); few matches then leave the model as it is: m is shrunk to what the model
// expects.
//
// A decided pair's own identification does not count for its place (attributes/place/place_model.hpp).
//
// Cost: every column of every missing person once, every pair looked up once; patterns of at most `max_pairs` pairs are
// kept: with more pairs, one in k of them, chosen by a hash of their positions. Threads: oneTBB; counts are whole
// numbers, results the same for any number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/frame/weights.hpp"
#include "core/error.hpp"
#include "inference/learning/fellegi_sunter.hpp"
#include "matching/candidates/match.hpp"

namespace kith::inference {

enum class LearningMethod : std::uint8_t { unlabelled, with_dna, decided };

[[nodiscard]] std::string_view to_string(LearningMethod method);
[[nodiscard]] Result<LearningMethod> parse_learning_method(std::string_view text);

struct LearnOptions {
  LearningMethod method = LearningMethod::with_dna;
  double decided = 8;  ///< log10 LR of the DNA
  std::uint64_t max_pairs = 5'000'000;
  bool within_model = true;        ///< levels correct the models' ratios; false: they replace them
  std::optional<double> lambda{};  ///< to start from; none: half of the smaller side's number, over all pairs
  LearningOptions mixture{};       ///< but its lambda
  std::uint32_t threads = 0;       ///< 0: all cores
};

struct AttributeLearning {
  std::string name;
  std::vector<std::string> levels;
  std::vector<std::uint64_t> pairs;          ///< compared, per level, of the pairs used
  std::vector<std::uint64_t> decided_pairs;  ///< of those that DNA decided
  LevelProbabilities learned;
  std::vector<double>
      mean_ratio{};  ///< per level, of the model's ratio with its floor and cap, over pairs that are likely no matches
  double matches = 0;  ///< decided, or expected, in which it is compared
  bool term_frequencies = false;
};

struct Learning {
  std::vector<AttributeLearning> attributes;
  Mixture mixture;              ///< no trace where method is `decided`
  std::uint64_t n_pairs = 0;    ///< of the case
  std::uint64_t n_used = 0;     ///< of these, in the patterns
  std::uint64_t n_decided = 0;  ///< by DNA; 0 where no DNA was asked
  std::size_t n_patterns = 0;
};

/// @pre `evidence` has no parts (matching::EvidenceTable).
[[nodiscard]] Learning learn(const matching::EvidenceTable& evidence, const LearnOptions& options);

/// Matches that an attribute needs for what was learned of it to replace its model.
inline constexpr double kLeastMatches = 10;

/// As weights.ini: one section per attribute with kLeastMatches or more.
[[nodiscard]] attributes::Weights weights_of(const Learning& learning);

}  // namespace kith::inference
