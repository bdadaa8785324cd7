// reference/naive_linked.hpp — the readable twin of pedigree/linked/linked_likelihood.hpp: every choice of every
// meiosis at both loci, every assignment of alleles that the choices allow. It shares nothing with the engine's
// elimination.
//
//   L = sum over choices v at A and w at B of  P(v, w) L_A(v) L_B(w)
//   P(v, w) = prod over meioses of  (1 - r) / 2 where v and w agree, r / 2 where not
//   L_A(v)  = sum over alleles of  prod_founders p  prod_meioses M(chosen allele -> child's allele)  prod_typed
//     P(observation | genotype)
// Cost: exponential in the number of persons; for up to about six persons and three alleles.
#pragma once

#include "reference/naive_likelihood.hpp"

namespace kith::reference {

struct NaiveLocus {
  const genetics::Marker& marker;
  ObservationPointers observed;
};

/// P(observations at two loci), not its logarithm.
[[nodiscard]] double linked_likelihood(const NaiveLocus& first, const NaiveLocus& second, double recombination,
                                       const pedigree::Pedigree& pedigree);

}  // namespace kith::reference
