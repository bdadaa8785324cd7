// Ties between families of the living: the same donor, kin donors, swapped samples, a person missed by two families.
#include "inference/kin/family_links.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "inference/kin/families_case.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::testing {
namespace {

using inference::FamilyLink;
using inference::FamilyLinks;
using inference::FamilyTie;

constexpr std::size_t kLoci = 40;

Family parents_and_child(const std::string& f) {
  return {{.id = f + "-F", .sex = genetics::Sex::male},
          {.id = f + "-M", .sex = genetics::Sex::female},
          {.id = f + "-C", .father = f + "-F", .mother = f + "-M", .sex = genetics::Sex::male}};
}

Family father_of(const std::string& f, int n_children) {
  Family family{{.id = f + "-X", .sex = genetics::Sex::male}, {.id = f + "-W", .sex = genetics::Sex::female}};
  for (int i = 1; i <= n_children; ++i)
    family.push_back({.id = f + "-" + std::to_string(i), .father = f + "-X", .mother = f + "-W"});
  return family;
}

void add_strangers(FamiliesCase& people, int n) {
  for (int i = 0; i < n; ++i) {
    const std::string f = "N" + std::to_string(i);
    people.add_family(f, parents_and_child(f), {{f + "-F", people.person()}, {f + "-M", people.person()}}, {f + "-C"});
  }
}

std::vector<FamilyLink> of_tie(const FamilyLinks& found, FamilyTie tie) {
  std::vector<FamilyLink> links;
  for (const FamilyLink& link : found.links) {
    if (link.tie == tie) links.push_back(link);
  }
  return links;
}

TEST_CASE("family links: families without ties have none") {
  FamiliesCase people(kLoci, 21);
  add_strangers(people, 12);
  const FamilyLinks found = inference::find_family_links(people.data, {});
  CHECK(found.links.empty());
  CHECK(found.groups.empty());
  CHECK(found.n_donors == 24);
}

TEST_CASE("family links: one donor in two families, and sisters in two families") {
  FamiliesCase people(kLoci, 22);
  const Genome donor = people.person();
  people.add_family("A", parents_and_child("A"), {{"A-F", donor}, {"A-M", people.person()}}, {"A-C"});
  people.add_family("B", parents_and_child("B"), {{"B-F", donor}, {"B-M", people.person()}}, {"B-C"});
  const Genome father = people.person(), mother = people.person();
  people.add_family("C", parents_and_child("C"), {{"C-F", people.person()}, {"C-M", people.child(father, mother)}},
                    {"C-C"});
  people.add_family("D", parents_and_child("D"), {{"D-F", people.person()}, {"D-M", people.child(father, mother)}},
                    {"D-C"});
  add_strangers(people, 6);
  const FamilyLinks found = inference::find_family_links(people.data, {});
  const auto same = of_tie(found, FamilyTie::same_donor);
  REQUIRE(same.size() == 1);
  CHECK(same[0].person_1 == "A-F");
  CHECK(same[0].person_2 == "B-F");
  CHECK(same[0].posterior > 0.999);
  const auto kin = of_tie(found, FamilyTie::kin_donors);
  REQUIRE(kin.size() == 1);
  CHECK(kin[0].person_1 == "C-M");
  CHECK(kin[0].message == "relatives of two families who are full siblings");
  CHECK(found.groups.size() == 2);
}

TEST_CASE("family links: samples of two families that were swapped, and one that is entered in the wrong family") {
  FamiliesCase people(kLoci, 23);
  const auto household = [&](const std::string& f, const Genome& father, const Genome& mother, const Genome& first,
                             const Genome& second) {
    people.add_family(f, father_of(f, 3),
                      {{f + "-X", father}, {f + "-W", mother}, {f + "-1", first}, {f + "-2", second}}, {f + "-3"});
  };
  const Genome f1 = people.person(), m1 = people.person(), f2 = people.person(), m2 = people.person();
  const Genome a1 = people.child(f1, m1), a2 = people.child(f1, m1), b1 = people.child(f2, m2),
               b2 = people.child(f2, m2);
  household("A", f1, m1, b1, a2);
  household("B", f2, m2, a1, b2);
  add_strangers(people, 8);
  const FamilyLinks found = inference::find_family_links(people.data, {});
  const auto swapped = of_tie(found, FamilyTie::swapped);
  REQUIRE_FALSE(swapped.empty());
  CHECK(swapped[0].person_1 == "A-1");
  CHECK(swapped[0].person_2 == "B-1");
  REQUIRE_FALSE(found.groups.empty());
  CHECK(found.groups[0].families == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("family links: parents in one family, wife and children in the other, one man missed by both") {
  FamiliesCase people(kLoci, 24);
  const Genome father = people.person(), mother = people.person(), wife = people.person();
  const Genome man = people.child(father, mother);
  people.add_family("A", parents_and_child("A"), {{"A-F", father}, {"A-M", mother}}, {"A-C"});
  std::vector<std::pair<std::string, Genome>> typed{{"B-W", wife}};
  for (int i = 1; i <= 4; ++i) typed.emplace_back("B-" + std::to_string(i), people.child(man, wife));
  people.add_family("B", father_of("B", 4), typed, {"B-X"});
  add_strangers(people, 6);
  const FamilyLinks found = inference::find_family_links(people.data, {});
  const auto same = of_tie(found, FamilyTie::same_missing);
  REQUIRE(same.size() == 1);
  CHECK(same[0].person_1 == "A-C");
  CHECK(same[0].person_2 == "B-X");
  CHECK(same[0].posterior > 0.9);
}

TEST_CASE("family links: the LR of one missing person in two families is that of the joined pedigree") {
  FamiliesCase people(6, 25);
  const Genome father = people.person(), mother = people.person(), wife = people.person();
  const Genome man = people.child(father, mother), child = people.child(man, wife);
  people.add_family("A", parents_and_child("A"), {{"A-F", father}, {"A-M", mother}}, {"A-C"});
  people.add_family("B", father_of("B", 1), {{"B-W", wife}, {"B-1", child}}, {"B-X"});
  const auto pairs = inference::compare_missing(people.data, {.threshold = -100});
  REQUIRE(pairs.size() == 1);
  const auto joined = pedigree_of({{.id = "F"},
                                   {.id = "M"},
                                   {.id = "X", .father = "F", .mother = "M"},
                                   {.id = "W"},
                                   {.id = "C", .father = "X", .mother = "W"}});
  const auto apart = pedigree_of(
      {{.id = "F"}, {.id = "M"}, {.id = "X"}, {.id = "W"}, {.id = "C", .father = "X", .mother = "W"}});
  pedigree::Workspace workspace;
  double expected = 0;
  for (std::size_t l = 0; l < 6; ++l) {
    const auto at = [&](const Genome& genome) { return g(genome[l].first, genome[l].second); };
    const auto log_of = [&](const pedigree::Pedigree& pedigree) {
      const Typing typing(pedigree, {{"F", at(father)}, {"M", at(mother)}, {"W", at(wife)}, {"C", at(child)}});
      return must(pedigree::log_likelihood(people.data.panel.markers[l], pedigree, typing.pointers(), workspace));
    };
    expected += (log_of(joined) - log_of(apart)) / std::log(10.0);
  }
  // The scan's numbers are in single precision.
  CHECK(pairs[0].lr.of(inference::Kinship::same_person) == doctest::Approx(expected).epsilon(1e-5));
}

}  // namespace
}  // namespace kith::testing
