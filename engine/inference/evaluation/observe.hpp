// inference/evaluation/observe.hpp — what a strategy makes of a case whose truth is known: the scores of true pairs and
// their ranks, and of all other pairs what the measures need of them.
//
// A pair (missing person t, remains r) is
//   true       r are t's remains
//   kin        r are somebody else whom the same family misses: neither t nor unrelated; in no measure of H2
//   stranger   anybody else, reported or not: H2
// A missing person of whom no column says anything has LR 1 with everybody, and no rank.
//
// Memory: 4 bytes a stranger pair up to `keep_pairs` of them, one in so many beyond. Threads: oneTBB, a slot a missing
// person: the result does not depend on their number.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "inference/evaluation/kin_class.hpp"
#include "inference/evaluation/tied_rank.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::inference {

using matching::RemainsIndex;
using matching::TargetIndex;

inline constexpr TargetIndex kNotReported = static_cast<TargetIndex>(-1);

/// Whose remains they are: per remains a missing person, or kNotReported.
using Truth = std::vector<TargetIndex>;

/// What the measures need to know of a case, so that the case itself need not be kept.
struct CaseFacts {
  Truth truth{};
  std::size_t n_families = 0;
  std::vector<std::uint32_t> family_of_target{};
  std::vector<KinClass> kin_of_target{};
  std::vector<std::uint32_t> loci_of_remains{};  ///< autosomal markers typed
};

[[nodiscard]] CaseFacts case_facts(const matching::Case& data, Truth truth);

inline constexpr std::array<double, 8> kLog10Thresholds = {0, 1, 2, 3, 4, 5, 6, 8};
inline constexpr std::array<double, 5> kLog10Caps = {0, 1, 2, 4, 6};

/// Sums over one missing person's stranger pairs.
struct StrangerSums {
  std::uint64_t n = 0;
  double cost = 0;                                              ///< sum of log2(1 + LR)
  std::array<std::uint64_t, kLog10Thresholds.size()> n_from{};  ///< pairs with LR >= threshold
  std::array<double, kLog10Caps.size()> capped_lr{};            ///< sum of LR where LR <= cap
};

struct TrueAnswer {
  RemainsIndex remains = 0;
  TargetIndex target = 0;
  double score = 0;
  TiedRank among_missing{};  ///< of the missing person among all, for these remains
};

struct FoundPerson {
  TargetIndex target = 0;
  TiedRank among_remains{};  ///< of the best of his remains among all that are not his
};

struct KinPair {
  TargetIndex target = 0;
  RemainsIndex remains = 0;
  double score = 0;
};

struct Observed {
  std::vector<TrueAnswer> answers{};            ///< by remains
  std::vector<FoundPerson> found{};             ///< by missing person
  std::vector<StrangerSums> sums{};             ///< by missing person
  std::vector<std::vector<float>> strangers{};  ///< by missing person: scores, one in `keep_one_in`
  std::vector<KinPair> kin{};                   ///< by missing person, then remains
  std::uint64_t keep_one_in = 1;
  std::uint64_t n_not_scored = 0;  ///< missing persons of whom no column says anything
};

struct ObserveOptions {
  std::uint64_t keep_pairs = 20'000'000;
  std::uint32_t threads = 0;
};

[[nodiscard]] Observed observe(const matching::Strategy& strategy, const matching::EvidenceTable& evidence,
                               const CaseFacts& facts, const ObserveOptions& options,
                               const matching::Progress& progress = {});

}  // namespace kith::inference
