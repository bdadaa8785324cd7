// genetics/haplotypes/haplotype_frequency.hpp — how probable a haplotype is in the population, from how often a
// database shows it.
//
// A haplotype is one observation, not a product of loci. With x matches among n haplotypes of the database:
//   counting          upper end of the one-sided 95 % Clopper-Pearson interval: the p with P(X <= x | n, p) = 0.05;
//                     1 - 0.05^(1/n) for x = 0, 1 for x = n. Never understates by more than chance allows: the default.
//   plus one          (x + 1) / (n + 1): the database and the case's own haplotype
//   kappa             Brenner 2010 (doi:10.1016/j.fsigen.2009.10.013), for x = 0: (1 - k) / (n + 1), k the share of
//                     haplotypes seen once in the database extended by this one. Where x > 0 it is `plus one`.
//   discrete Laplace  a model of Y-STR haplotypes: genetics/haplotypes/discrete_laplace.hpp
// Neither of the last two falls below what n haplotypes can know: the lower end of the one-sided 95 % Clopper-Pearson
// interval of the case's own haplotype, once in n + 1, 1 - 0.95^(1/(n + 1)). A rarer one would have been seen as often
// with less than 5 %. Counting is conservative (it understates a match), plus one and kappa are neutral on average; of
// a difference, every estimator that overstates a frequency overstates what speaks against the pair as little.
// A count from outside (x of n, as YHRD or EMPOP answer a query) is estimated likewise; where kappa or discrete Laplace
// would need the haplotypes themselves, by `plus one` and by `counting`.
// With theta > 0 the match probability is theta + (1 - theta) p.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace kith::genetics {

enum class FrequencyEstimator : std::uint8_t { counting, plus_one, kappa, discrete_laplace };

/// "counting", "plus-one", "kappa" or "discrete-laplace"; the inverse of `to_string`.
[[nodiscard]] Result<FrequencyEstimator> parse_frequency_estimator(std::string_view name);
[[nodiscard]] std::string_view to_string(FrequencyEstimator estimator);

struct HaplotypeCount {
  std::size_t matches = 0;     ///< x
  std::size_t haplotypes = 0;  ///< n
  std::size_t singletons = 0;  ///< haplotypes that the database shows once; used by kappa only
};

/// The p with P(X <= matches | n, p) = 0.05. @pre 0 <= matches <= n, n > 0.
[[nodiscard]] double clopper_pearson_upper(std::size_t matches, std::size_t n);

/// 1 - 0.95^(1/(n + 1)): the least frequency that a haplotype of the case can be said to have after n others.
[[nodiscard]] double least_knowable_frequency(std::size_t n);

/// By any estimator but discrete Laplace. @pre haplotypes > 0: from no data there is no number.
[[nodiscard]] double haplotype_frequency(FrequencyEstimator estimator, const HaplotypeCount& count);

/// A haplotype that somebody counted in a database which is not at hand.
template <class Haplotype>
struct CountedHaplotype {
  Haplotype haplotype{};       ///< as it was queried
  std::size_t matches = 0;     ///< x
  std::size_t haplotypes = 0;  ///< n > 0
  std::string database{};      ///< for explanations
};
/// The frequency of a haplotype counted elsewhere.
[[nodiscard]] double counted_frequency(FrequencyEstimator estimator, std::size_t matches, std::size_t haplotypes);

[[nodiscard]] constexpr double with_theta(double frequency, double theta) { return theta + (1 - theta) * frequency; }

}  // namespace kith::genetics
