#include "report/tables/kin_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "text/csv_writer.hpp"

namespace kith::report {
namespace {

using inference::FamilyGroup;
using inference::FamilyKin;
using inference::FamilyLink;
using inference::FamilyLinks;
using inference::Kin;
using inference::KinChance;
using inference::KinRow;
using inference::Kinship;
using matching::Case;
using text::CsvWriter;

constexpr std::size_t kShown = 20;
constexpr std::size_t kMembersShown = 8;
/// Chance is told from here on; tables have lower LRs, too.
constexpr double kChanceToldFrom = 4;

std::string group_id(const Case& data, const Kin& kin, std::uint32_t group) {
  return group == inference::kNoGroup ? "" : data.remains[kin.groups[group].members.front()].id;
}

/// A pair's group, where both are in it.
std::string group_of(const Case& data, const Kin& kin, const KinRow& row) {
  const std::uint32_t group = kin.group_of[row.first];
  return group == kin.group_of[row.second] ? group_id(data, kin, group) : "";
}

void optional_cell(CsvWriter& csv, const std::optional<double>& value) { value ? csv.cell(*value) : csv.cell(""); }

std::string plural(std::size_t n, std::string_view one, std::string_view several) {
  return fmt::format("{} {}", n, n == 1 ? one : several);
}

std::size_t n_members(const Kin& kin) {
  std::size_t n = 0;
  for (const auto& group : kin.groups) n += group.members.size();
  return n;
}

/// Per body its close kin: "B-12 full siblings; ...".
std::map<inference::RemainsIndex, std::string> close_kin(const Case& data, const Kin& kin) {
  std::map<inference::RemainsIndex, std::string> texts;
  const auto add = [&](inference::RemainsIndex whose, inference::RemainsIndex other, const KinRow& row) {
    std::string& text = texts[whose];
    text += fmt::format("{}{} {} {:.4g}", text.empty() ? "" : "; ", data.remains[other].id,
                        to_string(row.posterior.most_probable()), row.posterior.of(row.posterior.most_probable()));
  };
  for (const KinRow& row : kin.pairs) {
    if (!row.is_close) continue;
    add(row.first, row.second, row);
    add(row.second, row.first, row);
  }
  return texts;
}

std::string members_text(const Case& data, const inference::KinGroup& group) {
  std::string text;
  for (std::size_t i = 0; i < std::min(group.members.size(), kMembersShown); ++i)
    text += (i == 0 ? "" : ", ") + data.remains[group.members[i]].id;
  const std::size_t more = group.members.size() - std::min(group.members.size(), kMembersShown);
  return more > 0 ? text + fmt::format(" and {} more", more) : text;
}

std::string describe_groups(const Case& data, const Kin& kin) {
  std::string text;
  for (std::size_t g = 0; g < std::min(kin.groups.size(), kShown); ++g)
    text += fmt::format("  {:>3}  {}\n", kin.groups[g].members.size(), members_text(data, kin.groups[g]));
  if (kin.groups.size() > kShown) text += fmt::format("  ... {} more in kin_groups.csv\n", kin.groups.size() - kShown);
  return text;
}

std::string describe_weaker(const Case& data, const Kin& kin) {
  std::string text;
  std::size_t n = 0;
  for (const KinRow& row : kin.pairs) {
    if (!group_of(data, kin, row).empty() || n++ >= kShown) continue;
    const Kinship best = row.posterior.most_probable();
    text += fmt::format("  {} and {}: {} (posterior {:.3f}, log10 LR {:.2f}, {} markers)\n", data.remains[row.first].id,
                        data.remains[row.second].id, to_string(best), row.posterior.of(best), row.lr.of(best),
                        row.lr.n_loci);
  }
  if (n == 0) return "";
  if (n > kShown) text += fmt::format("  ... {} more in kin_pairs.csv\n", n - kShown);
  return fmt::format("{} of bodies outside the groups that may be kin:\n", plural(n, "pair", "pairs")) + text;
}

std::string describe_chance(const std::vector<KinChance>& chance) {
  std::string text;
  for (const KinChance& row : chance) {
    if (row.log10_lr != kChanceToldFrom || !row.expected) continue;
    text += fmt::format("{}{}: {} found, {:.3g} expected", text.empty() ? "" : "; ", to_string(row.kinship), row.found,
                        *row.expected);
  }
  if (text.empty()) return "";
  return fmt::format("Pairs from a log10 LR of {:g}, and expected among strangers by chance: {}.\n", kChanceToldFrom,
                     text);
}

std::string family_name(const Case& data, std::uint32_t family) { return data.families[family].id; }

std::string describe_link(const Case& data, const FamilyLink& link) {
  return fmt::format("{} (family {}) and {} (family {}): {} (posterior {:.4g})", link.person_1,
                     family_name(data, link.family_1), link.person_2, family_name(data, link.family_2), link.message,
                     link.posterior);
}

}  // namespace

void write_kin_pairs(std::ostream& out, const Case& data, const Kin& kin) {
  CsvWriter csv(out);
  csv.row({"body_id_1", "body_id_2", "relationship", "posterior", "posterior_same_person", "posterior_parent_child",
           "posterior_full_siblings", "posterior_second_degree", "log10_lr_same_person", "log10_lr_parent_child",
           "log10_lr_full_siblings", "log10_lr_second_degree", "loci_compared", "log10_lr_y", "log10_lr_mt", "group"});
  for (const KinRow& row : kin.pairs) {
    const Kinship best = row.posterior.most_probable();
    csv.cell(data.remains[row.first].id).cell(data.remains[row.second].id);
    csv.cell(to_string(best)).cell(row.posterior.of(best));
    for (const double posterior : row.posterior.of_kinship) csv.cell(posterior);
    for (const double log10_lr : row.lr.all) csv.cell(log10_lr);
    csv.count(row.lr.n_loci);
    optional_cell(csv, row.log10_lr_y);
    optional_cell(csv, row.log10_lr_mt);
    csv.cell(group_of(data, kin, row));
    csv.end_row();
  }
}

void write_kin_groups(std::ostream& out, const Case& data, const Kin& kin) {
  CsvWriter csv(out);
  csv.row({"group", "body_id", "bodies", "close_kin"});
  const auto kin_of = close_kin(data, kin);
  for (std::uint32_t g = 0; g < kin.groups.size(); ++g) {
    for (const inference::RemainsIndex body : kin.groups[g].members) {
      csv.cell(group_id(data, kin, g)).cell(data.remains[body].id).count(kin.groups[g].members.size());
      csv.cell(kin_of.at(body));
      csv.end_row();
    }
  }
}

void write_kin_chance(std::ostream& out, const std::vector<KinChance>& chance) {
  CsvWriter csv(out);
  csv.row({"relationship", "log10_lr", "found", "expected_by_chance"});
  for (const KinChance& row : chance) {
    csv.cell(to_string(row.kinship)).cell(row.log10_lr).count(row.found);
    optional_cell(csv, row.expected);
    csv.end_row();
  }
}

void write_family_links(std::ostream& out, const Case& data, const FamilyLinks& found) {
  CsvWriter csv(out);
  csv.row({"tie", "family_id_1", "person_id_1", "family_id_2", "person_id_2", "log10_lr", "posterior", "message"});
  for (const FamilyLink& link : found.links) {
    csv.cell(to_string(link.tie)).cell(family_name(data, link.family_1)).cell(link.person_1);
    csv.cell(family_name(data, link.family_2)).cell(link.person_2).cell(link.log10_lr).cell(link.posterior);
    csv.cell(link.message);
    csv.end_row();
  }
}

void write_family_groups(std::ostream& out, const Case& data, const FamilyLinks& found) {
  CsvWriter csv(out);
  csv.row({"group", "family_id", "families", "ties"});
  for (const FamilyGroup& group : found.groups) {
    for (const std::uint32_t family : group.families) {
      std::string ties;
      for (const std::size_t l : group.links) {
        const FamilyLink& link = found.links[l];
        if (link.family_1 != family && link.family_2 != family) continue;
        ties += fmt::format("{}{} {} {}", ties.empty() ? "" : "; ", to_string(link.tie), link.person_1, link.person_2);
      }
      csv.cell(family_name(data, group.families.front())).cell(family_name(data, family));
      csv.count(group.families.size()).cell(ties);
      csv.end_row();
    }
  }
}

void write_family_kin(std::ostream& out, const Case& data, const FamilyKin& found) {
  CsvWriter csv(out);
  csv.row({"body_id", "family_id", "relationship", "person_id", "log10_lr", "posterior", "also", "missing_id",
           "log10_lr_missing"});
  for (const auto& row : found.rows) {
    csv.cell(data.remains[row.body].id).cell(family_name(data, row.family)).cell(row.relationship).cell(row.of_person);
    csv.cell(row.log10_lr).cell(row.posterior).cell(row.also);
    csv.cell(data.missing[row.missing].id).cell(row.log10_lr_missing);
    csv.end_row();
  }
}

std::string describe(const Case& data, const Kin& kin) {
  const std::size_t members = n_members(kin);
  std::string text = fmt::format("{} bodies, {} pairs: ", kin.n_people, kin.n_pairs);
  if (members == 0) {
    text += "no close kin among them.\n";
  } else {
    text += fmt::format("{} have close kin among them, in {}:\n", members,
                        plural(kin.groups.size(), "group", "groups"));
  }
  text += describe_groups(data, kin) + describe_weaker(data, kin) + describe_chance(kin.chance);
  text += fmt::format("Prior: {}.\n", kin.prior.rule);
  const auto n_out = std::count_if(kin.left_out.begin(), kin.left_out.end(),
                                   [](const auto& out) { return out.why != inference::LeftOutWhy::no_dna; });
  if (n_out > 0) text += fmt::format("Left out: {} that show staff or a contaminated run.\n", n_out);
  if (kin.cap_met) text += "Only the best pairs were looked at, as too many reach the threshold.\n";
  for (const std::string& remark : kin.remarks) text += remark + ".\n";
  return text;
}

std::string describe(const Case& data, const FamilyLinks& found, const FamilyGroup& group) {
  std::string text;
  for (const std::size_t l : group.links) text += (text.empty() ? "" : "; ") + describe_link(data, found.links[l]);
  return text;
}

std::string describe(const Case& data, const FamilyLinks& found) {
  std::string text = fmt::format("{} typed relatives and {} missing persons of {} families: {} of families{}\n",
                                 found.n_donors, found.n_missing, data.families.size(),
                                 plural(found.groups.size(), "group", "groups"), found.groups.empty() ? "." : ":");
  for (std::size_t g = 0; g < std::min(found.groups.size(), kShown); ++g)
    text += "  " + describe(data, found, found.groups[g]) + "\n";
  if (found.groups.size() > kShown)
    text += fmt::format("  ... {} more in family_groups.csv\n", found.groups.size() - kShown);
  const auto weaker = static_cast<std::size_t>(std::count_if(
      found.links.begin(), found.links.end(), [](const FamilyLink& link) { return link.posterior < 0.99; }));
  if (weaker > 0) text += fmt::format("{} less certain (family_links.csv).\n", plural(weaker, "tie is", "ties are"));
  text += fmt::format("Prior of relatives, outside their own family: {}.\n", found.donors.rule);
  if (found.n_missing > 0) text += fmt::format("Prior of missing persons: {}.\n", found.missing.rule);
  if (found.cap_met) text += "Only the best pairs were looked at, as too many reach the threshold.\n";
  for (const std::string& remark : found.remarks) text += remark + ".\n";
  return text;
}

std::string describe(const Case& data, const FamilyKin& found) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(found.rows.size(), 3); ++i) {
    const auto& row = found.rows[i];
    text += fmt::format("{}{} is close to family {} ({} of {}, log10 LR {:.1f}), not {}", i == 0 ? "" : "; ",
                        data.remains[row.body].id, family_name(data, row.family), row.relationship, row.of_person,
                        row.log10_lr, data.missing[row.missing].id);
  }
  if (text.empty()) return "";
  const std::size_t more = found.rows.size() - std::min<std::size_t>(found.rows.size(), 3);
  return text + (more > 0 ? fmt::format(" and {} more", more) : "") + " (family_kin.csv).\n";
}

