#include "evidence/dna/shared_alleles.hpp"

#include <doctest/doctest.h>

#include "support/builders.hpp"

namespace kith::evidence {

using genetics::Observation;
using testing::g;

TEST_CASE("shared alleles: the intersection of two multisets of two") {
  CHECK(shared_alleles(g(0, 1), g(0, 1)) == 2);
  CHECK(shared_alleles(g(0, 1), g(1, 2)) == 1);
  CHECK(shared_alleles(g(0, 1), g(2, 3)) == 0);
  CHECK(shared_alleles(g(0, 0), g(0, 1)) == 1);
  CHECK(shared_alleles(g(0, 0), g(0, 0)) == 2);
}

TEST_CASE("shared alleles: of a partial genotype only what is there counts; replicates are pooled") {
  CHECK(shared_alleles(Observation::partial(0), g(0, 0)) == 1);
  CHECK(shared_alleles(Observation::partial(0), g(1, 1)) == 0);
  Observation twice = g(0, 0);
  twice.replicates.push_back({.seen = {1}});
  CHECK(shared_alleles(twice, g(0, 1)) == 2);
  CHECK(shared_alleles(twice, g(0, 0)) == 1);
}

}  // namespace kith::evidence
