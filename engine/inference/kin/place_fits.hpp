// inference/kin/place_fits.hpp — whose sample fits whose place: every typed relative against the place of every other
// one in his family, by the exact likelihood ratio of the pedigree (evidence/dna_column.hpp), the place's own sample
// left out.
//
//   LR(place p, donor q) = P(q's profile at p, the others of p's family) / ( P(q's profile) P(the others) )
//
// A sample that was swapped, or a relative who is entered in the wrong family, fits a place elsewhere and not his own.
// Autosomal markers only.
#pragma once

#include <cstdint>
#include <vector>

#include "inference/kin/donors.hpp"
#include "matching/candidates/match.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::inference {

struct PlaceFit {
  std::uint32_t place = 0;  ///< whose place, as position among the donors
  std::uint32_t donor = 0;  ///< whose sample
  double log10_lr = 0;
  double log10_own = 0;  ///< of the donor's sample at his own place; 0 where nobody else there is typed
};

struct PlaceFitOptions {
  double threshold = 4;  ///< log10 LR
  double better_by = 2;  ///< than at the donor's own place, log10
  std::uint64_t max_pairs = 1'000'000;
  pedigree::LikelihoodOptions likelihood{};
  std::uint32_t threads = 0;
};

/// Samples that fit another's place at the threshold and better than their own; the highest LR first.
[[nodiscard]] std::vector<PlaceFit> find_place_fits(const matching::Case& data, const DonorCase& donors,
                                                    const PlaceFitOptions& options,
                                                    const matching::Progress& progress = {});

}  // namespace kith::inference
