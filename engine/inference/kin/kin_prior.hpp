// inference/kin/kin_prior.hpp — what is believed of two people before their DNA is compared, and after it.
//
//   P(kinship | LRs) = odds_k LR_k / (1 + sum_j odds_j LR_j)
// Stated: odds_k = r_k / (N - 1), with r_k the number of others, among the N compared, that are so related to one of
// them on average. Estimated: odds_k = (S_k + 1) / (n_pairs + N), with S_k the expected number of such pairs, the sum
// of their posteriors, by expectation-maximisation (Dempster, Laird & Rubin 1977) from r_k on; pairs that the scan did
// not keep count as unrelated. The 1 is one pair's worth of belief, as in bodies/body_prior.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "inference/kin/kin_pairs.hpp"

namespace kith::inference {

/// r_k per Kinship.
struct ExpectedKin {
  std::array<double, kKinships> per_person{1, 1, 1, 2};
};

struct KinPrior {
  std::array<double, kKinships> odds{};
  std::string rule{};  ///< for people

  /// log10 LR at which the kinship alone would have this posterior.
  [[nodiscard]] double log10_lr_at(Kinship kinship, double posterior) const;
};

[[nodiscard]] KinPrior kin_prior(const ExpectedKin& expected, std::size_t n_people);
/// `pairs`: those of these people that the scan kept, under thresholds for odds no lower than `first`.
[[nodiscard]] KinPrior estimate_kin_prior(std::span<const PeoplePair> pairs, std::size_t n_people,
                                          const ExpectedKin& first);

struct KinPosterior {
  std::array<double, kKinships> of_kinship{};
  double unrelated = 1;

  [[nodiscard]] double of(Kinship kinship) const { return of_kinship[static_cast<std::size_t>(kinship)]; }
  /// One person, parent and child, or full siblings: of one household.
  [[nodiscard]] double close() const;
  /// The most probable, unrelated apart.
  [[nodiscard]] Kinship most_probable() const;
};

[[nodiscard]] KinPosterior kin_posterior(const KinLr& lr, const KinPrior& prior);

}  // namespace kith::inference
