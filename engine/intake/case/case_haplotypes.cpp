#include "intake/case/case_haplotypes.hpp"

#include "intake/profiles/haplotype_counts_table.hpp"
#include "intake/profiles/haplotypes_table.hpp"
#include "intake/profiles/lineage_profiles.hpp"

namespace kith::intake {

void read_case_haplotypes(const ProfileRows& rows, const std::string& file, CaseFiles& files, CaseParts& parts) {
  const LineageSource source{file, [&](std::uint32_t subject) { return parts.subjects->id(subject); },
                             [&](const LineageRow& row) { return "sample " + rows.samples[row.sample]; }, parts.log(),
                             parts.result.set_aside};
  auto lineages = read_lineages(rows.lineages, parts.markers, parts.content.y_markers, source);
  if (const auto table = files.open("haplotypes.csv", false)) {
    parts.content.haplotypes = read_haplotypes(*table, *parts.directory, parts.markers, parts.content.y_markers,
                                               parts.result.set_aside, parts.log());
  }
  if (const auto table = files.open("haplotype_counts.csv", false)) {
    read_haplotype_counts(*table, *parts.subjects, lineages, parts.content.haplotypes, parts.log());
  }
  if (parts.log().has_errors()) return;
  const auto put = [&](auto& found, auto of_family, auto of_remains) {
    for (auto& [subject, haplotype] : found) {
      if (parts.subjects->is_person(subject)) {
        const auto [family, person] = parts.person_of(subject);
        matching::Family& home = parts.content.families[family];
        (home.*of_family).resize(home.pedigree.size());
        (home.*of_family)[person] = std::move(haplotype);
      } else {
        parts.remains_of(subject).*of_remains = std::move(haplotype);
      }
    }
  };
  put(lineages.y, &matching::Family::y, &matching::Remains::y);
  put(lineages.mt, &matching::Family::mt, &matching::Remains::mt);
}

}  // namespace kith::intake
