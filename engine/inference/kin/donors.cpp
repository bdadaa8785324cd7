#include "inference/kin/donors.hpp"

#include <algorithm>

namespace kith::inference {
namespace {

matching::Remains remains_of(const matching::Family& family, std::size_t person) {
  matching::Remains remains;
  remains.id = family.pedigree.id(static_cast<pedigree::PersonIndex>(person));
  remains.profile = family.profiles[person];
  remains.sex = family.pedigree.sex(static_cast<pedigree::PersonIndex>(person));
  if (person < family.amelogenin.size()) remains.amelogenin = family.amelogenin[person];
  if (person < family.y.size()) remains.y = family.y[person];
  if (person < family.mt.size()) remains.mt = family.mt[person];
  return remains;
}

}  // namespace

DonorCase donors_of(const matching::Case& data) {
  DonorCase result{.people = data};
  result.people.remains.clear();
  result.people.joins.clear();
  result.people.places = {};
  for (std::uint32_t f = 0; f < data.families.size(); ++f) {
    const matching::Family& family = data.families[f];
    for (std::size_t p = 0; p < family.profiles.size(); ++p) {
      if (!genetics::is_typed(family.profiles[p])) continue;
      result.donors.push_back({f, static_cast<pedigree::PersonIndex>(p)});
      result.people.remains.push_back(remains_of(family, p));
    }
  }
  return result;
}

}  // namespace kith::inference
