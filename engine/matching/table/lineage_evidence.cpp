#include "matching/table/lineage_evidence.hpp"

#include <map>
#include <span>
#include <utility>

namespace kith::matching {
namespace {

using evidence::Line;
using evidence::LineMember;
using evidence::LineReference;
using genetics::MtHaplotype;
using genetics::YHaplotype;
using pedigree::PersonIndex;

bool is_typed(const Family& family, PersonIndex person, Line line) {
  const auto p = static_cast<std::size_t>(person);
  if (line == Line::paternal) return p < family.y.size() && genetics::n_typed_loci(family.y[p]) > 0;
  return p < family.mt.size() && !family.mt[p].ranges.empty();
}

/// Everything that differs between the two systems: where a haplotype is kept.
template <class Haplotype>
struct System {
  Line line;
  std::vector<Haplotype> Family::*of_family;
  Haplotype Remains::*of_remains;
};
constexpr System<YHaplotype> kY{Line::paternal, &Family::y, &Remains::y};
constexpr System<MtHaplotype> kMt{Line::maternal, &Family::mt, &Remains::mt};

bool is_untyped(const YHaplotype& haplotype) { return genetics::n_typed_loci(haplotype) == 0; }
bool is_untyped(const MtHaplotype& haplotype) { return haplotype.ranges.empty(); }

/// The distinct haplotypes of the remains in order of first appearance after the untyped one, and each remains' row.
template <class Haplotype>
std::vector<Haplotype> dictionary(const Case& data, const System<Haplotype>& system,
                                  std::vector<std::uint32_t>& codes) {
  std::vector<Haplotype> rows(1);
  std::map<Haplotype, std::uint32_t> index;
  codes.assign(data.remains.size(), 0);
  for (std::size_t r = 0; r < data.remains.size(); ++r) {
    const Haplotype& haplotype = data.remains[r].*system.of_remains;
    if (is_untyped(haplotype)) continue;
    const auto [row, is_new] = index.try_emplace(haplotype, static_cast<std::uint32_t>(rows.size()));
    if (is_new) rows.push_back(haplotype);
    codes[r] = row->second;
  }
  return rows;
}

/// The typed members, the nearest first, of equally near ones the one whose haplotype comes first: never by their order
/// in a table.
template <class Haplotype>
LineMember reference_among(const std::vector<LineMember>& members, const std::vector<Haplotype>& haplotypes) {
  LineMember best = members.front();
  for (const LineMember& member : members) {
    if (member.meioses != best.meioses) break;
    const auto& haplotype = haplotypes[static_cast<std::size_t>(member.person)];
    if (haplotype < haplotypes[static_cast<std::size_t>(best.person)]) best = member;
  }
  return best;
}

/// The tree of a person's line as far as somebody typed stands on it, or behind.
template <class Haplotype>
std::vector<evidence::LineNode<Haplotype>> line_nodes(const Family& family, PersonIndex person,
                                                      const System<Haplotype>& system) {
  const auto members = evidence::line_members(family.pedigree, person, system.line);  // neighbours come before
  std::vector<bool> is_needed(family.pedigree.size(), false);
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    const auto p = static_cast<std::size_t>(member->person);
    is_needed[p] = is_needed[p] || is_typed(family, member->person, system.line);
    if (is_needed[p] && member->via != pedigree::kNobody) is_needed[static_cast<std::size_t>(member->via)] = true;
  }
  std::vector<evidence::LineNode<Haplotype>> nodes;
  std::vector<std::size_t> place(family.pedigree.size(), 0);
  for (const LineMember& member : members) {
    const auto p = static_cast<std::size_t>(member.person);
    if (!is_needed[p] && member.via != pedigree::kNobody) continue;
    place[p] = nodes.size();
    nodes.push_back({member.via == pedigree::kNobody ? 0 : place[static_cast<std::size_t>(member.via)],
                     is_typed(family, member.person, system.line) ? &(family.*system.of_family)[p] : nullptr});
  }
  return nodes;
}

template <class Haplotype>
std::vector<LineReference<Haplotype>> references(const Case& data, const System<Haplotype>& system) {
  std::vector<LineReference<Haplotype>> result;
  for (const MissingPerson& missing : data.missing) {
    const Family& family = data.families[missing.family];
    const auto members = typed_members(family, missing.person, system.line);
    if (members.empty()) {
      result.emplace_back();
      continue;
    }
    const auto& haplotypes = family.*system.of_family;
    const LineMember nearest = reference_among(members, haplotypes);
    LineReference<Haplotype> reference{&haplotypes[static_cast<std::size_t>(nearest.person)], nearest.meioses,
                                       family.pedigree.id(nearest.person)};
    if (members.size() > 1 && system.line == Line::paternal)
      reference.line = line_nodes(family, missing.person, system);
    result.push_back(std::move(reference));
  }
  return result;
}

/// The database of the case, or its own lines.
template <class Haplotype>
std::vector<Haplotype> population(const Case& data, const System<Haplotype>& system,
                                  const std::vector<Haplotype>& database) {
  if (!database.empty()) return database;
  std::vector<Haplotype> lines;
  for (const Family& family : data.families) {
    for (const PersonIndex person : line_representatives(family, system.line)) {
      lines.push_back((family.*system.of_family)[static_cast<std::size_t>(person)]);
    }
  }
  return lines;
}

/// The haplotypes of all rows, each as a member of the line; they are those of the case.
template <class Haplotype>
std::vector<LineReference<Haplotype>> references_in_case(const Case& data, const System<Haplotype>& system,
                                                         std::size_t n_rows, std::span<const std::uint32_t> codes,
                                                         unsigned meioses) {
  std::vector<LineReference<Haplotype>> result(n_rows);
  for (std::size_t r = 0; r < codes.size(); ++r) {
    if (codes[r] != 0) result[codes[r]] = {&(data.remains[r].*system.of_remains), meioses, {}};
  }
  return result;
}

std::string remark(const std::string& column, genetics::FrequencyEstimator used,
                   const evidence::LineageOptions& options, std::size_t n, bool has_database, std::size_t n_counts) {
  std::string text = column + ": haplotype frequencies by " + std::string(genetics::to_string(used)) + " over ";
  text += std::to_string(n) + (has_database ? " haplotypes of haplotypes.csv"
                                            : " lines of the case's own families, as there is no database");
  if (n_counts > 0) text += "; of " + std::to_string(n_counts) + " by the counts of haplotype_counts.csv";
  if (used != options.estimator)
    text += " (" + std::string(genetics::to_string(options.estimator)) + " cannot be used)";
  if (options.theta > 0) text += ", theta " + std::to_string(options.theta);
  return text;
}

}  // namespace

