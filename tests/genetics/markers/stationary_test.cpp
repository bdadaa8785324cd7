#include "genetics/markers/stationary.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "support/builders.hpp"

namespace kith::genetics {
namespace {

using testing::must;
using Frequencies = std::vector<double>;
const std::vector<std::string> kLabels{"9", "10", "11", "12"};

}  // namespace

TEST_CASE("stationary transform: two alleles, by hand") {
  // M leaves 0 with u = .01 and 1 with w = .03, so v = (w, u) / (u + w) = (.75, .25). With p = (.4, .6):
  // Rbar = .4 u + .6 w = .022; detailed balance p_0 S_01 = p_1 S_10 = Rbar / 2.
  const MutationMatrix m(2, {0.99, 0.01, 0.03, 0.97});
  const auto s = must(make_stationary(m, Frequencies{0.4, 0.6}, kLabels));
  CHECK(s(0, 1) == doctest::Approx(0.011 / 0.4).epsilon(1e-14));
  CHECK(s(1, 0) == doctest::Approx(0.011 / 0.6).epsilon(1e-14));
  CHECK(s(0, 0) == doctest::Approx(1 - 0.011 / 0.4).epsilon(1e-14));
}

TEST_CASE("stationary transform: groups that do not mix are transformed each for itself") {
  const MutationMatrix m(4, {0.99, 0.01, 0, 0,  //
                             0.03, 0.97, 0, 0,  //
                             0, 0, 0.98, 0.02,  //
                             0, 0, 0.02, 0.98});
  const Frequencies p{0.1, 0.2, 0.3, 0.4};
  const auto s = must(make_stationary(m, p, kLabels));
  for (std::size_t j = 0; j < p.size(); ++j) {
    double next = 0;
    for (std::size_t i = 0; i < p.size(); ++i) next += p[i] * s(i, j);
    CHECK(std::abs(next - p[j]) <= 1e-16);
  }
  CHECK(p[0] * s(0, 1) + p[1] * s(1, 0) == doctest::Approx(0.1 * 0.01 + 0.2 * 0.03).epsilon(1e-13));
  CHECK(p[2] * s(2, 3) + p[3] * s(3, 2) == doctest::Approx(0.7 * 0.02).epsilon(1e-13));
  CHECK(s(0, 2) == 0);
}

TEST_CASE("stationary transform: an allele that never mutates and never arises is left alone") {
  auto m = MutationMatrix::identity(3);
  m(0, 0) = m(1, 1) = 0.99;
  m(0, 1) = m(1, 0) = 0.01;
  const auto s = must(make_stationary(m, Frequencies{0.2, 0.3, 0.5}, kLabels));
  CHECK(s(2, 2) == 1);
}

TEST_CASE("stationary transform: undefined where a row would have to mutate more often than always") {
  const MutationMatrix m(2, {0.5, 0.5, 0.5, 0.5});
  const auto refused = make_stationary(m, Frequencies{0.01, 0.99}, kLabels);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == Errc::mutation_model_undefined);
  CHECK(refused.error().message.find("'9'") != std::string::npos);
}

TEST_CASE("stationary transform: undefined where an allele can be left for good") {
  MutationMatrix m(2, {0.9, 0.1, 0, 1});
  for (const bool last_absorbs : {true, false}) {
    if (!last_absorbs) m = {2, {1, 0, 0.1, 0.9}};
    const auto refused = make_stationary(m, Frequencies{0.5, 0.5}, kLabels);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == Errc::mutation_model_undefined);
  }
}

}  // namespace kith::genetics
