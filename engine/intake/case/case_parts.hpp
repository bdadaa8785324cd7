// intake/case/case_parts.hpp — what the tables of a case folder have said so far, while it is read: each step leaves to
// the next what it found. case_reader.cpp has the steps in their order.
//
//   case_files        which files there are
//   case_markers      frequencies.csv, markers.csv
//   case_people       relatives, missing persons, remains, places
//   case_profiles     profiles.csv: markers with their alleles, genotypes; elimination.csv
//   case_haplotypes   its Y-STR and mtDNA rows; haplotypes.csv, haplotype_counts.csv
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "genetics/markers/panel.hpp"
#include "intake/case/case_reader.hpp"
#include "intake/markers/frequencies_table.hpp"
#include "intake/markers/marker_directory.hpp"
#include "intake/markers/markers_table.hpp"
#include "intake/people/relatives_table.hpp"
#include "intake/people/subjects.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

struct CaseParts {
  CaseParts() = default;
  CaseParts(const CaseParts&) = delete;  // `settings` and `subjects` point into it
  CaseParts& operator=(const CaseParts&) = delete;

  CaseReading result{};  ///< without its content
  matching::Case content{};
  FrequencyTables frequencies{};
  MarkerTable markers{};
  MarkerSettings defaults{};                      ///< of markers that markers.csv does not list
  std::vector<const MarkerSettings*> settings{};  ///< one per scored locus, then amelogenin's
  std::optional<MarkerDirectory> directory{};
  RelativesTable relatives{};
  std::vector<bool> sex_left_open{};  ///< one per missing person
  std::optional<Subjects> subjects{};
  std::vector<std::vector<genetics::AlleleIndex>> allele_of_label{};  ///< per locus, LabelIndex -> allele

  [[nodiscard]] ProblemLog& log() { return result.problems; }

  /// Family and position in its pedigree. @pre subjects->is_person(subject)
  [[nodiscard]] std::pair<std::size_t, std::size_t> person_of(SubjectIndex subject) const;
  /// @pre !subjects->is_person(subject)
  [[nodiscard]] matching::Remains& remains_of(SubjectIndex subject);
  [[nodiscard]] genetics::Profile& profile_of(SubjectIndex subject);
  /// Of remains the sex by amelogenin: what a form says sets no result aside.
  [[nodiscard]] genetics::Sex sex_of(SubjectIndex subject) const;
  /// Whether a person has a Y-STR or mtDNA haplotype. @pre subjects->is_person(subject)
  [[nodiscard]] bool has_haplotype(SubjectIndex subject) const;
};

}  // namespace kith::intake
