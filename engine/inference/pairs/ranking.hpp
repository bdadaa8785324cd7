// inference/pairs/ranking.hpp — the list an expert reads: every reported pair with its rank, its posterior, and how far
// it is ahead of the next best explanation of the same remains. Threads: oneTBB; the list does not depend on their
// number.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "inference/pairs/pair_detail.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::inference {

/// log10 LRs closer than this count as equal: two missing full brothers differ by rounding only.
inline constexpr double kTie = 1e-9;

enum class SexConflict : std::uint8_t { no, yes, unknown };

struct Candidate {
  PairScore pair{};
  PairDetail detail{};
  std::uint32_t rank = 0;  ///< in the whole list, from 1
  double posterior = 0;    ///< under the run's prior, this pair taken by itself
  std::optional<double>
      joint{};  ///< posterior with all remains and all missing persons decided together; none: not done
  std::uint32_t remains_rank = 0;  ///< of the missing person among the candidates of these remains; ties share a rank
  std::uint32_t missing_rank = 0;  ///< of the remains among the candidates of this missing person; ties share a rank
  /// The best other missing person for these remains, and how many orders of magnitude this pair is ahead of him
  /// (negative: behind). Empty where no other candidate exists.
  std::optional<TargetIndex> runner_up{};
  double margin = 0;
  /// The best other remains for this missing person, likewise.
  std::optional<RemainsIndex> runner_up_remains{};
  double margin_remains = 0;
  SexConflict sex_conflict = SexConflict::unknown;
};

/// The candidates among `result.pairs`, in their order: pairs in which at least one marker or attribute was compared (a
/// pair without any has LR 1 whoever it is, and is no hypothesis). `details` is as long as the pairs. @pre 0 < prior <
/// 1.
[[nodiscard]] std::vector<Candidate> rank_candidates(const matching::Case& the_case,
                                                     const matching::MatchResult& result,
                                                     std::span<const PairDetail> details, double prior);

/// Yes where a sex known of the remains (form, amelogenin, a Y haplotype, two alleles of X-linked markers) contradicts
/// that of the missing person.
[[nodiscard]] SexConflict sex_conflict(const matching::MissingPerson& missing, const matching::Remains& remains);

}  // namespace kith::inference
