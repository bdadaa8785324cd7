// inference/quality/duplicates.hpp — pairs of subjects with the same genotypes: one person under two ids, twins, a
// mix-up of samples, or remains that match a missing person's own reference.
//
// Two profiles are duplicates if they agree at `min_identical` loci at least and differ at `max_different` at most,
// counted over the loci typed in both. Unrelated persons differ within two or three loci, so every pair is compared and
// left early. Full siblings agree at about four loci in ten.
//
// Cost: n^2 / 2 comparisons of some three loci; 60,000 subjects take seconds. Threads: oneTBB, result independent of
// them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kith::inference {

struct DuplicateRule {
  std::uint32_t min_identical = 10;
  std::uint32_t max_different = 1;
};

struct Duplicate {
  std::size_t first = 0;
  std::size_t second = 0;  ///< > first
  std::uint32_t identical = 0;
  std::uint32_t different = 0;
};

/// `genotypes`: n_subjects x n_loci, row-major; equal numbers at a locus are equal genotypes, 0 is untyped.
/// The duplicates by first, then second subject.
[[nodiscard]] std::vector<Duplicate> find_duplicates(std::span<const std::uint32_t> genotypes, std::size_t n_loci,
                                                     const DuplicateRule& rule, std::uint32_t threads);

}  // namespace kith::inference
