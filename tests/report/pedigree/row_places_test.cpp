#include "report/pedigree/row_places.hpp"

#include <doctest/doctest.h>

#include <array>

namespace kith::report {
namespace {

TEST_CASE("row_places: who has what he wishes stays; two who wish the same place share the way by their weights") {
  const std::array<double, 3> weights{1, 1, 1};
  CHECK(place_apart(std::array<double, 3>{0, 10, 30}, weights, std::array<double, 2>{10, 10}) ==
        std::vector<double>{0, 10, 30});
  CHECK(place_apart(std::array<double, 3>{5, 5, 30}, weights, std::array<double, 2>{10, 10}) ==
        std::vector<double>{0, 10, 30});
  // The one with weight 3 moves a quarter of the way.
  CHECK(place_apart(std::array<double, 2>{5, 5}, std::array<double, 2>{3, 1}, std::array<double, 1>{8}) ==
        std::vector<double>{3, 11});
}

}  // namespace
}  // namespace kith::report
