// inference/bodies/same_person.hpp — two observations at one unlinked marker: of one person, of two full siblings, or
// of two unrelated people?
//
//   P(both | same)      = sum_g P(g) a(g) b(g)
//   P(both | unrelated) = sum_{g,h} P(g, h) a(g) b(h)
//   P(both | siblings)  = 1/4 same + 1/2 one allele shared + 1/4 unrelated           two copies
//                       = 1/2 same + 1/2 one allele shared                           X-linked, two sisters
//                       = 1/2 same + 1/2 unrelated                                   X-linked, two brothers
// a and b are the likelihoods of genotype_likelihood.hpp. One allele shared: the one shared allele and the two that are
// not are three draws from the population. No mutation: between siblings it changes an LR by a part in 1 / rate,
// between two samples of one person there is none.
//
// With theta > 0 the next allele drawn is a with (n_a theta + (1 - theta) p_a) / (1 + (n - 1) theta) (Balding & Nichols
// 1994). Equivalently draws fall into blocks of copies, a block of s draws with weight (1 - theta) (s - 1)! theta^(s -
// 1); four draws have 15 partitions, three have 5. So all three probabilities are made of six sums, whatever theta:
//   total(a) total(b), twin(a) twin(b), sum_s p_s share_s(a) share_s(b), both with share and share with both,
//   both with both, and sum_{s,t} p_s p_t a(s,t) b(s,t).
//
// Cost: one product over the genotypes. Threads: reentrant.
#pragma once

#include "inference/bodies/genotype_likelihood.hpp"

namespace kith::inference {

/// Of two observations together, up to the scale of their likelihoods.
struct PairProbability {
  double same = 0;
  double sibling = 0;
  double unrelated = 0;
};

/// The sums of a and b that the probabilities are made of.
struct PairSums {
  double genotypes = 0;   ///< sum_{s,t} p_s p_t a(s,t) b(s,t); one copy: sum_s p_s a(s) b(s)
  double shares = 0;      ///< sum_s p_s share_s(a) share_s(b)
  double both_share = 0;  ///< sum_s p_s a(s,s) share_s(b)
  double share_both = 0;  ///< sum_s p_s share_s(a) b(s,s)
  double both_both = 0;   ///< sum_s p_s a(s,s) b(s,s)
  double totals = 0;      ///< total(a) total(b)
  double twins = 0;       ///< twin(a) twin(b)
  double twin_total = 0;  ///< twin(a) total(b) + total(a) twin(b)
};

[[nodiscard]] PairSums sums_of(const GenotypeLikelihood& a, const GenotypeLikelihood& b, const genetics::Marker& marker,
                               Copies copies);

[[nodiscard]] PairProbability probability_of(const PairSums& sums, const genetics::Marker& marker, Copies copies);

/// @pre both are of this marker and these copies.
[[nodiscard]] PairProbability pair_probability(const GenotypeLikelihood& a, const GenotypeLikelihood& b,
                                               const genetics::Marker& marker, Copies copies);

/// The six sums' use of two-allele frequencies: p_x p_y for every genotype x <= y, twice for x < y. One copy: p_x.
[[nodiscard]] Eigen::VectorXd genotype_frequencies(const genetics::Marker& marker, Copies copies);

}  // namespace kith::inference
