// inference/joint/identify_jointly.hpp — who is who, all bodies and all missing persons at once: the whole joint analysis in
// one call, from the evidence table and the scan's pairs to what is written of every body and every missing person.
//
// Small cases (up to `exact_pairs` pairs of a body and a missing person) are exact: every assignment counts that can change a
// posterior, within a budget of eliminations (work counted, not seconds) beyond which the error says so. Larger ones, and
// those whose families or blocks are too wide, look at pairs of odds `weak_odds` or more one by one and take the others
// together (left_out_sums.hpp); families that miss several are searched from bodies that say something on
// (unit_growth.hpp); what is too wide even so is sampled (block_sampler.hpp). Every posterior has its error; where it is more than a
// tenth of the distance from 1 (of posteriors from .99 up) the row is not sure, and no match is drawn from it.
// Parallel in the caller's task arena; the result does not depend on the number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "evidence/lineage/lineage_column.hpp"
#include "inference/joint/conclusions.hpp"
#include "inference/joint/pair_scan.hpp"

namespace kith::inference {

struct IdentifyOptions {
  AssignmentPrior prior = AssignmentPrior::flat();
  SexRule sex = SexRule::soft;
  std::uint64_t seed = 1;
  ConclusionOptions conclusions{};
  pedigree::LikelihoodOptions likelihood{};
  evidence::LineageOptions lineage{};  ///< as the evidence table was made with
  double least_posterior = 1e-6;       ///< rows below are summed into "others"
  double sure_from = 0.99;             ///< posteriors from here on are held to `error_share`
  double error_share = 0.1;            ///< of the distance from 1
  std::size_t exact_pairs = 20'000;
  double weak_odds = 1e-3;
  std::vector<double> cut = {3e-3,
                             1e-2};  ///< odds below which pairs of blocks that are too wide are taken together, too
  std::size_t most_scans = 24;       ///< of a family (unit_growth.hpp)
  std::size_t most_sweeps = 64;      ///< of each of the sampler's chains; four times as many where it is not enough
};

/// Somebody of whom there is no row: of missing persons as of bodies.
inline constexpr std::uint32_t kOthers = static_cast<std::uint32_t>(-2);

/// One row of what is written of a body: the probability that it is this missing person.
struct AssignmentRow {
  BodyIndex body = kNoBody;           ///< of rows by missing person also kNoBody (not found) and kOthers
  MissingIndex missing = kNoMissing;  ///< of rows by body also kNoMissing (nobody reported) and kOthers
  double posterior = 0;
  double error = 0;             ///< standard error where it was sampled, and the bounds of what was left out
  bool is_sure = true;          ///< false: the error is more than allowed
  double posterior_family = 0;  ///< that the body is a missing person of this family; 0 where there is none
  double log10_lr = 0;          ///< the pair's; 0 of nobody and others
  double log10_glr = 0;         ///< likewise; -infinity and +infinity as in PairPosterior
  double log10_lr0 = 0;         ///< of the best assignment of the missing person's unit

  [[nodiscard]] bool names_missing() const { return missing != kNoMissing && missing != kOthers; }
};

struct JointSummary {
  bool exact = false;            ///< every assignment was counted
  std::size_t n_blocks = 0;      ///< with at least one pair
  std::size_t n_sampled = 0;     ///< blocks
  std::size_t n_too_wide = 0;    ///< blocks without numbers
  std::size_t n_wide_units = 0;  ///< families with more assignments than the limit
  std::size_t most_units = 0;    ///< in one block
  std::size_t most_states = 0;
  std::size_t n_pairs = 0;        ///< looked at one by one, joins with somebody among them
  std::size_t n_joins = 0;        ///< doubtful joins
  double weak_odds = 0;           ///< pairs of lower odds were taken together; 0: none
  double most_mass_left_out = 0;  ///< of a block, at most
  std::size_t n_iterations = 0;   ///< until what was taken together came to rest
  bool converged = true;
  std::size_t n_scans = 0;        ///< of all bodies, given some of a family's
  std::size_t n_not_scanned = 0;  ///< assignments that were not looked at further for the limit of scans
  std::size_t n_not_sure = 0;     ///< rows
  double prior_odds = 0;          ///< of a pair: w of `odds`, 1 of `flat`; of `closed` in a large case what it comes to
  double seconds_scan = 0;        ///< wall clock; likewise below. Not part of the result
  double seconds_families = 0;
  double seconds_posterior = 0;
  double seconds_conclusions = 0;
};

struct JointIdentification {
  /// By body; of a body by posterior, the highest first, then "nobody" and "others", if they are above 0. They sum to 1.
  std::vector<AssignmentRow> rows{};
  /// By missing person likewise.
  std::vector<AssignmentRow> by_missing{};
  Conclusions conclusions{};
  JointPosterior posterior{};
  std::vector<UnitTable> tables{};
  DoubtfulJoins joins{};          ///< of the tables and the best assignments
  std::vector<double> log_lr0{};  ///< per unit, natural logarithm
  JointSummary summary{};
  std::vector<std::string> remarks{};  ///< of the summary what a reader must know, in words
};

/// `listed`: the scan's pairs, used where there are too many to score all once more (pair_scan.hpp); there match() should
/// have kept every pair of log10 LR from log10(weak_odds / prior odds) up. `corrections`: added to the columns' sums (linkage).
/// `joins`: doubtful ones, whose remains stand at the end of the case (and of the evidence); rows and conclusions are of bodies.
/// Errors: bad_option (a closed list that leaves no assignment; a table that has parts or weights).
[[nodiscard]] Result<JointIdentification> identify_jointly(const matching::Case& the_case,
                                                           const matching::EvidenceTable& evidence,
                                                           std::span<const matching::PairScore> listed,
                                                           std::span<const PairCorrection> corrections,
                                                           const IdentifyOptions& options,
                                                           const DoubtfulJoins& joins = {});

}  // namespace kith::inference