std::vector<LineMember> typed_members(const Family& family, PersonIndex person, Line line) {
  if ((line == Line::paternal ? family.y.empty() : family.mt.empty())) return {};
  std::vector<LineMember> result;
  for (const LineMember& member : evidence::line_members(family.pedigree, person, line)) {
    if (is_typed(family, member.person, line)) result.push_back(member);
  }
  return result;
}

std::vector<PersonIndex> line_representatives(const Family& family, Line line) {
  std::vector<PersonIndex> result;
  std::vector<bool> taken(family.pedigree.size(), false);
  for (PersonIndex person = 0; person < static_cast<PersonIndex>(family.pedigree.size()); ++person) {
    if (taken[static_cast<std::size_t>(person)] || !is_typed(family, person, line)) continue;
    const auto members = evidence::line_members(family.pedigree, person, line);
    if (members.empty()) continue;  // Y alleles of somebody who is not known to be male
    for (const LineMember& member : members) taken[static_cast<std::size_t>(member.person)] = true;
    result.push_back(person);
  }
  return result;
}

std::vector<YHaplotype> population_y(const Case& data) { return population(data, kY, data.haplotypes.y); }

std::vector<MtHaplotype> population_mt(const Case& data) { return population(data, kMt, data.haplotypes.mt); }

LineageEvidence build_lineages(const Case& data, const evidence::LineageOptions& options) {
  LineageEvidence result;
  std::vector<std::uint32_t> codes;
  if (auto rows = dictionary(data, kY, codes); rows.size() > 1) {
    auto men = population(data, kY, data.haplotypes.y);
    const std::size_t n = men.size();
    auto column = std::make_unique<evidence::YColumn>(data.y_markers, std::move(rows), references(data, kY),
                                                      std::move(men), options, data.haplotypes.y_counts);
    result.remarks.push_back(remark(column->name(), column->estimator(), options, n, !data.haplotypes.y.empty(),
                                    data.haplotypes.y_counts.size()));
    result.columns.push_back(std::move(column));
    result.codes.push_back(std::move(codes));
  }
  if (auto rows = dictionary(data, kMt, codes); rows.size() > 1) {
    const auto people = population(data, kMt, data.haplotypes.mt);
    auto column = std::make_unique<evidence::MtColumn>(std::move(rows), references(data, kMt), people, options,
                                                       data.haplotypes.mt_counts);
    result.remarks.push_back(remark(column->name(), column->estimator(), options, people.size(),
                                    !data.haplotypes.mt.empty(), data.haplotypes.mt_counts.size()));
    result.columns.push_back(std::move(column));
    result.codes.push_back(std::move(codes));
  }
  return result;
}

std::unique_ptr<evidence::Column> build_kin_column(const Case& data, Line line, unsigned meioses,
                                                   const evidence::LineageOptions& options,
                                                   std::vector<std::uint32_t>& codes) {
  if (line == Line::paternal) {
    auto rows = dictionary(data, kY, codes);
    if (rows.size() < 2) return nullptr;
    auto kin = references_in_case(data, kY, rows.size(), codes, meioses);
    return std::make_unique<evidence::YColumn>(data.y_markers, std::move(rows), std::move(kin),
                                               population(data, kY, data.haplotypes.y), options,
                                               data.haplotypes.y_counts);
  }
  auto rows = dictionary(data, kMt, codes);
  if (rows.size() < 2) return nullptr;
  auto kin = references_in_case(data, kMt, rows.size(), codes, meioses);
  return std::make_unique<evidence::MtColumn>(
      std::move(rows), std::move(kin), population(data, kMt, data.haplotypes.mt), options, data.haplotypes.mt_counts);
}

}  // namespace kith::matching
