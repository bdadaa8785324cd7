#include "inference/evaluation/kin_class.hpp"

#include <algorithm>
#include <array>

#include "matching/case/typed_relatives.hpp"

namespace kith::inference {

namespace {

using pedigree::kNobody;
using pedigree::Pedigree;
using pedigree::PersonIndex;

/// How one relative stands to the missing person.
enum class Relation : std::uint8_t { self, parent, child, full_sibling, half_sibling, second_degree, cousin, other };

std::array<PersonIndex, 2> parents_of(const Pedigree& pedigree, PersonIndex person) {
  return {pedigree.father(person), pedigree.mother(person)};
}

int common_parents(const Pedigree& pedigree, PersonIndex a, PersonIndex b) {
  int n = 0;
  for (const PersonIndex parent : parents_of(pedigree, a)) {
    if (parent == kNobody) continue;
    n += parent == pedigree.father(b) || parent == pedigree.mother(b) ? 1 : 0;
  }
  return n;
}

bool is_parent(const Pedigree& pedigree, PersonIndex parent, PersonIndex child) {
  return pedigree.father(child) == parent || pedigree.mother(child) == parent;
}

/// A parent of `a` and `b` themselves are siblings, or `b` is a parent's parent.
bool is_second_degree_above(const Pedigree& pedigree, PersonIndex a, PersonIndex b) {
  const auto parents = parents_of(pedigree, a);
  return std::any_of(parents.begin(), parents.end(), [&](PersonIndex parent) {
    return parent != kNobody && parent != b &&
           (is_parent(pedigree, b, parent) || common_parents(pedigree, parent, b) > 0);
  });
}

bool are_cousins(const Pedigree& pedigree, PersonIndex a, PersonIndex b) {
  for (const PersonIndex of_a : parents_of(pedigree, a)) {
    for (const PersonIndex of_b : parents_of(pedigree, b)) {
      if (of_a == kNobody || of_b == kNobody || of_a == of_b) continue;
      if (common_parents(pedigree, of_a, of_b) > 0) return true;
    }
  }
  return false;
}

Relation relation_of(const Pedigree& pedigree, PersonIndex person, PersonIndex relative) {
  if (relative == person) return Relation::self;
  if (is_parent(pedigree, relative, person)) return Relation::parent;
  if (is_parent(pedigree, person, relative)) return Relation::child;
  const int common = common_parents(pedigree, person, relative);
  if (common == 2) return Relation::full_sibling;
  if (common == 1) return Relation::half_sibling;
  if (is_second_degree_above(pedigree, person, relative) || is_second_degree_above(pedigree, relative, person)) {
    return Relation::second_degree;
  }
  return are_cousins(pedigree, person, relative) ? Relation::cousin : Relation::other;
}

bool has_typed_spouse(const matching::Family& family, PersonIndex person, PersonIndex child) {
  const auto parents = parents_of(family.pedigree, child);
  return matching::is_typed(family, parents[0] == person ? parents[1] : parents[0]);
}

}  // namespace

KinClass kin_class(const matching::Family& family, PersonIndex person) {
  std::array<int, 8> n{};
  bool child_and_spouse = false;
  const auto relatives = matching::typed_blood_relatives(family, person);
  for (const PersonIndex relative : relatives) {
    const Relation relation = relation_of(family.pedigree, person, relative);
    ++n[static_cast<std::size_t>(relation)];
    child_and_spouse = child_and_spouse || (relation == Relation::child && has_typed_spouse(family, person, relative));
  }
  const auto count = [&](Relation relation) { return n[static_cast<std::size_t>(relation)]; };
  if (count(Relation::self) > 0) return KinClass::himself;
  if (count(Relation::parent) == 2) return KinClass::both_parents;
  if (child_and_spouse) return KinClass::child_and_spouse;
  if (count(Relation::parent) == 1) {
    return count(Relation::full_sibling) > 0 ? KinClass::parent_sibling : KinClass::one_parent;
  }
  if (count(Relation::child) > 0) return KinClass::child;
  if (count(Relation::full_sibling) > 1) return KinClass::two_siblings;
  if (count(Relation::full_sibling) == 1) return KinClass::one_sibling;
  if (count(Relation::half_sibling) > 0) return KinClass::half_sibling;
  if (count(Relation::second_degree) > 0) return KinClass::uncle;
  if (count(Relation::cousin) > 0) return KinClass::cousin;
  return relatives.empty() ? KinClass::nobody : KinClass::other;
}

std::string_view to_string(KinClass kin) {
  constexpr std::array<std::string_view, kKinClasses> kNames = {
      "himself",      "both parents", "child and spouse", "parent and sibling",   "one parent", "child",
      "two siblings", "one sibling",  "half sibling",     "uncle or grandparent", "cousin",     "other",
      "nobody"};
  return kNames[static_cast<std::size_t>(kin)];
}

}  // namespace kith::inference
