#include "inference/bodies/left_out.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>

#include "inference/quality/quality.hpp"

namespace kith::inference {
namespace {

using genetics::AlleleIndex;
using genetics::LocusIndex;
using genetics::Observation;

/// The staff's result as an observation; none where it is not typed or shows an allele that no list has.
std::optional<Observation> staff_observation(const matching::StaffProfile& member, LocusIndex locus) {
  if (locus >= member.alleles.size()) return std::nullopt;
  const auto& alleles = member.alleles[locus];
  const bool is_known = std::none_of(alleles.begin(), alleles.end(),
                                     [](AlleleIndex a) { return a == genetics::kNoAllele; });
  if (alleles.empty() || alleles.size() > 2 || !is_known) return std::nullopt;
  return Observation::genotype(alleles.front(), alleles.back());
}

/// log10 LR of "the sample shows this member" at all autosomal markers.
double staff_lr(const matching::Case& data, const genetics::Profile& profile, const matching::StaffProfile& member) {
  double sum = 0;
  for (LocusIndex locus = 0; locus < data.panel.size(); ++locus) {
    const genetics::Marker& marker = data.panel.markers[locus];
    const Observation& seen = data.panel.observed(profile, locus);
    if (marker.kind() != genetics::MarkerKind::autosomal || seen.is_untyped()) continue;
    const auto own = staff_observation(member, locus);
    if (!own) continue;
    const auto pair = pair_probability(likelihood_of(seen, marker, Copies::two),
                                       likelihood_of(*own, marker, Copies::two), marker, Copies::two);
    if (!(pair.unrelated > 0)) continue;
    if (!(pair.same > 0)) return -std::numeric_limits<double>::infinity();
    sum += std::log10(pair.same / pair.unrelated);
  }
  return sum;
}

bool has_dna(const matching::Remains& remains) {
  return std::any_of(remains.profile.begin(), remains.profile.end(),
                     [](auto code) { return code != genetics::kUntyped; }) ||
         genetics::n_typed_loci(remains.y) > 0 || !remains.mt.ranges.empty();
}

void find_staff(const matching::Case& data, const DuplicateRule& rule, std::vector<std::optional<LeftOut>>& found) {
  if (data.staff.empty()) return;
  std::map<std::string, RemainsIndex> by_id;
  for (RemainsIndex r = 0; r < data.remains.size(); ++r) by_id.emplace(data.remains[r].id, r);
  QualityOptions options;
  options.duplicates = rule;
  for (const Finding& finding : check_staff(data, options)) {
    if (!finding.family.empty()) continue;
    const auto remains = by_id.find(finding.subject);
    if (remains == by_id.end() || found[remains->second]) continue;
    found[remains->second] = LeftOut{.remains = remains->second, .why = LeftOutWhy::shows_staff, .whom = finding.other};
  }
  for (RemainsIndex r = 0; r < data.remains.size(); ++r) {
    if (found[r] || !has_dna(data.remains[r])) continue;
    for (const auto& member : data.staff) {
      if (staff_lr(data, data.remains[r].profile, member) < kShowsStaffFrom) continue;
      found[r] = LeftOut{.remains = r, .why = LeftOutWhy::shows_staff, .whom = member.id};
      break;
    }
  }
}

void find_runs(const matching::Case& data, std::size_t most_members, std::vector<std::optional<LeftOut>>& found) {
  using Key = std::tuple<genetics::Profile, genetics::YHaplotype, genetics::MtHaplotype>;
  std::map<Key, std::vector<RemainsIndex>> alike;
  for (RemainsIndex r = 0; r < data.remains.size(); ++r) {
    const auto& remains = data.remains[r];
    if (found[r] || !has_dna(remains)) continue;
    genetics::Profile profile = remains.profile;
    while (!profile.empty() && profile.back() == genetics::kUntyped) profile.pop_back();
    alike[{std::move(profile), remains.y, remains.mt}].push_back(r);
  }
  for (const auto& [key, group] : alike) {
    if (group.size() <= most_members) continue;
    const auto first = *std::min_element(group.begin(), group.end(), [&](RemainsIndex a, RemainsIndex b) {
      return data.remains[a].id < data.remains[b].id;
    });
    for (const RemainsIndex r : group) {
      found[r] = LeftOut{
          .remains = r, .why = LeftOutWhy::contaminated_run, .whom = data.remains[first].id, .n_alike = group.size()};
    }
  }
}

}  // namespace

std::string_view to_string(LeftOutWhy why) {
  switch (why) {
    case LeftOutWhy::shows_staff:
      return "shows the profile of staff";
    case LeftOutWhy::contaminated_run:
      return "more remains with this profile than one body has parts";
    case LeftOutWhy::no_dna:
      break;
  }
  return "no DNA result";
}

std::vector<LeftOut> find_left_out(const matching::Case& data, const DuplicateRule& rule, std::size_t most_members) {
  std::vector<std::optional<LeftOut>> found(data.remains.size());
  find_staff(data, rule, found);
  find_runs(data, most_members, found);
  std::vector<LeftOut> result;
  for (RemainsIndex r = 0; r < data.remains.size(); ++r) {
    if (!found[r] && !has_dna(data.remains[r])) found[r] = LeftOut{.remains = r, .why = LeftOutWhy::no_dna};
    if (found[r]) result.push_back(*std::move(found[r]));
  }
  return result;
}

}  // namespace kith::inference
