// inference/joint/pair_scan.hpp — the pairs the joint analysis looks at one by one, and the sum of those it does not.
//
// A pair is kept where its likelihood ratio is at least a stated one. Of those left out the ratios stay as they are, in
// single precision: what they weigh together is not little (a missing person of whom hardly anything is known has a
// likelihood ratio of about 1 with everybody, and 7,000 bodies at prior odds of 1/4,000 are more than "not found"), though
// each of them alone is. joint_posterior.hpp takes them together, missing person by missing person and body by body.
//
// Up to `most_pairs` all pairs are scored. Beyond, the kept ones are those of a list (matching::MatchResult), and those left
// out are known for every k-th body, and of every k-th missing person: sums over them are multiplied by k.
//
// The LR of a pair is the sum over the columns of the evidence table, in double, with the corrections handed in.
// Cost: one table filling per missing person and one sum per pair looked at. In parallel, one missing person a task; the
// result does not depend on the number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "inference/joint/doubtful_joins.hpp"
#include "inference/joint/family_likelihood.hpp"
#include "matching/candidates/match.hpp"

namespace kith::inference {

/// What is added to the log10 LR of a pair beside the columns (linkage), or put in its place by experts.
struct PairCorrection {
  BodyIndex body = kNoBody;
  MissingIndex missing = kNoMissing;
  double log10_lr = 0;
};

/// Natural logarithms.
struct PairLr {
  BodyIndex body = kNoBody;
  MissingIndex missing = kNoMissing;
  double log_lr = 0;      ///< all columns and corrections, of a join LR_same too; finite
  double log_beside = 0;  ///< of these, what is not the markers' own: haplotypes, descriptions, corrections
};

/// Likelihood ratios of pairs that are not kept; 0 where a pair is kept or cannot be.
struct LeftOutPairs {
  std::vector<BodyIndex> bodies{};      ///< that are known of every missing person, ascending
  std::vector<MissingIndex> missing{};  ///< that are known of every body, ascending
  std::size_t n_bodies = 0;
  std::size_t n_missing = 0;
  std::vector<float> of_missing{};          ///< all missing persons x `bodies`
  std::vector<float> of_body{};             ///< `missing` x all bodies; empty where `of_missing` holds all pairs
  std::vector<float> highest_of_missing{};  ///< per missing person, among the pairs that are known
  std::vector<float> highest_of_body{};     ///< per body, likewise

  [[nodiscard]] bool empty() const { return of_missing.empty(); }
  /// Per missing person the sum over bodies of LR times `weight` (one per body).
  [[nodiscard]] std::vector<double> sum_over_bodies(std::span<const double> weight) const;
  /// Per body the sum over missing persons of LR times `weight` (one per missing person).
  [[nodiscard]] std::vector<double> sum_over_missing(std::span<const double> weight) const;
};

struct PairScan {
  std::vector<PairLr> pairs{};  ///< by missing person, then body
  LeftOutPairs left_out{};      ///< empty: there are none
};

struct PairScanOptions {
  SexRule sex = SexRule::soft;
  double least_log_lr = 0;  ///< natural logarithm; -infinity: everything that can be is kept
  std::size_t most_pairs = 100'000'000;
  bool sums_left_out = true;   ///< false: only the kept pairs are wanted
  std::size_t sample = 1'000;  ///< bodies, and missing persons, of whom left out pairs are known beyond that
};

/// `joins`: kept where their LR times the prior odds of the join is as high; never left out.
/// `listed`: candidates for the case that not all pairs are scored; else not used.
/// @pre the table was made for this case, with its missing persons as targets (no parts, no weights).
[[nodiscard]] PairScan scan_pairs(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                                  std::span<const matching::PairScore> listed,
                                  std::span<const PairCorrection> corrections, const PairScanOptions& options,
                                  const DoubtfulJoins& joins = {});

}  // namespace kith::inference
