#include "matching/case/typed_relatives.hpp"

#include <algorithm>

namespace kith::matching {

namespace {

using pedigree::PersonIndex;

/// Per person: is it an ancestor of `person`, or himself?
std::vector<bool> ancestors_of(const pedigree::Pedigree& pedigree, PersonIndex person) {
  std::vector<bool> is_ancestor(pedigree.size(), false);
  std::vector<PersonIndex> open = {person};
  while (!open.empty()) {
    const PersonIndex next = open.back();
    open.pop_back();
    if (next == pedigree::kNobody || is_ancestor[static_cast<std::size_t>(next)]) continue;
    is_ancestor[static_cast<std::size_t>(next)] = true;
    open.push_back(pedigree.father(next));
    open.push_back(pedigree.mother(next));
  }
  return is_ancestor;
}

bool share_a_person(const std::vector<bool>& a, const std::vector<bool>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] && b[i]) return true;
  }
  return false;
}

}  // namespace

bool are_blood_relatives(const pedigree::Pedigree& pedigree, PersonIndex a, PersonIndex b) {
  return share_a_person(ancestors_of(pedigree, a), ancestors_of(pedigree, b));
}

bool is_typed(const Family& family, PersonIndex person) {
  if (person == pedigree::kNobody) return false;
  const genetics::Profile& profile = family.profiles[static_cast<std::size_t>(person)];
  return std::any_of(profile.begin(), profile.end(), [](auto code) { return code != genetics::kUntyped; });
}

std::vector<PersonIndex> typed_blood_relatives(const Family& family, PersonIndex person) {
  const std::vector<bool> of_person = ancestors_of(family.pedigree, person);
  std::vector<PersonIndex> relatives;
  for (std::size_t i = 0; i < family.profiles.size(); ++i) {
    const auto relative = static_cast<PersonIndex>(i);
    if (!is_typed(family, relative)) continue;
    if (share_a_person(of_person, ancestors_of(family.pedigree, relative))) relatives.push_back(relative);
  }
  return relatives;
}

std::vector<std::uint8_t> close_typed_relatives(const Case& data) {
  constexpr std::size_t kMost = 255;
  std::vector<std::uint8_t> of_missing;
  of_missing.reserve(data.missing.size());
  for (const MissingPerson& missing : data.missing) {
    const Family& family = data.families[missing.family];
    const pedigree::Pedigree& pedigree = family.pedigree;
    std::size_t n = 0;
    for (std::size_t i = 0; i < family.profiles.size(); ++i) {
      const auto person = static_cast<PersonIndex>(i);
      if (!is_typed(family, person)) continue;
      const bool is_parent = pedigree.father(missing.person) == person || pedigree.mother(missing.person) == person;
      const bool is_child = pedigree.father(person) == missing.person || pedigree.mother(person) == missing.person;
      n += person == missing.person ? 2U : 0U;
      n += is_parent || is_child ? 1U : 0U;
    }
    of_missing.push_back(static_cast<std::uint8_t>(std::min(n, kMost)));
  }
  return of_missing;
}

std::vector<Comparison> list_comparisons(const Case& data, EvidenceTable& table) {
  std::vector<Comparison> comparisons;
  table.n_targets = data.missing.size();
  table.n_remains = data.remains.size();
  table.first_part = {0};
  for (const MissingPerson& missing : data.missing) {
    const Family& family = data.families[missing.family];
    for (const PersonIndex relative : typed_blood_relatives(family, missing.person)) {
      comparisons.push_back({&family, missing.person, relative});
      table.part_names.push_back(family.pedigree.id(relative));
    }
    table.first_part.push_back(static_cast<TargetIndex>(comparisons.size()));
  }
  return comparisons;
}

}  // namespace kith::matching
