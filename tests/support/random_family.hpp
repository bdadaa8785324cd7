// support/random_family.hpp — seeded random pedigrees, markers and typings for comparisons with the naive twin.
#pragma once

#include <random>

#include "genetics/markers/marker.hpp"
#include "pedigree/family/pedigree.hpp"
#include "support/builders.hpp"

namespace kith::testing {

using Rng = std::mt19937_64;

/// Uniform in [0, 1), the same on every machine (the standard's distributions are not).
[[nodiscard]] double uniform(Rng& rng);
/// Uniform among 0 .. n - 1.
[[nodiscard]] std::size_t below(Rng& rng, std::size_t n);

/// A pedigree of `n_persons`, every shape possible: loops, inbreeding, remarriage, unconnected founders.
[[nodiscard]] Family random_family(Rng& rng, std::size_t n_persons);

/// Frequencies of n alleles, none below 0.02.
[[nodiscard]] std::vector<double> random_frequencies(Rng& rng, std::size_t n);

/// A mutation model of a random kind with a rate large enough to be seen in the likelihood.
[[nodiscard]] genetics::MutationSpec random_mutation(Rng& rng);

/// Who is typed, and how.
struct TypingOptions {
  double typed = 0.6;  ///< probability that a person is typed
  double partial = 0;  ///< probability that of a typed person one allele only is known
  double dropout = 0;  ///< every typed person's drop model
  double drop_in = 0;
  std::size_t replicates = 1;
};

/// Drops alleles through the pedigree and lets a laboratory look at them. Mutations happen in every tenth meiosis, so
/// that both possible and (without mutation model) impossible data occur.
[[nodiscard]] Typing random_typing(Rng& rng, const genetics::Marker& marker, const pedigree::Pedigree& pedigree,
                                   const TypingOptions& options = {});

}  // namespace kith::testing
