// inference/kin/missing_pairs.hpp — do two families miss the same person, or two who are kin?
//
// What a family's DNA says of a missing person is a likelihood of that person's genotype g at each marker,
//   w(g) = P(relatives' data, g) / ( P(relatives' data) P(g) )
// (pedigree/likelihood.hpp), as a laboratory's result would be. Two missing persons of two families are compared as two
// samples are:
//   same person    prod over markers of sum_g P(g) w_1(g) w_2(g)
//   kin            kinship.hpp, with w in the place of a
// Exact where the two families share nobody but the missing person, or the parents named by the kinship, and these are
// not typed; relatives typed in both are found as one donor in two families. Autosomal markers; theta acts within each
// family.
//
// Cost: n^2 / 2 pairs with one product of n_genotypes each marker; memory: 4 bytes a person, marker and genotype.
#pragma once

#include <cstdint>
#include <vector>

#include "inference/kin/kin_pairs.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::inference {

/// Two missing persons of different families, positions in Case::missing, first < second.
struct MissingPair {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  KinLr lr{};
};

struct MissingPairOptions {
  double threshold = 3;  ///< log10 LR of one person from which a pair is looked at
  pedigree::LikelihoodOptions likelihood{};
  std::uint32_t threads = 0;
};

/// By first, then second; of persons whose sexes are known and differ there is none.
[[nodiscard]] std::vector<MissingPair> compare_missing(const matching::Case& data, const MissingPairOptions& options,
                                                       const matching::Progress& progress = {});

}  // namespace kith::inference
