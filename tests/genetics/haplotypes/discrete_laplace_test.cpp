// The discrete Laplace model: its density sums to 1, one cluster is solved in closed form, two are found again.
#include "genetics/haplotypes/discrete_laplace.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace kith::genetics {
namespace {

using Haplotypes = std::vector<std::vector<int>>;

double f(const DiscreteLaplace& model, std::initializer_list<int> repeats) {
  std::vector<std::optional<int>> haplotype;
  for (const int r : repeats) haplotype.emplace_back(r);
  return std::exp(model.log_probability(haplotype));
}

TEST_CASE("discrete Laplace: one cluster and locus has E|d| = 2p / (1 - p^2)") {
  // 60 at the median, 20 on either side: E|d| = 0.4, p the root of 0.4 p^2 + 2 p - 0.4
  Haplotypes data(60, {14});
  data.insert(data.end(), 20, {13});
  data.insert(data.end(), 20, {15});
  const auto model = DiscreteLaplace::fit(data);
  REQUIRE(model.clusters().size() == 1);
  const double p = (-2 + std::sqrt(4 + 4 * 0.4 * 0.4)) / (2 * 0.4);
  CHECK(model.clusters()[0].centre == std::vector<int>{14});
  CHECK(model.clusters()[0].p[0] == doctest::Approx(p).epsilon(1e-6));
  CHECK(f(model, {14}) == doctest::Approx((1 - p) / (1 + p)).epsilon(1e-6));
  CHECK(f(model, {17}) == doctest::Approx((1 - p) / (1 + p) * p * p * p).epsilon(1e-6));
}

TEST_CASE("discrete Laplace: a distribution, and its margins") {
  const DiscreteLaplace model({{0.7, {14, 11}, {0.2, 0.3}}, {0.3, {16, 10}, {0.1, 0.4}}});
  double total = 0;
  double margin = 0;
  for (int a = -40; a < 70; ++a) {
    for (int b = -40; b < 70; ++b) total += f(model, {a, b});
    margin += f(model, {14, a});
  }
  CHECK(total == doctest::Approx(1).epsilon(1e-12));
  CHECK(std::exp(model.log_probability(std::vector<std::optional<int>>{14, std::nullopt})) ==
        doctest::Approx(margin).epsilon(1e-12));
}

TEST_CASE("discrete Laplace: two populations far apart are two clusters with their shares") {
  Haplotypes data;
  for (const int centre : {12, 20}) {
    const std::size_t n = centre == 12 ? 150 : 50;
    for (std::size_t i = 0; i < n; ++i) {
      const int step = i % 10 == 0 ? 1 : i % 10 == 1 ? -1 : 0;
      const int other = i % 10 == 2 ? 1 : i % 10 == 3 ? -1 : 0;
      data.push_back({centre + step, centre - other, centre});
    }
  }
  const auto model = DiscreteLaplace::fit(data);
  REQUIRE(model.clusters().size() == 2);
  CHECK(model.clusters()[0].tau == doctest::Approx(0.75).epsilon(1e-3));
  CHECK(model.clusters()[0].centre == std::vector<int>{12, 12, 12});
  CHECK(model.clusters()[1].centre == std::vector<int>{20, 20, 20});
  CHECK(std::isfinite(model.log_probability(std::vector<std::optional<int>>{500, 500, 500})));
}

}  // namespace
}  // namespace kith::genetics
