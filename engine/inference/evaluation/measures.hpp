// inference/evaluation/measures.hpp — a strategy in numbers, with intervals by bootstrap over families; several cases
// (seeds) of one scenario are pooled. docs/benchmark.md says what each measure means to a reader.
//
// Recall at rank k: per remains, is the right missing person among the first k of all missing persons; per missing
// person whose remains are there, are remains of his among the first k of all remains. Equal scores count by chance
// (tied_rank.hpp). Precision and recall at a threshold: of all pairs at or above it, the share that is true; of all
// true pairs, the share at or above it. Pairs of kin are wrong here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "inference/evaluation/bootstrap.hpp"
#include "inference/evaluation/calibration.hpp"
#include "inference/evaluation/discrimination.hpp"
#include "inference/evaluation/observe.hpp"
#include "inference/evaluation/reliability.hpp"

namespace kith::inference {

inline constexpr std::array<std::uint64_t, 3> kRanks = {1, 5, 10};

struct MeasureOptions {
  double log10_threshold = 6;
  double posterior_threshold = 0.9995;
  std::optional<double> prior{};  ///< none: the share of true pairs among true and stranger ones
  std::size_t n_resamples = 1000;
  std::uint64_t seed = 1;
};

/// Decisions by a threshold.
struct Decisions {
  Estimate precision{};
  Estimate recall{};
  std::uint64_t n_true = 0;
  std::uint64_t n_strangers = 0;
  std::uint64_t n_kin = 0;
};

/// Misleading evidence at log10 LR t: strangers at or above, what true pairs say of how many to expect, and true pairs
/// at or below -t.
struct MisleadingRow {
  double log10_t = 0;
  std::uint64_t n_strangers = 0;
  Estimate found{};     ///< share of strangers
  Estimate expected{};  ///< mean over true pairs of [LR >= t] / LR
  double bound = 0;     ///< 1/t
  Estimate against{};   ///< share of true pairs with LR <= 1/t
};

/// mean over H2 of LR [LR <= cap], and the share of H1 with LR <= cap: equal for true LRs.
struct CappedRow {
  double log10_cap = 0;
  Estimate mean_lr{};
  Estimate share_h1{};
};

struct SplitRow {
  std::string by;  ///< "typed" or "loci"
  std::string group;
  std::uint64_t n_remains = 0;  ///< true pairs in the group
  std::uint64_t n_found = 0;    ///< missing persons in the group whose remains are there
  double recall_remains = 0;    ///< at rank 1
  double recall_missing = 0;    ///< at rank 1
  double median_score = 0;      ///< of true pairs
  double share_above = 0;       ///< of true pairs at or above the LR threshold
};

struct Measures {
  std::uint64_t n_true = 0;
  std::uint64_t n_strangers = 0;
  std::uint64_t n_kin = 0;
  std::uint64_t n_found = 0;
  std::uint64_t n_not_scored = 0;
  std::uint64_t keep_one_in = 1;
  std::array<Estimate, kRanks.size()> recall_remains{};
  std::array<Estimate, kRanks.size()> recall_missing{};
  Estimate auc{};
  std::vector<RocPoint> roc{};
  std::vector<SplitRow> splits{};

  // of log10 LRs only
  bool is_lr = false;
  double prior = 0;
  Estimate cllr{};
  double cllr_min = 0;
  std::uint64_t n_impossible_true = 0;  ///< true pairs with LR 0
  Decisions at_lr{};
  Decisions at_posterior{};
  std::vector<MisleadingRow> misleading{};
  std::vector<CappedRow> capped{};
  std::vector<ReliabilityBin> reliability{};
};

/// One strategy on the cases of a study, in the same order as `facts`.
struct StrategyRuns {
  std::string name{};
  matching::ScoreKind kind = matching::ScoreKind::log10_lr;
  std::vector<Observed> runs{};
};

/// What each family adds to every measure; the columns are those of measures.cpp.
[[nodiscard]] FamilySums family_sums(std::span<const CaseFacts> facts, const StrategyRuns& strategy,
                                     const MeasureOptions& options);

[[nodiscard]] Measures measure(std::span<const CaseFacts> facts, const StrategyRuns& strategy,
                               const ResampledSums& sums, const MeasureOptions& options);

/// a - b on the same families.
struct Comparison {
  std::string a{};
  std::string b{};
  Estimate recall_remains{};  ///< at rank 1
  Estimate recall_missing{};  ///< at rank 1
  Estimate auc{};
  std::optional<Estimate> cllr{};  ///< where both are log10 LRs; lower is better
};

[[nodiscard]] Comparison compare(const StrategyRuns& a, const ResampledSums& sums_a, const StrategyRuns& b,
                                 const ResampledSums& sums_b);

[[nodiscard]] std::size_t total_families(std::span<const CaseFacts> facts);

}  // namespace kith::inference
