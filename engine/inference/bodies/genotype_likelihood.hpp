// inference/bodies/genotype_likelihood.hpp — what a laboratory saw at one marker, as a likelihood of every true
// genotype g:
//
//   a(g) = (1 - e) P(observation | g) + e P(observation)          P(observation) = sum_g P(g) P(observation | g)
//
// P(observation | g) knows dropout, drop-in, partial genotypes, replicates and silent alleles
// (genetics/markers/observation.hpp). e is the typing error: with this probability the result is not this person's but
// somebody's (a swapped tube, a wrong call), so that it says nothing. Several observations of one person multiply.
//
// What same_person.hpp needs are sums over genotypes of products a(g) b(g), so some sums of each are kept beside them.
//
// Cost: n_alleles^2 genotypes. Threads: reentrant.
#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "genetics/markers/marker.hpp"
#include "genetics/markers/observation.hpp"

namespace kith::inference {

/// Copies of a marker that a person has: one at X-linked markers of men.
enum class Copies : std::uint8_t { two, one };

struct GenotypeLikelihood {
  /// Two copies: a(x, y) of x <= y at place_of(x, y). One copy: a(x) at x.
  Eigen::VectorXd genotype{};
  /// Two copies only, one per allele s. share: sum_x p_x a(s, x). both: a(s, s).
  Eigen::VectorXd share{};
  Eigen::VectorXd both{};
  double total = 0;  ///< sum over alleles drawn independently; 0: no genotype can give the observation
  double twin = 0;   ///< two copies: sum_s p_s a(s, s), both copies of one allele; else 0

  [[nodiscard]] bool is_possible() const { return total > 0; }
};

/// Place of the genotype x <= y among those of n alleles.
[[nodiscard]] inline Eigen::Index place_of(Eigen::Index x, Eigen::Index y) { return y * (y + 1) / 2 + x; }

/// @pre 0 <= typing_error <= 1. An untyped observation has likelihood 1 of everything.
[[nodiscard]] GenotypeLikelihood likelihood_of(const genetics::Observation& observation, const genetics::Marker& marker,
                                               Copies copies, double typing_error = 0);

/// Of both observations, given that they are one person's. @pre both are of the same marker and copies. Its scale is
/// free: the result is divided by its largest value.
[[nodiscard]] GenotypeLikelihood product(const GenotypeLikelihood& a, const GenotypeLikelihood& b,
                                         const genetics::Marker& marker, Copies copies);

}  // namespace kith::inference
