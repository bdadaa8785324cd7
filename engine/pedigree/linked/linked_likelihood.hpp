// pedigree/linked/linked_likelihood.hpp — P(observations at two linked loci | pedigree), exactly.
//
// A meiosis hands on the paternal or the maternal allele of the parent at each locus; at linked loci the two choices
// agree with probability 1 - r (r: recombination fraction):
//   P(choice at A, choice at B) = (1 - r) / 2 if they agree, r / 2 if not.
// Everything else is as at one locus: founder alleles are independent draws at both loci (no allelic association in the
// population), mutation acts at each. With r = 1/2 the result is the product of the two single-locus likelihoods.
//
// The choice is a variable of its own here, and genotypes are ordered: the phase of a founder matters between loci
// (linked_graph.hpp). Source: Lange, Mathematical and Statistical Methods for Genetic Analysis (2002), ch. 7. theta is
// not taken into account.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/error.hpp"
#include "genetics/markers/marker.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::pedigree {

/// The two loci.
struct LinkedMarkers {
  const genetics::Marker& first;
  const genetics::Marker& second;
  double recombination = 0.5;
};

/// Observations at two loci, one per person each; null: untyped there.
struct LinkedObservations {
  Observations first;
  Observations second;
};

/// Natural logarithm; -infinity where the observations are impossible.
/// Errors: bad_parameter (theta > 0, a marker that is not autosomal, r outside [0, 1/2]), cost_limit_exceeded.
[[nodiscard]] Result<double> linked_log_likelihood(const LinkedMarkers& markers, const Pedigree& pedigree,
                                                   const LinkedObservations& observed, Workspace& workspace,
                                                   const LikelihoodOptions& options = {});

/// What somebody shows at the two loci; null: untyped there.
using LinkedShown = std::array<const genetics::Observation*, 2>;

/// The same for each of several things that one person may show (in place of what `observed` has of him), in their
/// order. One elimination for all of one kind, in which the case is a variable that is not summed out: whatever of the
/// family does not bear on the person is computed once. The cost limit counts for one case; where all together exceed
/// it, or are too many, each is computed alone.
[[nodiscard]] std::vector<Result<double>> linked_log_likelihoods(const LinkedMarkers& markers, const Pedigree& pedigree,
                                                                 const LinkedObservations& observed, PersonIndex person,
                                                                 std::span<const LinkedShown> shown,
                                                                 Workspace& workspace,
                                                                 const LikelihoodOptions& options = {});

}  // namespace kith::pedigree
