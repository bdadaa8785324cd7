#include "core/disjoint_sets.hpp"

#include <doctest/doctest.h>

#include <vector>

using kith::DisjointSets;

TEST_CASE("disjoint sets: called by the smallest member, whatever the order of the unions") {
  DisjointSets sets(6);
  CHECK(sets.names() == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5});
  sets.unite(5, 3);
  sets.unite(4, 5);
  CHECK(sets.find(4) == 3);
  sets.unite(2, 2);
  sets.unite(1, 4);
  CHECK(sets.names() == std::vector<std::uint32_t>{0, 1, 2, 1, 1, 1});
  CHECK(DisjointSets(0).names().empty());
}
