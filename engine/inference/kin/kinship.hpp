// inference/kin/kinship.hpp — two people at one unlinked autosomal marker: how are they related?
//
// A link is one way to be kin, with its meioses and the sex of the parents in them, so that mutation acts as in the
// pedigree written out (pedigree/likelihood.hpp gives the same numbers):
//   father_child    the first is the father of the second; mother_child, child_father, child_mother likewise
//   siblings        both children of one father and one mother
//   half_paternal   children of one father by two mothers; half_maternal: of one mother by two fathers
// Parents who are not the two themselves are untyped founders. A kinship is a set of links of equal weight: which link
// it is matters for mutation, for Y-STR and for mtDNA. Grandparents, uncles and aunts share one allele with probability
// 1/2 as half siblings do, and count as these (with mutation their LRs differ by parts of the mutation rate).
//
// With a~(s, t) = sum_{x,y} M_father(s, x) M_mother(t, y) a(x, y), a the likelihood of genotype_likelihood.hpp and M
// the mutation matrices, a~ is the likelihood of the alleles that a child's father and mother passed on, before
// mutation. Then every link is a sum over which of these are copies of one another,
//   P(a, b | link) = sum over patterns of shared alleles 1/4, 1/2 or 1 * sum over partitions of the founder alleles
//     drawn,
// of the sums PairedAlleles below, whatever theta (allele_draws.hpp).
//
// Cost: one product of n_alleles^2 numbers a pair; n_alleles^3 a person where mutation is possible. Threads: reentrant.
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <string_view>

#include "inference/bodies/genotype_likelihood.hpp"

namespace kith::inference {

/// What two people may be to each other, besides unrelated.
enum class Kinship : std::uint8_t { same_person, parent_child, full_siblings, second_degree };
inline constexpr std::size_t kKinships = 4;
/// "same person", "parent and child", "full siblings", "second degree".
[[nodiscard]] std::string_view to_string(Kinship kinship);

enum class Link : std::uint8_t {
  father_child,
  mother_child,
  child_father,
  child_mother,
  siblings,
  half_paternal,
  half_maternal,
};
inline constexpr std::size_t kLinks = 7;
/// One number a link, in their order.
using LinkValues = std::array<double, kLinks>;

/// The likelihood of a person's two alleles by the parent they came from.
struct ParentalAlleles {
  Eigen::MatrixXd alleles{};   ///< (s, t): s from the father, t from the mother
  Eigen::VectorXd paternal{};  ///< sum_t p_t a(s, t)
  Eigen::VectorXd maternal{};  ///< sum_s p_s a(s, t), one per t
  Eigen::VectorXd both{};      ///< a(s, s)
  double total = 0;            ///< sum_{s,t} p_s p_t a(s, t)
  double twin = 0;             ///< sum_s p_s a(s, s)
};

/// What a link is made of, for one person.
struct KinLikelihood {
  ParentalAlleles founder{};  ///< the person's own alleles, drawn from the population
  ParentalAlleles child{};    ///< the parents' alleles behind them, before mutation
};

/// @pre `a` is of two copies, at an autosomal marker.
[[nodiscard]] KinLikelihood kin_likelihood(const GenotypeLikelihood& a, const genetics::Marker& marker);

struct LinkProbability {
  double unrelated = 0;
  LinkValues of_link{};
};

/// P(both observations | link), up to the scale of their likelihoods.
[[nodiscard]] LinkProbability link_probability(const KinLikelihood& a, const KinLikelihood& b,
                                               const genetics::Marker& marker);

/// Weights of the links of a kinship: those that the sexes of the two allow, alike. They sum to 1; of `same_person` all
/// are 0.
[[nodiscard]] LinkValues link_weights(Kinship kinship, genetics::Sex first, genetics::Sex second);

/// log10 of sum_k weight_k 10^value_k; -infinity where all that have a weight are impossible.
[[nodiscard]] double log10_mean(const LinkValues& weights, const LinkValues& values);

}  // namespace kith::inference
