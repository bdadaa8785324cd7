// Numbers of people: the worked example of the literature, and a grave counted by hand.
#include "inference/bodies/grave_counts.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace kith::testing {
namespace {

using inference::ElementCount;

TEST_CASE("grave counts: L 21, R 15, P 11") {
  const ElementCount femora{.element = "femur", .left = 21, .right = 15, .pairs = 11};
  CHECK(inference::at_least(femora) == 25);
  CHECK(inference::lincoln_index(femora) == doctest::Approx(28.636).epsilon(1e-4));
  CHECK(inference::most_likely_number(femora) == 28);
}

TEST_CASE("grave counts: without a pair") {
  const ElementCount femora{.element = "femur", .left = 3, .right = 2, .pairs = 0};
  CHECK(inference::at_least(femora) == 5);
  CHECK(std::isinf(inference::lincoln_index(femora)));
  CHECK(inference::most_likely_number(femora) == 11);
}

matching::Remains bone(const char* id, const char* part, const char* side, const char* site) {
  matching::Remains remains;
  remains.id = id;
  remains.attributes = {{"body_part", part}, {"body_side", side}};
  remains.description.place.site = site;
  return remains;
}

TEST_CASE("grave counts: a grave by hand") {
  matching::Case data;
  data.remains = {bone("A", "femur", "left", "S1"), bone("B", "femur", "right", "S1"), bone("C", "femur", "left", "S1"),
                  bone("D", "femur", "", "S1"),     bone("E", "skull", "", "S1"),      bone("F", "skull", "", "S2")};
  inference::Bodies bodies;
  bodies.bodies = {{.members = {0, 1}}, {.members = {2}}, {.members = {3}}, {.members = {4}}, {.members = {5}}};
  bodies.body_of = {0, 0, 1, 2, 3, 4};
  bodies.open.push_back({.first = 1, .second = 2});
  bodies.left_out.push_back({.remains = 4, .why = inference::LeftOutWhy::no_dna});
  const auto graves = inference::count_graves(data, bodies);
  REQUIRE(graves.size() == 2);
  CHECK(graves[0].grave == "S1");
  CHECK(graves[0].n_remains == 5);
  CHECK(graves[0].n_bodies == 4);
  CHECK(graves[0].least_by_anatomy == 2);  // two left femora, or four femora
  CHECK(graves[0].by_element == "left femur");
  CHECK(graves[0].least_by_dna == 2);  // A with B; C and D may be one; E has no result
  REQUIRE(graves[0].elements.size() == 1);
  CHECK(graves[0].elements[0].left == 2);
  CHECK(graves[0].elements[0].right == 1);
  CHECK(graves[0].elements[0].pairs == 1);
  CHECK(graves[0].elements[0].unsided == 1);
  CHECK(graves[1].least_by_anatomy == 1);
  CHECK(graves[1].by_element == "skull");
}

}  // namespace
}  // namespace kith::testing
