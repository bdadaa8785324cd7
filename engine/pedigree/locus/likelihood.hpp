// pedigree/locus/likelihood.hpp — P(observations of a family at one marker | pedigree), exactly, for any pedigree
// shape.
//
//   L = sum over all allele assignments of  prod_founders P(alleles) * prod_meioses P(child's allele | parent's
//     alleles)
//                                          * prod_typed P(observation | genotype)
//
// Evaluated by allele-level variable elimination (see elimination.hpp). Founder alleles are drawn with the marker's
// frequencies; with theta > 0 all founder alleles of all persons given are drawn by the Balding-Nichols formula.
// Mutation acts in every meiosis with the transmitting parent's matrix.
#pragma once

#include <span>
#include <vector>

#include "core/error.hpp"
#include "genetics/markers/marker.hpp"
#include "genetics/markers/observation.hpp"
#include "pedigree/family/pedigree.hpp"

namespace kith::pedigree {

/// Scratch memory and cached elimination plans. One per thread; reusable over markers and families.
class Workspace;

/// One per person of the pedigree; null: untyped.
using Observations = std::span<const genetics::Observation* const>;

struct LikelihoodOptions {
  bool lump_alleles = true;  ///< join alleles that play the same part, where that is exact
  double cost_limit = 2e9;   ///< multiplications allowed for one marker; beyond it Errc::cost_limit_exceeded
};

/// Whether `result` was refused for its cost alone, which is something to tell the user. Any other error of a valid
/// case is a mistake of ours: KITH_CHECK.
template <class T>
[[nodiscard]] bool is_too_costly(const Result<T>& result) {
  KITH_CHECK(result.ok() || result.error().code == Errc::cost_limit_exceeded);
  return !result.ok();
}

/// Natural logarithm; -infinity where the observations are impossible.
/// Errors: cost_limit_exceeded (the predicted cost is named).
[[nodiscard]] Result<double> log_likelihood(const genetics::Marker& marker, const Pedigree& pedigree,
                                            Observations observed, Workspace& workspace,
                                            const LikelihoodOptions& options = {});

/// For one person all at once: the joint probability of the others' observations and the person's genotype.
struct TargetJoint {
  std::size_t n_alleles = 0;
  /// n_alleles x n_alleles, symmetric: at [x * n + y] P(others' observations, target's genotype is {x, y}) / 2^scale
  /// for x != y the whole unordered genotype's probability (not half of it). X-linked male targets: the diagonal only.
  std::vector<double> joint{};
  /// Sum over unordered genotypes: P(others' observations) / 2^scale, of those others who are connected to the target
  /// (with theta > 0 of all). Whoever is connected only through untyped persons without typed or targeted descendants
  /// is left out like the unconnected: they cancel in every ratio. 0: these data are impossible.
  double total = 0;
  double log_scale = 0;  ///< natural logarithm of the factor taken out of `joint` and `total`
};

/// The target's own observation, if there is one, is not used. With theta = 0 only who is connected to the target
/// enters. workspace.spent says afterwards what it cost; likewise below.
[[nodiscard]] Result<void> target_joint(const genetics::Marker& marker, const Pedigree& pedigree, Observations observed,
                                        PersonIndex target, Workspace& workspace, TargetJoint& joint,
                                        const LikelihoodOptions& options = {});

/// The same under the other hypothesis: the joint probability of all observations and the genotype of a person of the
/// population who is unrelated to the family. With theta = 0 it is total * P(genotype); with theta > 0 the family's
/// alleles make their like more probable in him. `sex` matters for X-linked markers only.
[[nodiscard]] Result<void> unrelated_joint(const genetics::Marker& marker, const Pedigree& pedigree,
                                           Observations observed, Sex sex, Workspace& workspace, TargetJoint& joint,
                                           const LikelihoodOptions& options = {});

}  // namespace kith::pedigree
