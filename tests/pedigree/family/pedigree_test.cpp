#include "pedigree/family/pedigree.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "support/builders.hpp"
#include "support/random_family.hpp"

namespace kith::pedigree {
namespace {

using testing::Family;
using testing::pedigree_of;

Error refusal(const Family& family) {
  const auto refused = Pedigree::make(family);
  REQUIRE_FALSE(refused.ok());
  return refused.error();
}

/// Where each person stands in parents_first().
std::vector<std::size_t> places(const Pedigree& pedigree) {
  std::vector<std::size_t> place(pedigree.size());
  const auto order = pedigree.parents_first();
  for (std::size_t i = 0; i < order.size(); ++i) place[static_cast<std::size_t>(order[i])] = i;
  return place;
}

}  // namespace

TEST_CASE("pedigree: persons keep their order; parents are found by id, wherever they stand") {
  const auto pedigree = pedigree_of({{"C", "F", "M"}, {"M"}, {"F"}});
  CHECK(pedigree.size() == 3);
  CHECK(pedigree.n_named() == 3);
  CHECK(pedigree.find("C") == 0);
  CHECK(pedigree.father(0) == 2);
  CHECK(pedigree.mother(0) == 1);
  CHECK(pedigree.is_founder(1));
  CHECK_FALSE(pedigree.is_founder(0));
  CHECK(pedigree.find("nobody") == kNobody);
}

TEST_CASE("pedigree: sex follows from being a father or a mother") {
  const auto pedigree = pedigree_of({{"F"}, {"M"}, {"C", "F", "M"}});
  CHECK(pedigree.sex(pedigree.find("F")) == Sex::male);
  CHECK(pedigree.sex(pedigree.find("M")) == Sex::female);
  CHECK(pedigree.sex(pedigree.find("C")) == Sex::unknown);
}

TEST_CASE("pedigree: a missing parent is an unnamed founder, another one for each child") {
  const auto pedigree = pedigree_of({{"M"}, {"C1", "", "M"}, {"C2", "", "M"}, {"C3", "F", ""}, {"F"}});
  CHECK(pedigree.n_named() == 5);
  REQUIRE(pedigree.size() == 8);
  const auto father1 = pedigree.father(pedigree.find("C1"));
  const auto father2 = pedigree.father(pedigree.find("C2"));
  CHECK(father1 >= 5);
  CHECK(father2 >= 5);
  CHECK(father1 != father2);
  CHECK(pedigree.sex(father1) == Sex::male);
  CHECK(pedigree.sex(pedigree.mother(pedigree.find("C3"))) == Sex::female);
  CHECK(pedigree.is_founder(father1));
  CHECK(pedigree.find(pedigree.id(father1)) == kNobody);
}

TEST_CASE("pedigree: what is refused, naming the person") {
  const auto twice = refusal({{"A"}, {"A"}});
  CHECK(twice.code == Errc::duplicate_id);
  CHECK(twice.message.find("A") != std::string::npos);

  CHECK(refusal({{""}}).code == Errc::missing_value);

  const auto unknown = refusal({{"C", "F", "M"}, {"M"}});
  CHECK(unknown.code == Errc::unknown_parent);
  CHECK(unknown.message.find("father F of person C") != std::string::npos);
  CHECK(refusal({{"C", "F", "M"}, {"F"}}).code == Errc::unknown_parent);

  const auto conflict = refusal({{"F", "", "", Sex::female}, {"M"}, {"C", "F", "M"}});
  CHECK(conflict.code == Errc::parent_sex_conflict);
  CHECK(conflict.message.find("person F") != std::string::npos);
  CHECK(refusal({{"F"}, {"M", "", "", Sex::male}, {"C", "F", "M"}}).code == Errc::parent_sex_conflict);
  CHECK(refusal({{"A"}, {"B"}, {"C", "A", "B"}, {"D", "B", "A"}}).code == Errc::parent_sex_conflict);
  CHECK(refusal({{"A"}, {"C", "A", "A"}}).code == Errc::parent_sex_conflict);
}

TEST_CASE("pedigree: nobody is his own ancestor; the error names somebody who is, not a descendant") {
  const auto itself = refusal({{"M"}, {"A", "A", "M"}});
  CHECK(itself.code == Errc::person_is_own_ancestor);
  const auto circle = refusal({{"M1"}, {"M2"}, {"D", "B", "M1"}, {"A", "B", "M1"}, {"B", "A", "M2"}});
  CHECK(circle.code == Errc::person_is_own_ancestor);
  CHECK(circle.message.find("person D") == std::string::npos);
}

TEST_CASE("pedigree: parents come before children in parents_first, whatever the order given") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    testing::Rng rng(seed);
    auto family = testing::random_family(rng, 12);
    for (std::size_t i = family.size() - 1; i > 0; --i) std::swap(family[i], family[testing::below(rng, i + 1)]);
    const auto pedigree = pedigree_of(family);
    const auto place = places(pedigree);
    REQUIRE(pedigree.parents_first().size() == pedigree.size());
    for (PersonIndex person = 0; person < static_cast<PersonIndex>(pedigree.size()); ++person) {
      if (pedigree.is_founder(person)) continue;
      const auto at = [&](PersonIndex who) { return place[static_cast<std::size_t>(who)]; };
      CHECK(at(pedigree.father(person)) < at(person));
      CHECK(at(pedigree.mother(person)) < at(person));
    }
  }
}

TEST_CASE("pedigree: connected_to follows parents and children, and nothing else") {
  const auto pedigree = pedigree_of(
      {{"F"}, {"M"}, {"C", "F", "M"}, {"alone"}, {"F2"}, {"W"}, {"C2", "F2", "W"}, {"C3", "F", "W"}});
  CHECK(pedigree.connected_to(pedigree.find("alone")) == std::vector<PersonIndex>{3});
  CHECK(pedigree.connected_to(pedigree.find("C")) == std::vector<PersonIndex>{0, 1, 2, 4, 5, 6, 7});
  CHECK(pedigree.connected_to(pedigree.find("F2")) == pedigree.connected_to(pedigree.find("M")));
}

TEST_CASE("pedigree: an empty family is one") { CHECK(pedigree_of({}).size() == 0); }

}  // namespace kith::pedigree
