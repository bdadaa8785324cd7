#include <optional>

#include "evidence/lineage/lineage.hpp"
#include "inference/quality/quality.hpp"
#include "matching/table/lineage_evidence.hpp"

namespace kith::inference {
namespace {

using evidence::Line;
using evidence::LineMember;
using matching::Case;
using matching::Family;

std::string meioses_between(const Family& family, const LineMember& a, const LineMember& b, Line line) {
  for (const LineMember& member : evidence::line_members(family.pedigree, a.person, line)) {
    if (member.person == b.person) return std::to_string(member.meioses);
  }
  return "?";
}

/// The finding, less its subjects; none where the two may well be of one line.
std::optional<Finding> y_conflict(const Case& the_case, const Family& family, std::size_t a, std::size_t b) {
  const auto apart = genetics::distance(family.y[a], family.y[b]);
  if (apart.total() < genetics::kIncompatibleYSteps) return std::nullopt;
  Finding finding{.kind = FindingKind::lineage_conflict};
  for (const std::size_t locus : apart.loci) finding.loci.push_back(the_case.y_markers[locus].name);
  finding.message = "one paternal line by the pedigree, but their Y haplotypes are " + std::to_string(apart.total()) +
                    " steps apart";
  return finding;
}

std::optional<Finding> mt_conflict(const Family& family, std::size_t a, std::size_t b) {
  const auto& first = family.mt[a];
  const auto& second = family.mt[b];
  std::vector<std::string> sites;
  const auto common = genetics::common_ranges(first.ranges, second.ranges);
  if (genetics::count_differences(first, second, common, &sites) < genetics::kIncompatibleMtDifferences) {
    return std::nullopt;
  }
  const std::string n = std::to_string(sites.size());
  return Finding{.kind = FindingKind::lineage_conflict,
                 .loci = std::move(sites),
                 .message = "one maternal line by the pedigree, but their mtDNA has " + n + " differences"};
}

void check_line(const Case& the_case, const Family& family, Line line, std::vector<Finding>& findings) {
  for (const auto start : matching::line_representatives(family, line)) {
    const auto members = matching::typed_members(family, start, line);
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (std::size_t j = i + 1; j < members.size(); ++j) {
        const auto a = static_cast<std::size_t>(members[i].person);
        const auto b = static_cast<std::size_t>(members[j].person);
        auto finding = line == Line::paternal ? y_conflict(the_case, family, a, b) : mt_conflict(family, a, b);
        if (!finding) continue;
        finding->family = family.id;
        finding->subject = family.pedigree.id(members[i].person);
        finding->other = family.pedigree.id(members[j].person);
        finding->message += " (" + meioses_between(family, members[i], members[j], line) + " meioses between them)";
        findings.push_back(*std::move(finding));
      }
    }
  }
}

}  // namespace

std::vector<Finding> check_lineages(const Case& the_case) {
  std::vector<Finding> findings;
  for (const Family& family : the_case.families) {
    check_line(the_case, family, Line::paternal, findings);
    check_line(the_case, family, Line::maternal, findings);
  }
  return findings;
}

}  // namespace kith::inference
