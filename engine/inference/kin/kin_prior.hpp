// inference/kin/kin_prior.hpp — what is believed of two people before their DNA is compared, and after it.
//
//   P(kinship | LRs) = odds_k LR_k / (1 + sum_j odds_j LR_j),     odds_k = r_k / (N - 1)
// with r_k the number of others, among the N compared, that are so related to one of them on average. Stated, not estimated: how
// many kin lie together is what one wants to learn. A r ten times as large asks for a log10 LR lower by 1.
#pragma once

#include <array>
#include <cstddef>
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
