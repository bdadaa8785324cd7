#include <algorithm>
#include <string>

#include "inference/kin/family_links.hpp"
#include "inference/quality/quality.hpp"

namespace kith::inference {
namespace {

/// Ties of a group that are told.
constexpr std::size_t kTold = 3;
/// In cases of more typed relatives, samples are not held against the places of others and missing persons not
/// compared: kith kin does both.
constexpr std::size_t kMostForPlaces = 2000;

std::string text_of(const matching::Case& the_case, const FamilyLink& link) {
  return link.person_1 + " (family " + the_case.families[link.family_1].id + ") and " + link.person_2 + " (family " +
         the_case.families[link.family_2].id + "): " + link.message;
}

Finding finding_of(const matching::Case& the_case, const FamilyLinks& found, const FamilyGroup& group) {
  std::string families, ties;
  for (const std::uint32_t f : group.families) families += (families.empty() ? "" : ", ") + the_case.families[f].id;
  for (std::size_t i = 0; i < std::min(kTold, group.links.size()); ++i)
    ties += (ties.empty() ? "" : "; ") + text_of(the_case, found.links[group.links[i]]);
  if (group.links.size() > kTold) ties += "; and " + std::to_string(group.links.size() - kTold) + " more";
  const std::string n = std::to_string(group.families.size());
  return {.kind = FindingKind::family_ties,
          .family = the_case.families[group.families.front()].id,
          .message = group.families.size() == 1 ? ties : n + " families (" + families + ") are tied: " + ties};
}

}  // namespace

std::vector<Finding> check_family_ties(const matching::Case& the_case, const QualityOptions& options) {
  FamilyLinkOptions ties;
  ties.pairs.findings = false;
  ties.pairs.lineage = options.lineage;
  ties.likelihood.cost_limit = options.cost_limit;
  ties.most_donors_for_places = kMostForPlaces;
  ties.threads = options.threads;
  const FamilyLinks found = find_family_links(the_case, ties);
  std::vector<Finding> findings;
  for (const FamilyGroup& group : found.groups) findings.push_back(finding_of(the_case, found, group));
  return findings;
}

}  // namespace kith::inference
