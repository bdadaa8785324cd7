// Posteriors by Bayes' rule, and the prior estimated from pairs whose truth is planted.
#include "inference/bodies/body_prior.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "inference/bodies/bodies_case.hpp"

namespace kith::testing {
namespace {

using inference::Nearness;
using inference::posterior_of;

TEST_CASE("body prior: the three posteriors by Bayes' rule") {
  const double w = 0.01, s = 0.1, one = 1e3, kin = 20;
  const auto found = posterior_of({.same = std::log10(one), .sibling = std::log10(kin)}, w, s);
  const double total = w * one + (1 - w) * (s * kin + 1 - s);
  CHECK(found.same == doctest::Approx(w * one / total));
  CHECK(found.sibling == doctest::Approx((1 - w) * s * kin / total));
  CHECK(found.unrelated == doctest::Approx((1 - w) * (1 - s) / total));
  CHECK(posterior_of({.same = -INFINITY, .sibling = 0}, w, s).same == 0);
}

TEST_CASE("body prior: pairs by grave") {
  BonesCase bones(1);
  const Genome genome = bones.person();
  for (int i = 0; i < 6; ++i) bones.add("R" + std::to_string(i), genome);
  bones.data.places.sites = {{.id = "S1"}, {.id = "S2", .linked_to = {0}}, {.id = "S3"}};
  const char* const sites[] = {"S1", "S1", "S2", "S3", "elsewhere", ""};
  for (int i = 0; i < 6; ++i) bones.data.remains[static_cast<std::size_t>(i)].description.place.site = sites[i];
  const inference::SamplePairs samples(bones.data, {0, 1, 2, 3, 4, 5}, {});
  const inference::Places places(samples);
  CHECK(places.nearness(0, 1) == Nearness::same);
  CHECK(places.nearness(1, 2) == Nearness::linked);
  CHECK(places.nearness(2, 3) == Nearness::different);
  CHECK(places.nearness(3, 4) == Nearness::different);
  CHECK(places.nearness(0, 5) == Nearness::unknown);
  const auto counts = places.count_pairs();
  CHECK(counts[static_cast<std::size_t>(Nearness::same)] == 1);
  CHECK(counts[static_cast<std::size_t>(Nearness::linked)] == 2);
  CHECK(counts[static_cast<std::size_t>(Nearness::different)] == 7);
  CHECK(counts[static_cast<std::size_t>(Nearness::unknown)] == 5);
}

TEST_CASE("body prior: sure pairs are counted, and the place with them counts more") {
  // 20 samples; four sure pairs, all in one grave of 10: w there is near 4 / 45, elsewhere near 0.
  BonesCase bones(1);
  const Genome genome = bones.person();
  std::vector<matching::RemainsIndex> all;
  for (int i = 0; i < 20; ++i) {
    all.push_back(bones.add("R" + std::to_string(10 + i), genome));
    bones.data.remains.back().description.place.site = i < 10 ? "S1" : "S" + std::to_string(i);
  }
  const inference::SamplePairs samples(bones.data, all, {});
  const inference::Places places(samples);
  std::vector<inference::SamplePair> pairs;
  for (std::uint32_t i = 0; i < 8; i += 2) pairs.push_back({i, i + 1, {.same = 30, .sibling = 0}});
  const auto prior = inference::estimate_prior(samples, places, pairs, {});
  CHECK(prior.overall == doctest::Approx((4.0 + 1) / (190 + 20)));
  CHECK(prior.of(Nearness::same) == doctest::Approx((4.0 + 1) / (45 + 1 / prior.overall)));
  CHECK(prior.of(Nearness::different) == doctest::Approx(1 / (145 + 1 / prior.overall)));
  const auto given = inference::estimate_prior(samples, places, pairs, {.individuals = 50});
  CHECK(given.overall == doctest::Approx(1.0 / 50));
  const auto flat = inference::estimate_prior(samples, places, pairs, {.individuals = 50, .by_place = false});
  CHECK(flat.of(Nearness::different) == doctest::Approx(1.0 / 50));
}

}  // namespace
}  // namespace kith::testing
