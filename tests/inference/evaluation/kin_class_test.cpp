#include "inference/evaluation/kin_class.hpp"

#include <doctest/doctest.h>

#include <initializer_list>

#include "support/builders.hpp"

namespace kith::inference {
namespace {

KinClass class_of(const testing::Family& people, std::string_view missing,
                  std::initializer_list<std::string_view> typed) {
  auto pedigree = testing::pedigree_of(people);
  matching::Family family{.id = "F", .pedigree = pedigree, .profiles = {}, .roles = {}};
  family.profiles.resize(pedigree.size());
  for (const auto id : typed) family.profiles[static_cast<std::size_t>(pedigree.find(id))] = {1};
  return kin_class(family, pedigree.find(missing));
}

}  // namespace

TEST_CASE("kin class: the first that holds") {
  CHECK(class_of(testing::trio(), "C", {"F", "M"}) == KinClass::both_parents);
  CHECK(class_of(testing::trio(), "C", {"F"}) == KinClass::one_parent);
  CHECK(class_of(testing::trio(), "C", {"C", "F"}) == KinClass::himself);
  CHECK(class_of(testing::trio(), "F", {"C", "M"}) == KinClass::child_and_spouse);
  CHECK(class_of(testing::trio(), "F", {"C"}) == KinClass::child);
  CHECK(class_of(testing::trio(), "F", {"M"}) == KinClass::nobody);
  CHECK(class_of(testing::siblings(3), "C1", {"M", "C2"}) == KinClass::parent_sibling);
  CHECK(class_of(testing::siblings(3), "C1", {"C2", "C3"}) == KinClass::two_siblings);
  CHECK(class_of(testing::siblings(3), "C1", {"C3"}) == KinClass::one_sibling);
  CHECK(class_of(testing::half_siblings(), "C1", {"C2"}) == KinClass::half_sibling);
  CHECK(class_of(testing::first_cousins(), "C1", {"S2"}) == KinClass::uncle);
  CHECK(class_of(testing::first_cousins(), "S1", {"C2"}) == KinClass::uncle);
  CHECK(class_of(testing::first_cousins(), "C1", {"GF"}) == KinClass::uncle);
  CHECK(class_of(testing::first_cousins(), "C1", {"C2", "W2"}) == KinClass::cousin);
}

}  // namespace kith::inference
