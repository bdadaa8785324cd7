#include "intake/people/staff_table.hpp"

#include <algorithm>

#include "intake/people/subjects.hpp"
#include "intake/profiles/profile_merge.hpp"
#include "intake/profiles/profile_rows.hpp"

namespace kith::intake {
namespace {

using genetics::AlleleIndex;

/// The labels of a typing; none where it leaves one open.
std::vector<LabelIndex> labels_of(const MergedTyping& typing, const MergedProfiles& merged) {
  if (typing.soft == 0) return {typing.first, typing.second};
  const genetics::Observation& observation = merged.soft[typing.soft - 1];
  const bool is_whole = observation.replicates.size() == 1 && observation.certain_allele == genetics::kNoAllele;
  return is_whole ? observation.replicates.front().seen : std::vector<LabelIndex>{};
}

}  // namespace

std::vector<matching::StaffProfile> read_staff(const text::CsvTable& table, MarkerDirectory& directory,
                                               const std::vector<const MarkerSettings*>& settings,
                                               const std::vector<std::vector<AlleleIndex>>& allele_of_label,
                                               ProblemLog& log) {
  const RelativesTable nobody;
  std::vector<matching::Remains> members;  // whom no table lists is made up as remains: here, a member of staff
  Subjects subjects(nobody, members, true);
  ProblemLog problems;
  const ProfileRows rows = read_profiles({&table, 1}, directory, settings, std::nullopt, subjects, problems);
  const auto parts = merge_profiles(rows, directory, subjects, table.file(), problems, rows.runs.size() + 1);
  for (Problem problem : problems.problems()) {
    const bool is_heading = problem.row == 1;
    if (problem.code == Errc::unknown_marker && !is_heading) problem.severity = Severity::warning;  // nothing is lost
    log.add(std::move(problem));
  }
  std::vector<matching::StaffProfile> staff;
  for (const matching::Remains& member : members) {
    staff.push_back({member.id, std::vector<std::vector<AlleleIndex>>(allele_of_label.size())});
  }
  for (const MergedProfiles& merged : parts) {
    for (const MergedTyping& typing : merged.typings) {
      const std::vector<AlleleIndex>& allele = allele_of_label[typing.locus];
      std::vector<AlleleIndex>& alleles = staff[typing.subject].alleles[typing.locus];
      for (const LabelIndex label : labels_of(typing, merged)) {
        alleles.push_back(label < allele.size() ? allele[label] : genetics::kNoAllele);
      }
      std::sort(alleles.begin(), alleles.end());
      alleles.erase(std::unique(alleles.begin(), alleles.end()), alleles.end());
    }
  }
  return staff;
}

}  // namespace kith::intake