std::string describe(const Case& bodies, const identify::KinAnswer& kin) {
  std::string text;
  if (kin.among_bodies && !kin.among_bodies->groups.empty()) {
    text += fmt::format("Kin: {} of {} bodies have close kin among the bodies, in {} (kin_groups.csv).\n",
                        n_members(*kin.among_bodies), kin.among_bodies->n_people,
                        plural(kin.among_bodies->groups.size(), "group", "groups"));
  }
  if (kin.of_families) text += describe(bodies, *kin.of_families);
  for (const std::string& reason : kin.not_done) text += "Not looked for: " + reason + ".\n";
  return text;
}

std::vector<std::pair<std::string, std::uint64_t>> kin_record(const identify::KinAnswer& kin) {
  std::vector<std::pair<std::string, std::uint64_t>> record;
  if (const auto& bodies = kin.among_bodies) {
    record = {{"bodies_compared", bodies->n_people},
              {"pairs_listed", bodies->pairs.size()},
              {"groups", bodies->groups.size()},
              {"bodies_in_groups", n_members(*bodies)}};
  }
  if (const auto& families = kin.of_families) {
    record.insert(record.end(), {{"bodies_without_identity", families->n_bodies},
                                 {"bodies_and_families_screened", families->n_screened},
                                 {"bodies_and_families_scored", families->n_scored},
                                 {"bodies_close_to_a_family", families->rows.size()}});
  }
  return record;
}

}  // namespace kith::report
