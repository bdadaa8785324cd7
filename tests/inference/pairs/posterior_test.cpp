#include "inference/pairs/posterior.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/check.hpp"

namespace kith::inference {

TEST_CASE("posterior: LR p / (LR p + 1 - p)") {
  CHECK(flat_prior(0) == 1);
  CHECK(flat_prior(4010) == 1.0 / 4011);
  CHECK(posterior(0, 0.25) == doctest::Approx(0.25).epsilon(1e-14));  // an LR of 1 leaves the prior
  CHECK(posterior(2, 0.01) == doctest::Approx(1 / (1 + 0.99)).epsilon(1e-14));
  CHECK(posterior(-3, 0.5) == doctest::Approx(0.001 / 1.001).epsilon(1e-14));
}

TEST_CASE("posterior: 99.95 % among 4010 missing persons needs 6.9 orders of magnitude") {
  CHECK(posterior(6.91, flat_prior(4010)) > 0.9995);
  CHECK(posterior(6.89, flat_prior(4010)) < 0.9995);
}

TEST_CASE("posterior: no log10 LR overflows") {
  CHECK(posterior(1000, 1e-9) == 1);
  CHECK(posterior(-1000, 0.999) == 0);
  CHECK(posterior(-std::numeric_limits<double>::infinity(), 0.5) == 0);
  CHECK(posterior(std::numeric_limits<double>::max(), 0.5) == 1);
}

TEST_CASE("posterior: a prior of 0 or 1 is a broken promise") {
  CHECK_THROWS_AS((void)posterior(1, 0), InternalError);
  CHECK_THROWS_AS((void)posterior(1, 1), InternalError);
}

}  // namespace kith::inference
