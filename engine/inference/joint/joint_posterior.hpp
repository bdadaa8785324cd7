// inference/joint/joint_posterior.hpp — who is who, all bodies and all missing persons at once.
//
// An assignment s gives bodies to missing persons, no missing person two, no body two persons:
//
//   P(s | data)  =  prior(s) * prod over units f of LR_f(s) * prod over assigned pairs of the other evidence's LR  /  Z
//
// with LR_f of family_likelihood.hpp and the priors of assignment_prior.hpp. Sums over all assignments are exact
// (assignment_chain.hpp), block by block: a block is a connected part of the graph that joins a unit with the bodies it
// could use. Where a block is too wide,
//
//   1. assignments of a unit that hardly count are left out: each has a part that is at least 1 / least_mass times as
//      probable, whatever the other units do, so that the mass left out is at most the sum of these ratios
//      (`mass_left_out`, of Z);
//   2. weak pairs are taken together instead of one by one (left_out_sums.hpp), so that the block falls apart; pairs
//     that
//      never were in a table are taken together likewise. The error is stated;
//   3. a block that is too wide even so is sampled (block_sampler.hpp), with standard errors.
//
//   GLR(b, m) = max L(s that puts b at m) / max L(s that does not)     (Egeland & Vigeland 2025; dvir's pairwiseGLR)
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <unordered_map>
#include <vector>

#include "inference/joint/assignment_prior.hpp"
#include "inference/joint/pair_scan.hpp"
#include "inference/joint/unit_table.hpp"

namespace kith::inference {

struct JointOptions {
  AssignmentPrior prior = AssignmentPrior::flat();
  std::size_t most_steps = 4'000'000;  ///< of one block; beyond it assignments are left out, and then it is too wide
  std::vector<double> least_mass = {0, 1e-15, 1e-12};  ///< tried in turn
  std::vector<double> cut = {};  ///< odds of weak pairs, ascending, tried in turn; only with priors that are products
  bool samples = true;           ///< what is too wide is sampled; false: has no numbers
  std::uint64_t seed = 1;
  std::size_t most_sweeps = 64;  ///< of each of the sampler's chains
  double least_join = 0;         ///< odds of a doubtful join from which it is looked at as nobody's
};

struct PairPosterior {
  BodyIndex body = kNoBody;
  MissingIndex missing = kNoMissing;
  double posterior = 0;
  double standard_error = 0;  ///< of `posterior`; 0 where it was not sampled
  double log_lr = 0;          ///< of the pair alone, natural logarithm
  double log_glr = 0;  ///< natural logarithm; -infinity: left out, and +infinity: without the pair nothing is possible
};

enum class BlockStatus : std::uint8_t {
  exact,
  sampled,
  too_wide,    ///< more assignments or more states than the limits: no numbers
  impossible,  ///< the prior leaves no assignment: a closed list that is too short for the bodies
};

struct Block {
  std::vector<std::uint32_t> units{};  ///< positions among the unit tables
  std::vector<BodyIndex> bodies{};     ///< no joins
  std::vector<std::uint32_t>
      joins{};  ///< positions in DoubtfulJoins::all() of those whose bodies are nobody's together
  BlockStatus status = BlockStatus::exact;
  double mass_left_out = 0;  ///< at most, as a part of all assignments of the block
  double cut = 0;            ///< pairs of lower odds were taken together; 0: none
  std::size_t most_states = 0;

  [[nodiscard]] bool has_numbers() const { return status == BlockStatus::exact || status == BlockStatus::sampled; }
};

inline constexpr std::uint32_t kNoBlock = static_cast<std::uint32_t>(-1);

struct JointPosterior {
  std::vector<PairPosterior> pairs{};       ///< by body, then missing person: all that any assignment contains
  std::vector<double> nobody{};             ///< per body: P(it is nobody's who was reported)
  std::vector<double> not_found{};          ///< per missing person: P(none of the bodies is)
  std::vector<double> others_of_body{};     ///< per body: P(it is one of the missing persons it has no pair with here)
  std::vector<double> others_of_missing{};  ///< per missing person: P(a body he has no pair with here is he)
  /// Per body and missing person the error of the expansion, relative to 1 - p of its pairs (left_out_sums.hpp); 0:
  /// exact.
  std::vector<double> error_of_body{};
  std::vector<double> error_of_missing{};
  /// Per missing person: what assignments of his family weigh that were not looked at further, of all; no bound.
  std::vector<double> error_not_scanned{};
  std::vector<double> standard_error_of_nobody{};
  std::vector<double> standard_error_of_not_found{};
  bool converged = true;                 ///< the expansion's sums came to rest
  std::size_t n_iterations = 0;          ///< that they took
  std::vector<BodyIndex> best{};         ///< per missing person: the most probable assignment; joins among the bodies
  std::vector<BodyIndex> most_likely{};  ///< per missing person: the assignment of the highest likelihood; likewise
  std::vector<Block> blocks{};
  std::vector<std::uint32_t> block_of_body{};  ///< kNoBlock: it cannot be anybody who is missed
  std::vector<std::uint32_t> block_of_missing{};
  /// Per unit and assignment of its table: ln of the highest likelihood of all assignments of the block that contain
  /// it, relative to nobody placed; -infinity: left out. Empty where the block has no numbers.
  std::vector<std::vector<double>> log_best_with{};

  /// False: the block of this body, or missing person, has no numbers.
  [[nodiscard]] bool knows_body(BodyIndex body) const;
  [[nodiscard]] bool knows_missing(MissingIndex missing) const;
};

/// `left_out`: pairs that are in no table. @pre none unless the prior is a product. `joins`: of the tables; they have
/// no posteriors of their own, theirs count for each of their bodies.
[[nodiscard]] JointPosterior find_joint_posterior(const matching::Case& the_case, const std::vector<UnitTable>& tables,
                                                  const JointOptions& options, const LeftOutPairs& left_out = {},
                                                  const DoubtfulJoins& joins = {});

/// ln GLR of every pair that an assignment contains, by body * number of places + place.
[[nodiscard]] std::unordered_map<std::size_t, double> glr_of_pairs(const UnitTable& table,
                                                                   std::span<const double> log_best_with,
                                                                   const DoubtfulJoins& joins = {});

/// ln GLR of what `holds` says of an assignment of one unit: the highest likelihood where it holds over the highest
/// where it does not.
template <class Holds>
[[nodiscard]] double log_glr_of(const UnitTable& table, std::span<const double> log_best_with, Holds holds) {
  double with = kImpossible;
  double without = kImpossible;
  for (std::size_t i = 0; i < table.size(); ++i) {
    double& side = holds(table.assignment(i)) ? with : without;
    side = std::max(side, log_best_with[i]);
  }
  return with == kImpossible ? kImpossible : with - without;
}

}  // namespace kith::inference
