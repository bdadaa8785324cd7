#include "evidence/lineage/lineage.hpp"

#include <algorithm>

namespace kith::evidence {
namespace {

using pedigree::Pedigree;
using pedigree::PersonIndex;
using pedigree::Sex;

/// Whether `child` has what `parent` passes down the line.
bool passes(const Pedigree& pedigree, PersonIndex parent, PersonIndex child, Line line) {
  if (line == Line::maternal) return pedigree.mother(child) == parent;
  return pedigree.father(child) == parent && pedigree.sex(child) == Sex::male;
}

}  // namespace

std::vector<LineMember> line_members(const Pedigree& pedigree, PersonIndex person, Line line) {
  if (line == Line::paternal && pedigree.sex(person) != Sex::male) return {};
  const auto n = static_cast<PersonIndex>(pedigree.size());
  std::vector<bool> seen(pedigree.size(), false);
  std::vector<LineMember> members{{person, 0}};
  seen[static_cast<std::size_t>(person)] = true;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const LineMember from = members[i];
    const PersonIndex parent = line == Line::paternal ? pedigree.father(from.person) : pedigree.mother(from.person);
    for (PersonIndex next = 0; next < n; ++next) {
      if (seen[static_cast<std::size_t>(next)]) continue;
      if (next != parent && !passes(pedigree, from.person, next, line)) continue;
      seen[static_cast<std::size_t>(next)] = true;
      members.push_back({next, from.meioses + 1, from.person});
    }
  }
  std::stable_sort(members.begin(), members.end(), [](const LineMember& a, const LineMember& b) {
    return a.meioses != b.meioses ? a.meioses < b.meioses : a.person < b.person;
  });
  return members;
}

}  // namespace kith::evidence
