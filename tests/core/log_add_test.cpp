#include "core/log_add.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using kith::log_add;

TEST_CASE("log_add: sums, also where the numbers themselves are too small or too large") {
  constexpr double kZero = -std::numeric_limits<double>::infinity();
  CHECK(log_add(std::log(3.0), std::log(4.0)) == doctest::Approx(std::log(7.0)).epsilon(1e-15));
  CHECK(log_add(-2000, -2000) == doctest::Approx(-2000 + std::log(2.0)).epsilon(1e-15));
  CHECK(log_add(5000, 0) == 5000);
  CHECK(log_add(kZero, 1.5) == 1.5);
  CHECK(log_add(1.5, kZero) == 1.5);
  CHECK(log_add(kZero, kZero) == kZero);
  CHECK(log_add(-kZero, -kZero) == -kZero);
}
