// evidence/dna/kept_joints.hpp — joint distributions of large families at one marker, kept in memory: the scan computes
// them for all missing persons, and the report needs them again for those with a reported pair. What is left is a
// look-up; the numbers are the same, whoever computed them.
//
// Memory: n (n + 1) / 2 doubles a family (n alleles; twice that with theta), at most kMostKeptBytes a marker; what does
// not fit is computed again. Reentrant.
#pragma once

#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "evidence/column/column.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::evidence {

inline constexpr std::size_t kMostKeptBytes = std::size_t{16} << 20;

class KeptJoints {
 public:
  /// @return whether this missing person's are kept; then they are in `joint`, and in `unrelated` if it is not null.
  /// They hold every genotype {x, y} at [x * n + y] and [y * n + x].
  bool load(TargetIndex target, std::size_t n_alleles, pedigree::TargetJoint& joint,
            pedigree::TargetJoint* unrelated) const;
  /// `unrelated` is null for a marker without theta, for every target.
  void keep(TargetIndex target, const pedigree::TargetJoint& joint, const pedigree::TargetJoint* unrelated);

  /// Whoever is too costly is so once and for all: nobody needs to find it out again, after seconds of computing.
  void mark_too_costly(TargetIndex target);
  [[nodiscard]] bool is_too_costly(TargetIndex target) const;

 private:
  mutable std::mutex mutex_;
  std::unordered_map<TargetIndex, std::vector<double>> values_;  ///< what is there stays, and stays in place
  std::unordered_set<TargetIndex> too_costly_;
  std::size_t bytes_ = 0;
};

}  // namespace kith::evidence
