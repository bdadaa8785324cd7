#include "genetics/haplotypes/haplotype_frequency.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "core/check.hpp"

namespace kith::genetics {
namespace {

constexpr double kTail = 0.05;

constexpr std::array<std::pair<FrequencyEstimator, std::string_view>, 4> kNames{{
    {FrequencyEstimator::counting, "counting"},
    {FrequencyEstimator::plus_one, "plus-one"},
    {FrequencyEstimator::kappa, "kappa"},
    {FrequencyEstimator::discrete_laplace, "discrete-laplace"},
}};

/// P(X <= x | n, p), 0 < p < 1, x < n.
double binomial_tail(std::size_t x, std::size_t n, double p) {
  const double odds = std::log(p) - std::log1p(-p);
  double log_term = static_cast<double>(n) * std::log1p(-p);  // k = 0
  double sum = std::exp(log_term);
  for (std::size_t k = 1; k <= x; ++k) {
    log_term += odds + std::log(static_cast<double>(n - k + 1) / static_cast<double>(k));
    sum += std::exp(log_term);
  }
  return sum;
}

}  // namespace

Result<FrequencyEstimator> parse_frequency_estimator(std::string_view name) {
  for (const auto& [estimator, text] : kNames) {
    if (text == name) return estimator;
  }
  return Error{Errc::bad_option, "'" + std::string(name) + "' is no estimator of haplotype frequencies"};
}

std::string_view to_string(FrequencyEstimator estimator) {
  for (const auto& [known, text] : kNames) {
    if (known == estimator) return text;
  }
  return "unknown";
}

double clopper_pearson_upper(std::size_t matches, std::size_t n) {
  KITH_CHECK(n > 0 && matches <= n);
  if (matches == n) return 1;
  if (matches == 0) return -std::expm1(std::log(kTail) / static_cast<double>(n));
  double low = 0;
  double high = 1;
  for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {  // the tail falls as p grows
    const double middle = (low + high) / 2;
    (binomial_tail(matches, n, middle) > kTail ? low : high) = middle;
  }
  return high;
}

double least_knowable_frequency(std::size_t n) {
  return -std::expm1(std::log1p(-kTail) / (static_cast<double>(n) + 1));
}

double haplotype_frequency(FrequencyEstimator estimator, const HaplotypeCount& count) {
  KITH_CHECK(count.haplotypes > 0 && estimator != FrequencyEstimator::discrete_laplace);
  const auto x = static_cast<double>(count.matches);
  const double extended = static_cast<double>(count.haplotypes) + 1;
  const double plus_one = (x + 1) / extended;
  switch (estimator) {
    case FrequencyEstimator::counting:
      return clopper_pearson_upper(count.matches, count.haplotypes);
    case FrequencyEstimator::kappa: {
      const double kappa = (static_cast<double>(count.singletons) + 1) / extended;
      if (count.matches > 0) return plus_one;
      return std::max((1 - kappa) / extended, least_knowable_frequency(count.haplotypes));
    }
    case FrequencyEstimator::plus_one:
    case FrequencyEstimator::discrete_laplace:
      break;
  }
  return plus_one;
}

double counted_frequency(FrequencyEstimator estimator, std::size_t matches, std::size_t haplotypes) {
  const bool adds_one = estimator == FrequencyEstimator::kappa || estimator == FrequencyEstimator::plus_one;
  return haplotype_frequency(adds_one ? FrequencyEstimator::plus_one : FrequencyEstimator::counting,
                             {.matches = matches, .haplotypes = haplotypes});
}

}  // namespace kith::genetics
