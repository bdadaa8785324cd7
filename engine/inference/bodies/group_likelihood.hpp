// inference/bodies/group_likelihood.hpp — two groups of samples: one person, two siblings, or two strangers?
//
// The samples of a group are one person's, so at each marker their likelihoods of a genotype multiply (replicates), and
// the LR is that of same_person.hpp with the products for a and b: a bone with few markers is held against all that the
// others show together, and nothing is counted twice. Other findings (sex, age, lines) are one fact of the person seen
// several times: of the pairs across the groups that both have one, the mean counts.
//
// Cost: (samples of both) x markers x genotypes.
#pragma once

#include <span>
#include <vector>

#include "inference/bodies/sample_pairs.hpp"

namespace kith::inference {

/// The samples of a group at every marker, multiplied out.
class GroupLikelihood {
 public:
  /// @pre `members` ascend.
  GroupLikelihood(const SamplePairs& samples, std::span<const SampleIndex> members);
  /// Null: none of the group is compared there.
  [[nodiscard]] const GenotypeLikelihood* at(std::size_t locus) const {
    return is_typed_[locus] ? &likelihoods_[locus] : nullptr;
  }
  [[nodiscard]] Copies copies(std::size_t locus) const { return copies_[locus]; }

 private:
  std::vector<GenotypeLikelihood> likelihoods_;
  std::vector<Copies> copies_;
  std::vector<bool> is_typed_;
};

/// log10 LRs of the groups against two unrelated people. `likelihoods`: of the groups, or null.
[[nodiscard]] SampleLr group_lr(const SamplePairs& samples, std::span<const SampleIndex> a,
                                std::span<const SampleIndex> b);
[[nodiscard]] SampleLr group_lr(const SamplePairs& samples, std::span<const SampleIndex> a, const GroupLikelihood& of_a,
                                std::span<const SampleIndex> b, const GroupLikelihood& of_b);

}  // namespace kith::inference
