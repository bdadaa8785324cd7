// Growth: the published medians and spreads, and what lies between them.
#include "attributes/body/growth.hpp"

#include <doctest/doctest.h>

namespace kith::testing {
namespace {

using attributes::growth_at;
using genetics::Sex;

TEST_CASE("growth: published medians and standard deviations, as shares of those at 20") {
  // CDC 2000, boys: 176.85 cm and S .0404 at 20, 121.77 and .0444 at 7; girls: 163.34 and .0396, 157.15 and .0440 at 13
  CHECK(growth_at(Sex::male, 7).mean == doctest::Approx(121.77 / 176.85).epsilon(1e-12));
  CHECK(growth_at(Sex::male, 7).sd == doctest::Approx(121.77 * .0444 / (176.85 * .0404)).epsilon(1e-12));
  CHECK(growth_at(Sex::female, 13).mean == doctest::Approx(157.15 / 163.34).epsilon(1e-12));
  CHECK(growth_at(Sex::female, 13).sd == doctest::Approx(157.15 * .0440 / (163.34 * .0396)).epsilon(1e-12));
  // WHO 2006, boys of 6 months: 67.62 cm, S .0317
  CHECK(growth_at(Sex::male, 0.5).mean == doctest::Approx(67.62 / 176.85).epsilon(1e-12));
  CHECK(growth_at(Sex::male, 0.5).sd == doctest::Approx(67.62 * .0317 / (176.85 * .0404)).epsilon(1e-12));
}

TEST_CASE("growth: linear between ages, 1 from 20 on, and nobody shrinks") {
  CHECK(growth_at(Sex::male, 7.5).mean == doctest::Approx((121.77 + 127.88) / 2 / 176.85).epsilon(1e-12));
  for (const Sex sex : {Sex::male, Sex::female}) {
    CHECK(growth_at(sex, 20).mean == 1);
    CHECK(growth_at(sex, 80).sd == 1);
    for (double age = 0; age < 20; age += 0.25) CHECK(growth_at(sex, age + 0.25).mean > growth_at(sex, age).mean);
  }
}

}  // namespace
}  // namespace kith::testing
