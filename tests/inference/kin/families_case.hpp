// Cases of whole families for tests of kin: genomes dropped through pedigrees, who is typed, and which of the dead were
// found.
#pragma once

#include <string>
#include <vector>

#include "inference/bodies/bodies_case.hpp"

namespace kith::testing {

/// A panel of `n_loci`, families with whoever is typed, and bodies.
class FamiliesCase : public BonesCase {
 public:
  using BonesCase::BonesCase;

  /// Persons with a genome are typed. @return the family's position.
  std::uint32_t add_family(const std::string& id, const Family& persons,
                           const std::vector<std::pair<std::string, Genome>>& typed,
                           const std::vector<std::string>& missing) {
    matching::Family family{.id = id, .pedigree = pedigree_of(persons), .profiles = {}, .roles = {}};
    const std::size_t n = family.pedigree.size();
    family.profiles.resize(n);
    family.roles.resize(n, matching::Role::other);
    for (const auto& [person, genome] : typed) {
      const auto p = static_cast<std::size_t>(family.pedigree.find(person));
      family.roles[p] = matching::Role::reference;
      for (std::size_t l = 0; l < data.panel.size(); ++l)
        family.profiles[p].push_back(data.panel.dictionaries[l].intern(g(genome[l].first, genome[l].second)));
    }
    const auto number = static_cast<std::uint32_t>(data.families.size());
    for (const std::string& person : missing) {
      const auto p = family.pedigree.find(person);
      family.roles[static_cast<std::size_t>(p)] = matching::Role::missing;
      data.missing.push_back({.id = person, .family = number, .person = p, .sex = family.pedigree.sex(p)});
    }
    data.families.push_back(std::move(family));
    return number;
  }
};

}  // namespace kith::testing
