#include "inference/quality/quality_subjects.hpp"

namespace kith::inference {

std::vector<Subject> subjects_of(const matching::Case& the_case) {
  std::vector<Subject> subjects;
  for (const matching::Family& family : the_case.families) {
    for (std::size_t p = 0; p < family.profiles.size(); ++p) {
      if (family.profiles[p].empty()) continue;
      subjects.push_back({&family.profiles[p], family.pedigree.id(static_cast<pedigree::PersonIndex>(p)), family.id,
                          family.roles[p] == matching::Role::missing});
    }
  }
  for (const matching::Remains& remains : the_case.remains) {
    subjects.push_back({.profile = &remains.profile,
                        .id = remains.id,
                        .has_lineage = !remains.y.empty() || !remains.mt.ranges.empty()});
  }
  return subjects;
}

std::string role_of(const Subject& subject) {
  if (subject.family.empty()) return "remains";
  return (subject.missing ? "missing person of family " : "relative of family ") + subject.family;
}

}  // namespace kith::inference
