// Re-association of a case counted by hand.
#include "inference/bodies/reassociation.hpp"

#include <doctest/doctest.h>

#include "inference/bodies/bodies_case.hpp"

namespace kith::testing {
namespace {

double value(const std::vector<inference::ReassociationRow>& rows, const std::string& group,
             const std::string& measure) {
  for (const auto& row : rows) {
    if (row.group == group && row.measure == measure) return row.estimate.value;
  }
  FAIL("no row " << group << " " << measure);
  return 0;
}

TEST_CASE("reassociation: a case by hand") {
  // Individuals {A, B, C}, {D, E}, {F}; bodies {A, B}, {C, D}, {E}, {F}; G is nobody known, S shows staff and is A's.
  BonesCase bones(12);
  const Genome genome = bones.person();
  for (const char* id : {"A", "B", "D", "E", "F", "G", "S"}) bones.add(id, genome);
  bones.add("C", genome, 0, 0);  // shares no marker with anybody
  const auto at = [&](const std::string& id) {
    for (std::uint32_t r = 0; r < bones.data.remains.size(); ++r) {
      if (bones.data.remains[r].id == id) return r;
    }
    return 0U;
  };
  inference::Individuals individuals(8);
  for (const char* id : {"A", "B", "C", "S"}) individuals[at(id)] = 0;
  for (const char* id : {"D", "E"}) individuals[at(id)] = 1;
  individuals[at("F")] = 2;
  inference::Bodies bodies;
  bodies.body_of.resize(8);
  const auto add = [&](std::vector<std::string> ids) {
    inference::Body body;
    for (const auto& id : ids) {
      body.members.push_back(at(id));
      bodies.body_of[at(id)] = static_cast<std::uint32_t>(bodies.bodies.size());
    }
    bodies.bodies.push_back(body);
  };
  add({"A", "B"}), add({"C", "D"}), add({"E"}), add({"F", "G"}), add({"S"});
  bodies.left_out.push_back({.remains = at("S"), .why = inference::LeftOutWhy::shows_staff});

  const auto sums = inference::observe_reassociation(bones.data, bodies, individuals);
  REQUIRE(sums.size() == 3);
  const auto rows = inference::measure_reassociation(sums, 100, 1);
  CHECK(value(rows, "all", "pairwise_precision") == doctest::Approx(1.0 / 2));
  CHECK(value(rows, "all", "pairwise_recall") == doctest::Approx(1.0 / 4));
  CHECK(value(rows, "all", "wrongly_joined") == doctest::Approx(1));
  CHECK(value(rows, "all", "wrongly_split") == doctest::Approx(3));
  // 6 samples, 15 pairs: 4 true, 2 found, 1 both; by chance 4 * 2 / 15.
  const double chance = 8.0 / 15;
  CHECK(value(rows, "all", "adjusted_rand") == doctest::Approx((1 - chance) / (3 - chance)));
  CHECK(value(rows, "shared", "pairwise_recall") == doctest::Approx(1.0 / 2));
  CHECK(value(rows, "11-15", "wrongly_split") == doctest::Approx(1));
  CHECK(value(rows, "none", "wrongly_joined") == doctest::Approx(1));
}

}  // namespace
}  // namespace kith::testing
