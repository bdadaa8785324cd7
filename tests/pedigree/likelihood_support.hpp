// pedigree/likelihood_support.hpp — the engine's answers as plain numbers, for tests that read like the formulas.
#pragma once

#include <cmath>

#include "pedigree/elimination/workspace.hpp"
#include "pedigree/locus/likelihood.hpp"
#include "support/builders.hpp"

namespace kith::testing {

/// Elimination adds and multiplies positive numbers only: every operation loses at most one unit in the last place, and
/// the families here need fewer than 10^4 of them.
inline constexpr double kPeelingRelError = 1e-12;

inline double log_likelihood(const genetics::Marker& marker, const pedigree::Pedigree& pedigree, const Typing& typing,
                             const pedigree::LikelihoodOptions& options = {}) {
  pedigree::Workspace workspace;
  return must(pedigree::log_likelihood(marker, pedigree, typing.pointers(), workspace, options));
}

inline double likelihood(const genetics::Marker& marker, const pedigree::Pedigree& pedigree, const Typing& typing,
                         const pedigree::LikelihoodOptions& options = {}) {
  return std::exp(log_likelihood(marker, pedigree, typing, options));
}

inline pedigree::TargetJoint target_joint(const genetics::Marker& marker, const pedigree::Pedigree& pedigree,
                                          const Typing& typing, pedigree::PersonIndex target,
                                          const pedigree::LikelihoodOptions& options = {}) {
  pedigree::Workspace workspace;
  pedigree::TargetJoint joint;
  const auto done = pedigree::target_joint(marker, pedigree, typing.pointers(), target, workspace, joint, options);
  if (!done) FAIL(done.error().message);
  return joint;
}

/// Relative to the larger of both; 0 is near only to 0 (the scale is far below every likelihood here).
inline doctest::Approx nearly(double value) { return doctest::Approx(value).epsilon(kPeelingRelError).scale(1e-200); }

}  // namespace kith::testing
