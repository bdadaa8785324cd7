// Bodies that are kin of a family but nobody it misses; every hypothetical place is what its name says.
#include "inference/kin/family_kin.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "inference/kin/families_case.hpp"
#include "inference/kin/hypothetical_kin.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::testing {
namespace {

using genetics::Sex;

Family household() {
  return {{.id = "F", .sex = Sex::male},
          {.id = "M", .sex = Sex::female},
          {.id = "X", .father = "F", .mother = "M", .sex = Sex::male},
          {.id = "S", .father = "F", .mother = "M", .sex = Sex::female}};
}

/// log10 LR of the body in each place, by "relationship of person".
std::map<std::string, double> lr_by_place(const FamiliesCase& people, const Genome& body, Sex sex) {
  std::map<std::string, double> result;
  pedigree::Workspace workspace;
  for (const auto& place : inference::hypothetical_kin(people.data.families[0], sex)) {
    double& sum = result[place.relationship + " of " + place.of_person];
    for (genetics::LocusIndex l = 0; l < people.data.panel.size(); ++l) {
      const auto& marker = people.data.panel.markers[l];
      std::vector<const genetics::Observation*> observed(place.family.pedigree.size(), nullptr);
      for (std::size_t p = 0; p < place.family.profiles.size(); ++p) {
        const auto& seen = people.data.panel.observed(place.family.profiles[p], l);
        if (!seen.is_untyped()) observed[p] = &seen;
      }
      const auto without = must(pedigree::log_likelihood(marker, place.family.pedigree, observed, workspace));
      const auto seen = g(body[l].first, body[l].second);
      observed[static_cast<std::size_t>(place.person)] = &seen;
      const auto with = must(pedigree::log_likelihood(marker, place.family.pedigree, observed, workspace));
      const double p = marker.frequencies()[body[l].first], q = marker.frequencies()[body[l].second];
      sum += (with - without) / std::log(10.0) - std::log10(p * q * (body[l].first == body[l].second ? 1 : 2));
    }
  }
  return result;
}

TEST_CASE("family kin: places beside a missing person and beside the typed") {
  FamiliesCase people(1, 31);
  people.add_family("A", household(), {{"F", people.person()}, {"S", people.person()}}, {"X"});
  std::map<std::string, std::size_t> n;
  for (const auto& place : inference::hypothetical_kin(people.data.families[0], Sex::male)) {
    CHECK(place.person != pedigree::kNobody);
    ++n[place.relationship];
  }
  CHECK(n["child"] == 3);
  CHECK(n["full sibling"] == 3);
  CHECK(n["father"] == 1);  // of F, the only founder who is typed
  CHECK(n["paternal half sibling"] == 1);
  CHECK(n["nephew or niece"] == 1);
  CHECK(n["paternal cousin"] == 1);
  CHECK(n["maternal cousin"] == 1);
}

TEST_CASE("family kin: a place's LR is that of what its name says") {
  FamiliesCase people(1, 32);
  const double p = 0.05, q = 0.1;  // of the first two alleles
  const Genome first{{0, 0}}, both{{0, 1}};
  people.add_family("A", household(), {{"X", first}}, {"X"});
  auto lr = lr_by_place(people, first, Sex::male);
  const double one_shared = 1 / p, two_shared = 1 / (p * p);
  CHECK(lr["child of X"] == doctest::Approx(std::log10(one_shared)));
  CHECK(lr["full sibling of X"] == doctest::Approx(std::log10(0.25 + 0.5 * one_shared + 0.25 * two_shared)));
  CHECK(lr["paternal half sibling of X"] == doctest::Approx(std::log10(0.5 + 0.5 * one_shared)));
  CHECK(lr["maternal half sibling of X"] == doctest::Approx(std::log10(0.5 + 0.5 * one_shared)));
  CHECK(lr["nephew or niece of X"] == doctest::Approx(std::log10(0.5 + 0.5 * one_shared)));
  CHECK(lr["paternal cousin of X"] == doctest::Approx(std::log10(0.75 + 0.25 * one_shared)));
  lr = lr_by_place(people, both, Sex::male);
  CHECK(lr["maternal cousin of X"] == doctest::Approx(std::log10(0.75 + 0.25 / (2 * p))));
  CHECK(q > p);
}

TEST_CASE("family kin: a brother who was not reported is close to the family, a stranger is not") {
  FamiliesCase people(20, 33);
  const Genome father = people.person(), mother = people.person();
  const Genome missing = people.child(father, mother), brother = people.child(father, mother);
  people.add_family("A", household(), {{"F", father}, {"M", mother}, {"S", people.child(father, mother)}}, {"X"});
  for (int i = 0; i < 5; ++i) {
    const std::string f = "N" + std::to_string(i);
    people.add_family(f, {{.id = f + "F", .sex = Sex::male}, {.id = f + "C", .father = f + "F", .sex = Sex::male}},
                      {{f + "F", people.person()}}, {f + "C"});
  }
  const auto found_missing = people.add("R1", missing), found_brother = people.add("R2", brother);
  const auto stranger = people.add("R3", people.person());
  const auto evidence = matching::build_evidence(people.data);
  const auto found = inference::find_family_kin(
      people.data, evidence, std::vector<matching::RemainsIndex>{found_missing, found_brother, stranger}, {},
      [&](matching::RemainsIndex body, std::uint32_t) { return body == found_missing; }, {});
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].body == found_brother);
  CHECK(found.rows[0].family == 0);
  CHECK(found.rows[0].posterior > 0.99);
  CHECK(people.data.missing[found.rows[0].missing].id == "X");
  // With both parents typed a brother fits the place of the missing person as well.
  CHECK(found.rows[0].log10_lr == doctest::Approx(found.rows[0].log10_lr_missing));
}

TEST_CASE("family kin: the missing person's half brother fits no place of a missing person") {
  FamiliesCase people(24, 34);
  const Genome father = people.person(), mother = people.person();
  people.add_family("A", household(), {{"F", father}, {"M", mother}, {"S", people.child(father, mother)}}, {"X"});
  people.add_family("B", {{.id = "BF", .sex = Sex::male}, {.id = "BC", .father = "BF", .sex = Sex::male}},
                    {{"BF", people.person()}}, {"BC"});
  const auto body = people.add("R1", people.child(father, people.person()));
  const auto evidence = matching::build_evidence(people.data);
  const auto found = inference::find_family_kin(people.data, evidence, std::vector<matching::RemainsIndex>{body}, {},
                                                [](matching::RemainsIndex, std::uint32_t) { return false; }, {});
  REQUIRE(found.rows.size() == 1);
  const auto& row = found.rows[0];
  CHECK((row.relationship == "child" || row.relationship == "paternal half sibling"));
  CHECK(row.log10_lr_missing < row.log10_lr - 4);
}

}  // namespace
}  // namespace kith::testing
