#include "intake/case/case_parts.hpp"

#include <algorithm>

namespace kith::intake {

std::pair<std::size_t, std::size_t> CaseParts::person_of(SubjectIndex subject) const {
  const auto family = relatives.persons[subject].family;
  const auto& rows = relatives.families[family].persons;
  return {family, static_cast<std::size_t>(std::lower_bound(rows.begin(), rows.end(), subject) - rows.begin())};
}

matching::Remains& CaseParts::remains_of(SubjectIndex subject) {
  return content.remains[subject - subjects->n_persons()];
}

genetics::Profile& CaseParts::profile_of(SubjectIndex subject) {
  if (!subjects->is_person(subject)) return remains_of(subject).profile;
  const auto [family, person] = person_of(subject);
  return content.families[family].profiles[person];
}

genetics::Sex CaseParts::sex_of(SubjectIndex subject) const {
  if (subjects->is_person(subject)) {
    const auto [family, person] = person_of(subject);
    return content.families[family].pedigree.sex(static_cast<pedigree::PersonIndex>(person));
  }
  return content.remains[subject - subjects->n_persons()].amelogenin;
}

bool CaseParts::has_haplotype(SubjectIndex subject) const {
  const auto [f, person] = person_of(subject);
  const auto& family = content.families[f];
  return (person < family.y.size() && !family.y[person].empty()) ||
         (person < family.mt.size() && !family.mt[person].ranges.empty());
}

}  // namespace kith::intake
