#include "inference/joint/family_unit.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace kith::inference {
namespace {

using pedigree::at;
using pedigree::PersonIndex;

bool is_typed(const matching::Family& family, std::size_t person) {
  if (person < family.profiles.size() && genetics::is_typed(family.profiles[person])) return true;
  const auto shows_y = [](const genetics::YHaplotype& y) {
    return std::any_of(y.begin(), y.end(), [](const auto& alleles) { return !alleles.empty(); });
  };
  if (person < family.y.size() && shows_y(family.y[person])) return true;
  return person < family.mt.size() && !family.mt[person].ranges.empty();
}

/// Persons who are left when untyped, not missing persons without children among those left are taken away.
std::vector<bool> find_informative(const matching::Family& family) {
  const auto& pedigree = family.pedigree;
  std::vector<bool> kept(pedigree.size(), false);
  std::vector<bool> has_kept_child(pedigree.size(), false);
  const auto order = pedigree.parents_first();
  for (auto it = order.rbegin(); it != order.rend(); ++it) {
    const PersonIndex person = *it;
    const bool missing = family.roles[at(person)] == matching::Role::missing;
    kept[at(person)] = missing || has_kept_child[at(person)] || is_typed(family, at(person));
    if (!kept[at(person)] || pedigree.is_founder(person)) continue;
    has_kept_child[at(pedigree.father(person))] = true;
    has_kept_child[at(pedigree.mother(person))] = true;
  }
  return kept;
}

/// One flag per person: joined to somebody typed by a chain of parents and children who are kept.
std::vector<bool> find_reached(const matching::Family& family) {
  const auto& pedigree = family.pedigree;
  const auto kept = find_informative(family);
  std::vector<bool> reached(pedigree.size());
  for (std::size_t i = 0; i < pedigree.size(); ++i) reached[i] = is_typed(family, i);
  for (bool changed = true; changed;) {
    changed = false;
    for (const PersonIndex child : pedigree.parents_first()) {
      if (!kept[at(child)] || pedigree.is_founder(child)) continue;
      for (const PersonIndex parent : {pedigree.father(child), pedigree.mother(child)}) {
        if (reached[at(child)] == reached[at(parent)]) continue;
        reached[at(child)] = reached[at(parent)] = true;
        changed = true;
      }
    }
  }
  return reached;
}

}  // namespace

std::vector<FamilyUnit> find_family_units(const matching::Case& the_case) {
  const auto& markers = the_case.panel.markers;
  const bool theta = std::any_of(markers.begin(), markers.end(), [](const auto& marker) { return marker.theta() > 0; });
  std::vector<FamilyUnit> units;
  std::map<std::pair<std::uint32_t, PersonIndex>, std::size_t> unit_of;  // by family and the first of a connected part
  for (MissingIndex m = 0; m < the_case.missing.size(); ++m) {
    const auto& missing = the_case.missing[m];
    const auto& pedigree = the_case.families[missing.family].pedigree;
    const PersonIndex part = theta ? 0 : pedigree.connected_to(missing.person).front();
    const auto [place, is_new] = unit_of.emplace(std::pair(missing.family, part), units.size());
    if (is_new) units.push_back({missing.family, {}});
    units[place->second].missing.push_back(m);
  }
  return units;
}

std::vector<bool> find_non_identifiable(const matching::Case& the_case) {
  std::vector<std::vector<bool>> reached(the_case.families.size());
  std::vector<bool> answer(the_case.missing.size());
  for (MissingIndex m = 0; m < the_case.missing.size(); ++m) {
    const auto& missing = the_case.missing[m];
    auto& of_family = reached[missing.family];
    if (of_family.empty()) of_family = find_reached(the_case.families[missing.family]);
    answer[m] = !of_family[at(missing.person)];
  }
  return answer;
}

}  // namespace kith::inference
