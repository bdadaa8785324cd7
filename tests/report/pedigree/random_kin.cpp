#include "report/pedigree/random_kin.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace kith::testing {
namespace {

using genetics::Sex;

constexpr double kSameCouple = 0.6;
constexpr double kOneParent = 0.1;
constexpr double kWithinFamily = 0.05;

std::string new_id(const Family& family) { return "P" + std::to_string(family.size()); }

/// Somebody of the other sex who is there already, or new.
std::string partner_of(Rng& rng, Family& family, const pedigree::PersonSpec& person) {
  std::vector<std::string> others;
  for (const auto& other : family) {
    if (other.sex != person.sex) others.push_back(other.id);
  }
  if (!others.empty() && uniform(rng) < kWithinFamily) return others[below(rng, others.size())];
  family.push_back({new_id(family), "", "", person.sex == Sex::male ? Sex::female : Sex::male});
  return family.back().id;
}

}  // namespace

Family random_kin(Rng& rng, std::size_t n_persons) {
  Family family{{"P0", "", "", Sex::male}, {"P1", "", "", Sex::female}};
  std::vector<std::pair<std::string, std::string>> couples{{"P0", "P1"}};
  while (family.size() < n_persons) {
    std::pair<std::string, std::string> parents = couples[below(rng, couples.size())];
    if (uniform(rng) >= kSameCouple) {
      const auto person = family[below(rng, family.size())];
      const std::string partner = partner_of(rng, family, person);
      parents = person.sex == Sex::male ? std::pair(person.id, partner) : std::pair(partner, person.id);
      couples.push_back(parents);
    }
    if (uniform(rng) < kOneParent) (below(rng, 2) == 0 ? parents.first : parents.second).clear();
    const Sex sex = below(rng, 2) == 0 ? Sex::male : Sex::female;
    family.push_back({new_id(family), parents.first, parents.second, sex});
  }
  return family;
}

}  // namespace kith::testing
