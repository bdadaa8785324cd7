// reference/naive_likelihood.hpp — the readable twin of pedigree/locus/likelihood.hpp: it writes down every assignment
// of alleles to the persons of a pedigree, with its probability, and adds them up. It shares nothing with the engine's
// elimination.
//
//   P(assignment) = prod_founder alleles P(allele | founder alleles before it)
//                 * prod_children  P(paternal allele | father's two) P(maternal allele | mother's two)
//                 * prod_typed     P(observation | genotype)
//
// Founder alleles are drawn one after another, next = a with (n_a theta + (1 - theta) p_a) / (1 + (n - 1) theta).
// Cost: exponential in the number of persons; for up to about six persons and four alleles.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "genetics/markers/marker.hpp"
#include "genetics/markers/observation.hpp"
#include "pedigree/family/pedigree.hpp"

namespace kith::reference {

/// Alleles by where they came from. A male at an X-linked marker has only the maternal one; `paternal` repeats it.
struct Alleles {
  genetics::AlleleIndex paternal = 0;
  genetics::AlleleIndex maternal = 0;
};

using ObservationPointers = std::span<const genetics::Observation* const>;

/// Calls `visit(alleles per person, probability)` for every assignment that has probability > 0 given `observed`.
using AssignmentVisitor = std::function<void(std::span<const Alleles>, double)>;
void for_each_assignment(const genetics::Marker& marker, const pedigree::Pedigree& pedigree,
                         ObservationPointers observed, const AssignmentVisitor& visit);

/// P(observations), not its logarithm.
[[nodiscard]] double likelihood(const genetics::Marker& marker, const pedigree::Pedigree& pedigree,
                                ObservationPointers observed);

/// n_alleles x n_alleles, symmetric: P(observations, `target` has genotype {x, y}).
[[nodiscard]] std::vector<double> genotype_joint(const genetics::Marker& marker, const pedigree::Pedigree& pedigree,
                                                 ObservationPointers observed, pedigree::PersonIndex target);

}  // namespace kith::reference
