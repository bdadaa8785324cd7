// genetics/markers/single_alleles.hpp — whether a sample shows too many single alleles for a person whose alleles were
// all seen.
//
// Of a whole profile a single allele is a homozygote. At marker l that happens with probability h_l = theta + (1 -
// theta) sum p^2, so the number K of single alleles at n markers is a sum of independent Bernoulli variables (Poisson
// binomial: a binomial where all h_l are equal), and P(K >= k) follows exactly from n convolutions. A sample is named
// where that is below kImprobable and, where many samples are looked at, below kAnyOfMany divided by their number: then
// the chance that any whole sample of a case is named stays below kAnyOfMany.
#pragma once

#include <cstddef>
#include <span>

namespace kith::genetics {

inline constexpr double kImprobable = 1e-3;
inline constexpr double kAnyOfMany = 0.05;

/// P(K >= n_single). `homozygosity`: h_l of every typed marker.
[[nodiscard]] double probability_of_singles(std::span<const double> homozygosity, std::size_t n_single);

/// Whether so small a probability names a sample, one of `n_samples`.
[[nodiscard]] bool is_too_many_singles(double probability, std::size_t n_samples);

}  // namespace kith::genetics
