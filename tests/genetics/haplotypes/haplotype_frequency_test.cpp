// Estimators against closed forms and against the binomial tail summed the long way.
#include "genetics/haplotypes/haplotype_frequency.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace kith::genetics {
namespace {

/// P(X <= x | n, p), term by term from the definition.
double tail(int x, int n, double p) {
  double sum = 0;
  for (int k = 0; k <= x; ++k) {
    double term = 1;
    for (int i = 0; i < k; ++i) term *= static_cast<double>(n - i) / (k - i);
    sum += term * std::pow(p, k) * std::pow(1 - p, n - k);
  }
  return sum;
}

TEST_CASE("Clopper-Pearson: no match in n haplotypes bounds the frequency by 1 - 0.05^(1/n)") {
  for (const std::size_t n : {1U, 10U, 100U, 26000U}) {
    CHECK(clopper_pearson_upper(0, n) ==
          doctest::Approx(1 - std::pow(0.05, 1.0 / static_cast<double>(n))).epsilon(1e-9));
  }
  CHECK(clopper_pearson_upper(0, 100) == doctest::Approx(3.0 / 100).epsilon(0.02));  // the rule of three
}

TEST_CASE("Clopper-Pearson: the tail at the bound is 5 percent, and n of n bounds nothing") {
  for (const int n : {2, 7, 40, 160}) {
    for (const int x : {1, n / 3, n - 1}) {
      CHECK(tail(x, n, clopper_pearson_upper(static_cast<std::size_t>(x), static_cast<std::size_t>(n))) ==
            doctest::Approx(0.05).epsilon(1e-9));
    }
    CHECK(clopper_pearson_upper(static_cast<std::size_t>(n), static_cast<std::size_t>(n)) == 1);
  }
  CHECK(clopper_pearson_upper(5000, 26000) > 5000.0 / 26000);  // far terms do not underflow
  CHECK(clopper_pearson_upper(5000, 26000) < 5150.0 / 26000);
}

TEST_CASE("haplotype frequency: the estimators by their formulas") {
  using enum FrequencyEstimator;
  CHECK(haplotype_frequency(counting, {0, 100, 60}) == clopper_pearson_upper(0, 100));
  CHECK(haplotype_frequency(plus_one, {3, 99, 60}) == doctest::Approx(0.04));
  // 60 of 99 seen once, extended by this one: kappa = 61/100, (1 - 0.61) / 100
  CHECK(haplotype_frequency(kappa, {0, 99, 60}) == doctest::Approx(0.0039));
  CHECK(haplotype_frequency(kappa, {2, 99, 60}) == doctest::Approx(0.03));
  // kappa = 1, or nearly: what 99 haplotypes can know, the p with P(X >= 1 | 100, p) = 0.05; no jump between the two
  CHECK(haplotype_frequency(kappa, {0, 99, 99}) == doctest::Approx(1 - std::pow(0.95, 0.01)));
  CHECK(haplotype_frequency(kappa, {0, 99, 98}) == doctest::Approx(1 - std::pow(0.95, 0.01)));
  CHECK(haplotype_frequency(kappa, {0, 99, 90}) == doctest::Approx(0.0009));  // 1 - 91/100, over 100
  CHECK(with_theta(0.01, 0.02) == doctest::Approx(0.02 + 0.98 * 0.01));
}

TEST_CASE("haplotype frequency: names of the estimators") {
  for (const auto* name : {"counting", "plus-one", "kappa", "discrete-laplace"}) {
    REQUIRE(parse_frequency_estimator(name).ok());
    CHECK(to_string(parse_frequency_estimator(name).value()) == name);
  }
  CHECK(parse_frequency_estimator("mean").error().code == Errc::bad_option);
}

}  // namespace
}  // namespace kith::genetics
