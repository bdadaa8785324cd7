// matching/strategies/strategy.hpp — named ways to go from a case to ranked candidates.
//
// A strategy says what evidence it scores (evidence), what a pair's score is (score_target), how pairs are gone through
// (run), and what the score means (score_kind). Each has a default, so that a strategy is as long as its difference:
//   what evidence   all that a case holds (build_evidence)
//   a pair's score  the sum over columns; where a missing person has several comparisons, the best of them
//   how             every pair in double, one after the other
// tiled and screened are faster ways through the same pairs and keep the same candidates. docs/benchmark.md compares
// all, and says how to add one: one file, and one line in strategy.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "matching/candidates/match.hpp"
#include "matching/table/evidence_builder.hpp"

namespace kith::matching {

/// The score of a pair that a strategy does not look at.
inline constexpr double kNotCompared = -std::numeric_limits<double>::infinity();

class ScanCodes;

enum class ScoreKind : std::uint8_t {
  /// A log10 likelihood ratio: thresholds and posteriors mean something.
  log10_lr,
  /// The best of several log10 likelihood ratios: on that scale, and too high by being picked: no posterior.
  best_log10_lr,
  /// Ranks pairs; says nothing of probability.
  score
};

/// What came up while one missing person was scored, and what it cost.
struct TargetWork {
  std::vector<ColumnNote> notes{};
  bool scored = true;  ///< false: no column says anything of him, so that no pair of his is a candidate
  double seconds_tables = 0;
  double seconds_scan = 0;
};

class Strategy {
 public:
  Strategy() = default;
  Strategy(const Strategy&) = delete;
  Strategy& operator=(const Strategy&) = delete;
  virtual ~Strategy() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  /// One line for people who choose between them.
  [[nodiscard]] virtual std::string_view description() const = 0;
  /// The practice it models: who works this way. Empty: a way to compute, not a practice.
  [[nodiscard]] virtual std::string_view practice() const { return ""; }
  [[nodiscard]] virtual ScoreKind score_kind() const { return ScoreKind::log10_lr; }
  /// DNA is scored by each family's whole pedigree: what is said of that (linkage, lr_matrix.csv) applies.
  [[nodiscard]] virtual bool scores_family_dna() const { return true; }

  /// What is scored. The case outlives the table and is not changed meanwhile.
  [[nodiscard]] virtual EvidenceTable evidence(const Case& data, const EvidenceOptions& options) const;
  /// One missing person against all remains: scores[r], -infinity where the pair is impossible or not compared, else
  /// the sum over the columns (results are explained column by column).
  virtual void score_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target,
                            std::span<double> scores, TargetWork& work) const;
  /// Runs inside the caller's arena; identical for any number of threads. @pre the evidence was checked (match() does).
  [[nodiscard]] virtual MatchResult run(const EvidenceTable& evidence, const MatchOptions& options,
                                        const Progress& progress) const;
};

[[nodiscard]] const Strategy& exhaustive_strategy();
[[nodiscard]] const Strategy& tiled_strategy();
[[nodiscard]] const Strategy& dna_strategy();
[[nodiscard]] const Strategy& attributes_strategy();
[[nodiscard]] const Strategy& combined_strategy();
[[nodiscard]] const Strategy& blocked_strategy();
[[nodiscard]] const Strategy& ibs_strategy();
[[nodiscard]] const Strategy& pairwise_strategy();
[[nodiscard]] const Strategy& similarity_strategy();
[[nodiscard]] const Strategy& screened_strategy();

/// All registered strategies, the default first.
[[nodiscard]] const std::vector<const Strategy*>& strategies();
/// The strategy of this name, or bad_option with the names there are.
[[nodiscard]] Result<const Strategy*> find_strategy(std::string_view name);

/// Receives one missing person's scores, one per remains; `scored` as in TargetWork. Called from worker threads.
using ScoreSink = std::function<void(TargetIndex target, std::span<const double> scores, bool scored)>;

/// Every pair's score of some missing persons, one person after the other: for studies that need those no report keeps.
void score_targets(const Strategy& strategy, const EvidenceTable& evidence, std::span<const TargetIndex> targets,
                   std::uint32_t threads, const ScoreSink& sink, const Progress& progress = {});

/// The pairs, in their order, with the column target their score comes from in place of the missing person: the best of
/// his comparisons, the first of equals. Without parts the pairs themselves.
[[nodiscard]] std::vector<PairScore> best_parts(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                                std::uint32_t threads);

}  // namespace kith::matching
