// inference/evaluation/study_columns.hpp — the columns of a study's family sums: what a family adds to each measure.
// Private to the evaluation.
#pragma once

#include <cstddef>

#include "inference/evaluation/measures.hpp"

namespace kith::inference {

inline constexpr std::size_t kTrue = 0;                                  ///< true pairs
inline constexpr std::size_t kHitsRemains = 1;                           ///< per rank of kRanks
inline constexpr std::size_t kFound = kHitsRemains + kRanks.size();      ///< missing persons whose remains are there
inline constexpr std::size_t kHitsMissing = kFound + 1;                  ///< per rank
inline constexpr std::size_t kPlacement = kHitsMissing + kRanks.size();  ///< sum of placements of true pairs
inline constexpr std::size_t kStrangers = kPlacement + 1;                ///< stranger pairs
inline constexpr std::size_t kCostTrue = kStrangers + 1;                 ///< bits
inline constexpr std::size_t kCostStrangers = kCostTrue + 1;             ///< bits
inline constexpr std::size_t kAtLr = kCostStrangers + 1;  ///< true, stranger, kin pairs at the LR threshold
inline constexpr std::size_t kAtPosterior = kAtLr + 3;    ///< likewise at the posterior threshold
inline constexpr std::size_t kFrom = kAtPosterior + 3;    ///< strangers from each threshold
inline constexpr std::size_t kInverse = kFrom + kLog10Thresholds.size();     ///< true pairs: sum of [LR >= t] / LR
inline constexpr std::size_t kAgainst = kInverse + kLog10Thresholds.size();  ///< true pairs with LR <= 1/t
inline constexpr std::size_t kCapped = kAgainst + kLog10Thresholds.size();   ///< strangers: sum of LR where LR <= cap
inline constexpr std::size_t kUpTo = kCapped + kLog10Caps.size();            ///< true pairs with LR <= cap
inline constexpr std::size_t kReliability = kUpTo + kLog10Caps.size();       ///< evaluation/reliability.hpp
inline constexpr std::size_t kStudyColumns = kReliability + kReliabilityColumns;

/// The prior of posteriors: the one given, or the share of true pairs.
[[nodiscard]] double study_prior(const StrategyRuns& strategy, const MeasureOptions& options);

}  // namespace kith::inference
