#include "genetics/markers/single_alleles.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace kith::genetics {

TEST_CASE("single alleles: where all markers are alike the number is binomial") {
  const std::vector<double> h(10, 0.2);
  double tail = 0;
  for (int k = 7; k <= 10; ++k) {
    tail += std::tgamma(11) / (std::tgamma(k + 1) * std::tgamma(11 - k)) * std::pow(0.2, k) * std::pow(0.8, 10 - k);
  }
  CHECK(probability_of_singles(h, 7) == doctest::Approx(tail).epsilon(1e-12));
  CHECK(probability_of_singles(h, 0) == doctest::Approx(1).epsilon(1e-12));
  CHECK(probability_of_singles(h, 11) == 0);
}

TEST_CASE("single alleles: the sum over all outcomes of markers that differ") {
  const std::vector<double> h{0.1, 0.4, 0.25, 0.31, 0.08, 0.5};
  for (std::size_t n = 0; n <= h.size(); ++n) {
    double expected = 0;
    for (unsigned outcome = 0; outcome < (1U << h.size()); ++outcome) {
      double p = 1;
      std::size_t k = 0;
      for (std::size_t i = 0; i < h.size(); ++i) {
        const bool single = ((outcome >> i) & 1U) != 0;
        p *= single ? h[i] : 1 - h[i];
        k += single ? 1 : 0;
      }
      if (k >= n) expected += p;
    }
    CHECK(probability_of_singles(h, n) == doctest::Approx(expected).epsilon(1e-12));
  }
}

TEST_CASE("single alleles: many samples are named less easily, few no more easily than at one in a thousand") {
  CHECK(is_too_many_singles(0.0009, 1));
  CHECK_FALSE(is_too_many_singles(0.0011, 1));
  CHECK(is_too_many_singles(0.0009, 50));
  CHECK_FALSE(is_too_many_singles(0.0009, 100));
  CHECK(is_too_many_singles(0.0004, 100));
}

}  // namespace kith::genetics
