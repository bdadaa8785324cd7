// The joint cases of dvir 3.4.2, whose truth is known: kin among their bodies. Profiles have some 12 markers, so that
// few pairs are certain.
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "inference/kin/find_kin.hpp"
#include "intake/case/case_reader.hpp"
#include "support/shared.hpp"

namespace kith::testing {
namespace {

using inference::Kinship;

/// What two missing persons of a case are to each other; none: no close kin.
std::optional<Kinship> kinship_of(const matching::Case& data, const matching::MissingPerson& a,
                                  const matching::MissingPerson& b) {
  if (a.family != b.family) return std::nullopt;
  const auto& pedigree = data.families[a.family].pedigree;
  const auto is_parent = [&](auto of, auto child) {
    return pedigree.father(child) == of || pedigree.mother(child) == of;
  };
  if (is_parent(a.person, b.person) || is_parent(b.person, a.person)) return Kinship::parent_child;
  const bool founders = pedigree.is_founder(a.person) || pedigree.is_founder(b.person);
  const bool siblings = !founders && pedigree.father(a.person) == pedigree.father(b.person) &&
                        pedigree.mother(a.person) == pedigree.mother(b.person);
  return siblings ? std::optional(Kinship::full_siblings) : std::nullopt;
}

/// Per body whom truth.csv says it is.
std::map<std::string, std::string> truth_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> truth;
  std::ifstream file(folder / "truth.csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const auto comma = line.find(',');
    truth[line.substr(0, comma)] = line.substr(comma + 1);
  }
  return truth;
}

struct Tally {
  std::size_t n_kin = 0;
  double sum_kin = 0;       ///< log10 LR of the true kinship
  std::size_t n_false = 0;  ///< pairs of one group that are not close kin
};

void add_case(const std::filesystem::path& folder, Tally& tally) {
  auto reading = intake::read_case(folder);
  REQUIRE(reading.problems.n_errors() == 0);
  const matching::Case data = std::move(reading.content).value();
  const auto truth = truth_of(folder);
  std::map<std::string, const matching::MissingPerson*> missing;
  for (const auto& person : data.missing) missing[person.id] = &person;
  std::vector<matching::RemainsIndex> all(data.remains.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<matching::RemainsIndex>(i);
  const inference::KinPairs people(data, all, {});
  const auto true_kinship = [&](matching::RemainsIndex a, matching::RemainsIndex b) -> std::optional<Kinship> {
    const auto x = missing.find(truth.at(data.remains[a].id)), y = missing.find(truth.at(data.remains[b].id));
    if (x == missing.end() || y == missing.end()) return std::nullopt;
    return kinship_of(data, *x->second, *y->second);
  };
  for (inference::SampleIndex a = 0; a < people.n_people(); ++a) {
    for (inference::SampleIndex b = a + 1; b < people.n_people(); ++b) {
      const auto kinship = true_kinship(people.remains(a), people.remains(b));
      if (!kinship) continue;
      const double log10_lr = people.lr(a, b).of(*kinship);
      if (std::isinf(log10_lr)) continue;  // a mutation, in a case without a mutation model
      ++tally.n_kin;
      tally.sum_kin += log10_lr;
    }
  }
  const auto kin = inference::find_kin(data, {});
  for (const auto& row : kin.pairs) {
    const bool named = !truth.at(data.remains[row.first].id).empty() && !truth.at(data.remains[row.second].id).empty();
    if (row.is_close && named && !true_kinship(row.first, row.second)) ++tally.n_false;
  }
}

TEST_SUITE("shared") {
  TEST_CASE("kin: bodies of one family in the joint cases") {
    const auto folder = shared("joint");
    if (!folder) return;
    Tally tally;
    for (const char* name :
         {"big_public", "brothers", "halfsibs", "mother_children", "mutations", "weak", "whole_household"})
      add_case(*folder / name, tally);
    CHECK(tally.n_kin >= 5);
    CHECK(tally.sum_kin / static_cast<double>(tally.n_kin) > 1);
    CHECK(tally.n_false == 0);
  }
}

}  // namespace
}  // namespace kith::testing
