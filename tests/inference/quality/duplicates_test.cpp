#include "inference/quality/duplicates.hpp"

#include <doctest/doctest.h>

#include <random>

namespace kith::inference {
namespace {

/// The definition, without leaving early.
std::vector<Duplicate> by_definition(const std::vector<std::uint32_t>& genotypes, std::size_t n_loci,
                                     const DuplicateRule& rule) {
  std::vector<Duplicate> found;
  for (std::size_t a = 0; a * n_loci < genotypes.size(); ++a) {
    for (std::size_t b = a + 1; b * n_loci < genotypes.size(); ++b) {
      Duplicate pair{.first = a, .second = b};
      for (std::size_t l = 0; l < n_loci; ++l) {
        const std::uint32_t x = genotypes[a * n_loci + l];
        const std::uint32_t y = genotypes[b * n_loci + l];
        if (x == 0 || y == 0) continue;
        ++(x == y ? pair.identical : pair.different);
      }
      if (pair.identical >= rule.min_identical && pair.different <= rule.max_different) found.push_back(pair);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("duplicates: agreement counts over the loci typed in both") {
  const std::vector<std::uint32_t> genotypes{1, 2, 3, 4,   //
                                             1, 2, 3, 0,   // the first, one locus not typed
                                             1, 2, 9, 4,   // the first, one locus different
                                             5, 6, 7, 8};  // somebody else
  const auto strict = find_duplicates(genotypes, 4, {.min_identical = 3, .max_different = 0}, 1);
  REQUIRE(strict.size() == 1);
  CHECK(strict[0].first == 0);
  CHECK(strict[0].second == 1);
  CHECK(strict[0].identical == 3);
  CHECK(find_duplicates(genotypes, 4, {.min_identical = 3, .max_different = 1}, 1).size() == 2);
  CHECK(find_duplicates(genotypes, 4, {.min_identical = 2, .max_different = 1}, 1).size() == 3);
  CHECK(find_duplicates({}, 0, {}, 1).empty());
}

TEST_CASE("duplicates: the search finds what the definition says, for any number of threads") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 20; ++round) {
    const std::size_t n_loci = 1 + random() % 6;
    std::vector<std::uint32_t> genotypes(40 * n_loci);
    for (std::uint32_t& code : genotypes) code = static_cast<std::uint32_t>(random() % 4);
    const DuplicateRule rule{.min_identical = static_cast<std::uint32_t>(1 + random() % 4),
                             .max_different = static_cast<std::uint32_t>(random() % 3)};
    const auto expected = by_definition(genotypes, n_loci, rule);
    for (const std::uint32_t threads : {1U, 2U, 8U}) {
      const auto found = find_duplicates(genotypes, n_loci, rule, threads);
      REQUIRE(found.size() == expected.size());
      for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].first == expected[i].first);
        CHECK(found[i].second == expected[i].second);
        CHECK(found[i].identical == expected[i].identical);
        CHECK(found[i].different == expected[i].different);
      }
    }
  }
}

}  // namespace kith::inference
