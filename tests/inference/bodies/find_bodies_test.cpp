// Bodies of small cases whose truth is known: what must be joined, what must not, and what does not matter.
#include "inference/bodies/find_bodies.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "inference/bodies/bodies_case.hpp"
#include "inference/bodies/merge_bodies.hpp"

namespace kith::testing {
namespace {

using inference::Bodies;
using inference::BodyMode;
using inference::BodyOptions;
using inference::find_bodies;

bool are_one(const Bodies& bodies, std::uint32_t a, std::uint32_t b) { return bodies.body_of[a] == bodies.body_of[b]; }

const inference::OpenBodies* open_pair(const Bodies& bodies, std::uint32_t a, std::uint32_t b) {
  const auto [x, y] = std::minmax(bodies.body_of[a], bodies.body_of[b]);
  for (const auto& open : bodies.open) {
    if (std::min(open.first, open.second) == x && std::max(open.first, open.second) == y) return &open;
  }
  return nullptr;
}

/// Strangers who fill up the case, so that the prior is not that of a handful of samples.
void add_strangers(BonesCase& bones, int n) {
  for (int i = 0; i < n; ++i) bones.add("Z" + std::to_string(i), bones.person());
}

TEST_CASE("bodies: two bones of one man are one, his brother's is another") {
  BonesCase bones(15);
  const Genome father = bones.person(), mother = bones.person();
  const Genome man = bones.child(father, mother), brother = bones.child(father, mother);
  const auto a = bones.add("A", man), b = bones.add("B", man, 0, 15, 0.2), c = bones.add("C", brother);
  add_strangers(bones, 20);
  const Bodies bodies = find_bodies(bones.data);
  CHECK(are_one(bodies, a, b));
  CHECK_FALSE(are_one(bodies, a, c));
  CHECK(bodies.bodies[bodies.body_of[a]].posterior > 0.99);
  CHECK(bodies.id(bones.data, bodies.body_of[b]) == "A");
  CHECK(bodies.bodies.size() == bones.data.remains.size() - 1);
}

TEST_CASE("bodies: bones that share no marker are joined by one that both fit") {
  BonesCase bones(16);
  const Genome man = bones.person();
  const auto a = bones.add("A", man, 0, 8), b = bones.add("B", man, 8, 16), c = bones.add("C", man);
  add_strangers(bones, 20);
  const Bodies bodies = find_bodies(bones.data);
  CHECK(are_one(bodies, a, c));
  CHECK(are_one(bodies, b, c));
}

TEST_CASE("bodies: no chain through a bone with few markers") {
  // M fits two brothers at the only markers it has: it cannot be both, and does not make them one.
  BonesCase bones(12);
  Genome one = bones.person();
  Genome other = bones.person();
  for (std::size_t l = 0; l < 6; ++l) other[l] = one[l];
  const auto a = bones.add("A", one), b = bones.add("B", other), m = bones.add("M", one, 0, 6);
  add_strangers(bones, 20);
  const Bodies bodies = find_bodies(bones.data);
  CHECK_FALSE(are_one(bodies, a, b));
  CHECK_FALSE((are_one(bodies, a, m) && are_one(bodies, b, m)));
  CHECK((open_pair(bodies, a, m) != nullptr || open_pair(bodies, b, m) != nullptr || are_one(bodies, a, m) ||
         are_one(bodies, b, m)));
}

TEST_CASE("bodies: what is too little stays apart, with its probability") {
  BonesCase bones(15);
  const Genome man = bones.person();
  const auto a = bones.add("A", man), b = bones.add("B", man, 0, 2);
  add_strangers(bones, 30);
  const Bodies bodies = find_bodies(bones.data);
  CHECK_FALSE(are_one(bodies, a, b));
  const auto* open = open_pair(bodies, a, b);
  REQUIRE(open != nullptr);
  CHECK(open->pair.posterior < 0.99);
  CHECK(open->pair.posterior >= 0.01);
  CHECK(open->reason == "undecided");
}

TEST_CASE("bodies: two left femora are two people, whatever the DNA says") {
  BonesCase bones(15);
  const Genome man = bones.person();
  const auto a = bones.add("A", man), b = bones.add("B", man), c = bones.add("C", man);
  bones.describe(a, "femur", "left");
  bones.describe(b, "femur", "right");
  bones.describe(c, "femur", "left");
  add_strangers(bones, 20);
  const Bodies bodies = find_bodies(bones.data);
  CHECK_FALSE(are_one(bodies, a, c));
  const auto* open = open_pair(bodies, a, c);
  REQUIRE(open != nullptr);
  CHECK(open->reason == "anatomy");
}

TEST_CASE("bodies: statements") {
  BonesCase bones(15);
  const Genome man = bones.person(), other = bones.person();
  const auto a = bones.add("A", man), b = bones.add("B", man), c = bones.add("C", other), d = bones.add("D", man, 0, 1);
  add_strangers(bones, 20);
  bones.data.joins = {{.first = a, .second = b, .is_same = false}, {.first = a, .second = c, .is_same = true}};
  bones.data.missing.resize(2);
  bones.data.places.identifications = {{0, b}, {0, d}};
  SUBCASE("what is stated different stays apart, what is stated same is one and named") {
    const Bodies bodies = find_bodies(bones.data);
    CHECK_FALSE(are_one(bodies, a, b));
    CHECK(are_one(bodies, a, c));
    CHECK(bodies.bodies[bodies.body_of[a]].conflicts.size() == 1);
    CHECK(are_one(bodies, b, d));
  }
  SUBCASE("what is stated different is listed with its probability") {
    bones.data.joins.pop_back();
    const Bodies bodies = find_bodies(bones.data);
    const auto* open = open_pair(bodies, a, b);
    REQUIRE(open != nullptr);
    CHECK(open->pair.posterior > 0.99);
    CHECK(open->reason == "joins.csv or identifications.csv");
  }
  SUBCASE("given: statements alone") {
    BodyOptions options;
    options.mode = BodyMode::given;
    const Bodies bodies = find_bodies(bones.data, options);
    CHECK(are_one(bodies, a, c));
    CHECK(are_one(bodies, b, d));
    CHECK(bodies.bodies.size() == bones.data.remains.size() - 2);
  }
  SUBCASE("off: none") {
    BodyOptions options;
    options.mode = BodyMode::off;
    CHECK(find_bodies(bones.data, options).bodies.size() == bones.data.remains.size());
  }
  SUBCASE("remains of two identified persons are two bodies") {
    bones.data.joins.clear();
    bones.data.places.identifications = {{0, a}, {1, b}};
    CHECK_FALSE(are_one(find_bodies(bones.data), a, b));
  }
}

TEST_CASE("bodies: samples that show staff are never joined") {
  BonesCase bones(15);
  const Genome worker = bones.person();
  const auto a = bones.add("A", worker), b = bones.add("B", worker);
  add_strangers(bones, 20);
  matching::StaffProfile member{"S1", {}};
  for (const auto& [x, y] : worker) {
    member.alleles.push_back(x == y ? std::vector{x} : std::vector{std::min(x, y), std::max(x, y)});
  }
  bones.data.staff.push_back(member);
  const Bodies bodies = find_bodies(bones.data);
  CHECK_FALSE(are_one(bodies, a, b));
  REQUIRE(bodies.left_out.size() == 2);
  CHECK(bodies.left_out[0].whom == "S1");
}

TEST_CASE("bodies: a contaminated run is named, bounded and not joined") {
  BonesCase bones(10);
  const Genome spill = bones.person();
  for (int i = 0; i < 1000; ++i) bones.add("R" + std::to_string(i), spill);
  add_strangers(bones, 5);
  const Bodies bodies = find_bodies(bones.data);
  CHECK(bodies.bodies.size() == 1005);
  REQUIRE(bodies.left_out.size() == 1000);
  CHECK(bodies.left_out[0].why == inference::LeftOutWhy::contaminated_run);
  CHECK(bodies.left_out[0].n_alike == 1000);
}

/// Bodies as sets of ids, which do not depend on the order of rows.
std::set<std::set<std::string>> as_ids(const matching::Case& data, const Bodies& bodies) {
  std::set<std::set<std::string>> result;
  for (const auto& body : bodies.bodies) {
    std::set<std::string> ids;
    for (const auto r : body.members) ids.insert(data.remains[r].id);
    result.insert(ids);
  }
  return result;
}

TEST_CASE("bodies: neither the order of rows nor threads matter, to the last bit") {
  BonesCase bones(8, 3);
  for (int p = 0; p < 40; ++p) {
    const Genome genome = bones.person();
    for (int k = 0; k < 1 + p % 3; ++k) {
      bones.add("R" + std::to_string(100 * k + p), genome, 0, 4 + static_cast<std::size_t>(p) % 5, 0.25);
    }
  }
  const Bodies expected = find_bodies(bones.data, {.threads = 1});
  matching::Case turned = bones.data;
  std::reverse(turned.remains.begin(), turned.remains.end());
  const Bodies found = find_bodies(turned, {.threads = 3});
  CHECK(as_ids(turned, found) == as_ids(bones.data, expected));
  REQUIRE(found.open.size() == expected.open.size());
  for (std::size_t i = 0; i < found.open.size(); ++i) {
    CHECK(found.open[i].pair.posterior == expected.open[i].pair.posterior);
    CHECK(found.id(turned, found.open[i].first) == expected.id(bones.data, expected.open[i].first));
  }
  for (std::size_t b = 0; b < found.bodies.size(); ++b)
    CHECK(found.bodies[b].posterior == expected.bodies[b].posterior);
}

TEST_CASE("bodies: the merged case has a body's samples as replicates, and names contradictions") {
  BonesCase bones(15);
  const Genome man = bones.person();
  const auto a = bones.add("A", man, 0, 10), b = bones.add("B", man, 5, 15);
  bones.data.remains[a].sex = genetics::Sex::male;
  bones.data.remains[a].description.sex.method = attributes::SexMethod::long_bones;
  bones.data.remains[b].sex = genetics::Sex::female;
  bones.data.remains[b].description.sex.method = attributes::SexMethod::pelvis;
  bones.data.remains[a].description.hair = "black";
  bones.data.joins = {{.first = a, .second = b, .is_same = true}};
  const Bodies bodies = find_bodies(bones.data, {.mode = BodyMode::given});
  const auto merged = inference::merge_bodies(bones.data, bodies);
  REQUIRE(merged.content.remains.size() == 1);
  const auto& body = merged.content.remains[0];
  CHECK(body.id == "A");
  CHECK(body.sex == genetics::Sex::female);
  CHECK(body.description.hair == "black");
  REQUIRE(merged.notes.size() == 1);
  CHECK(merged.notes[0].text == "sex: male (A), female (B); female is used");
  for (genetics::LocusIndex l = 0; l < 15; ++l) {
    const auto& seen = merged.content.panel.observed(body.profile, l);
    CHECK(seen == g(man[l].first, man[l].second));
  }
  const auto consensus = inference::consensus_of(bones.data, bodies.bodies[0]);
  REQUIRE(consensus.size() == 15);
  CHECK(consensus[0].sources.size() == 1);
  CHECK(consensus[7].sources.size() == 2);
}

}  // namespace
}  // namespace kith::testing
