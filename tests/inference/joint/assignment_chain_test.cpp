#include "inference/joint/assignment_chain.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace kith::inference;

TEST_CASE("chain: as many shared bodies as fit in a word, and more, against the sum by hand") {
  // Two persons, each any of n bodies or nobody: all pairs less those in which both are the same body.
  for (const std::size_t n : {1U, 47U, 48U, 49U, 60U}) {
    CAPTURE(n);
    std::vector<ChainUnit> units(2);
    double a = 1;
    double b = 1;
    double both = 0;
    for (auto& unit : units) {
      unit.used.emplace_back();
      unit.log_weight.push_back(0);
    }
    for (BodyIndex body = 0; body < n; ++body) {
      const double x = 0.1 + 0.01 * body;
      const double y = 0.7 - 0.005 * body;
      units[0].used.push_back({body});
      units[0].log_weight.push_back(std::log(x));
      units[1].used.push_back({body});
      units[1].log_weight.push_back(std::log(y));
      a += x;
      b += y;
      both += x * y;
    }
    const auto result = run_chain(units, Combine::sum, {});
    REQUIRE(result);
    CHECK(result->log_total == doctest::Approx(std::log(a * b - both)).epsilon(1e-12));
    CHECK(result->log_weight[0][1] == doctest::Approx(std::log(0.1 * (b - 0.7))).epsilon(1e-12));
    const auto best = run_chain(units, Combine::max, {});
    REQUIRE(best);
    CHECK(best->best.size() == 2);
  }
}

TEST_CASE("chain: the number placed is counted, with bodies in a word and in a list") {
  // One person of n bodies: weight 1 each, times 10 where one is placed: 1 + 10 n.
  for (const std::size_t n : {3U, 70U}) {
    std::vector<ChainUnit> units(2);  // the second makes every body a shared one, and has weight 0 but for nobody
    for (auto& unit : units) {
      unit.used.emplace_back();
      unit.log_weight.push_back(0);
    }
    for (BodyIndex body = 0; body < n; ++body) {
      units[0].used.push_back({body});
      units[0].log_weight.push_back(0);
      units[1].used.push_back({body});
      units[1].log_weight.push_back(-800);
    }
    const ChainOptions options{.counts_bodies = true,
                               .log_end = [](std::size_t k) { return static_cast<double>(k) * std::log(10.0); }};
    const auto result = run_chain(units, Combine::sum, options);
    REQUIRE(result);
    CHECK(result->log_total == doctest::Approx(std::log(1 + 10.0 * static_cast<double>(n))).epsilon(1e-12));
  }
}
